import { z } from 'zod';
import {
  type Basis,
  defineControl,
  type Finding,
  findingsOf,
  isNonEmpty,
  LEARNED,
  RATES,
  type Screening,
  SIGNS,
  weakerBasis,
} from '../../core/index.ts';

export type Crossing = 'interface.request';

const rate = z.literal(RATES);
const config = z.strictObject({
  flag: rate
    .default(0.01)
    .describe('Share of harmless requests that may be flagged by mistake, by the calibration card.'),
  block: rate
    .default(0.001)
    .describe('Share of harmless requests that may be blocked by mistake, by the calibration card.'),
  unassessed: z
    .enum(['flag', 'block', 'pass'])
    .default('flag')
    .describe('What becomes of a text in a language that the detectors were not measured in.'),
  coverage: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Share of a text that the encoder must have read; a request that was read less is blocked.'),
});

type Config = z.infer<typeof config>;

/** A request that tries to take the assistant over is noticed: by signs, by a linear screen, by a small encoder. */
export const control = defineControl<Crossing, Config, 'classifier'>({
  id: 'prompt-injection',
  catalog: ['UI-05'],
  title: 'Prompt injection and jailbreak screen',
  docs: {
    what: 'Reads what a user asks for attempts to set the instructions of the assistant aside, to see its hidden prompt, to give it a persona without limits or to forge turns and roles; also in encoded parts. Signs in twenty-five languages and a linear screen read everything in microseconds; what they are unsure of goes to a small encoder under a deadline. Flags, and blocks what is rare among harmless requests.',
    why: 'A model follows orders wherever they stand. This screen is a signal that can restrict and never a permission: what it does not know passes.',
    fix: 'Say what you need without telling the assistant to set its rules aside. Put an attack that you quote into quotation marks and say that it is one.',
  },
  crossings: ['interface.request'],
  mitigates: [
    'owasp-llm:2026:LLM01',
    'owasp-llm:2025:LLM01',
    'owasp-llm:2023:LLM01',
    'owasp-asi:2026:ASI01',
    'atlas:5.6.0:AML.T0051',
    'atlas:5.6.0:AML.T0054',
    'atlas:5.6.0:AML.T0065',
    'aisvs:1.0:2.1.3',
    'aisvs:1.0:2.1.8',
  ],
  strength: 'limits',
  needs: ['classifier'],
  failMode: 'closed',
  reach: 'whole',
  config,
  rules: [LEARNED, 'unassessed-language', 'unverified', ...SIGNS],
  limits: [
    'A harmful question asked plainly is no attempt to take the assistant over and is not judged here.',
    'Without the runtime of the encoder the linear screen answers alone and knows fewer paraphrases; every decision says which of the two answered.',
    'Fiction and role-play that lead step by step to what is refused pass often.',
    'The encoder was trained in English first; a text in a language it was not measured in is marked as unassessed, and only the phrases of twenty-five languages are known there.',
    'An attack that poses as a quotation in a text about attacks passes.',
    'A payload split over several messages is judged piece by piece here.',
    'Caesar shifts other than 13, pig Latin and words assembled from variables are not read.',
    'The rates hold for traffic like the calibration texts; recalibrate on your own.',
  ],
  cases: async () => (await import('./cases.ts')).cases,
  async inspect(view, context) {
    const findings: Finding[] = [];
    let basis: Basis | undefined;
    let isBlocked = false;
    for (const [part, { text }] of view.parts.entries()) {
      const screening = await context.classifier.screen({
        text,
        crossing: view.crossing,
        decoded: context.decode(text),
        demand: context.config.coverage,
      });
      basis = weakerBasis(basis, screening);
      const judged = judge(screening, part, text.length, context.config);
      findings.push(...judged.findings);
      isBlocked ||= judged.isBlocked;
    }
    const rest = basis === undefined ? {} : { basis };
    if (!isNonEmpty(findings)) return { outcome: 'pass', ...rest };
    return { outcome: isBlocked ? 'block' : 'flag', findings, ...rest };
  },
});

/** What a reading of one part amounts to under this configuration. */
function judge(
  screening: Screening,
  part: number,
  length: number,
  { flag, block, unassessed, coverage }: Config,
): { readonly findings: readonly Finding[]; readonly isBlocked: boolean } {
  const noticed = screening.suspicions.filter((one) => one.rate <= Math.max(flag, block));
  const findings = [...findingsOf(noticed, part, block)];
  const whole = { part, start: 0, end: length };
  const isForeign = screening.unassessed && unassessed !== 'pass';
  if (isForeign) findings.push({ rule: 'unassessed-language', severity: 'info', confidence: 1, at: whole });
  const isUnverified = coverage > 0 && (screening.tier === 'screen' ? 0 : screening.coverage) < coverage;
  if (isUnverified) findings.push({ rule: 'unverified', severity: 'medium', confidence: 1, at: whole });
  const isAttack = noticed.some(({ rate }) => rate <= block);
  return { findings, isBlocked: isAttack || isUnverified || (isForeign && unassessed === 'block') };
}
