import { z } from 'zod';
import {
  type Basis,
  defineControl,
  type Edit,
  type Finding,
  findingsOf,
  isNonEmpty,
  LEARNED,
  RATES,
  type Screening,
  SIGNS,
  STUB,
  weakerBasis,
} from '../../core/index.ts';

export type Crossing = 'application.result' | 'data.ingest' | 'data.retrieval' | 'data.memory';

const rate = z.literal(RATES);
const config = z.strictObject({
  flag: rate.default(0.01).describe('Share of harmless texts that may be flagged by mistake, by the calibration card.'),
  stub: rate
    .default(0.01)
    .describe('Share of harmless texts that may lose a sentence by mistake, by the calibration card.'),
  unassessed: z
    .enum(['flag', 'block', 'pass'])
    .default('flag')
    .describe('What becomes of a text in a language that the detectors were not measured in.'),
});
type Config = z.infer<typeof config>;

/** An order for an assistant inside data is taken out, and the rest of the document stays. */
export const control = defineControl<Crossing, Config, 'classifier'>({
  id: 'injected-instructions',
  catalog: ['UI-05'],
  title: 'Screen for instructions inside data',
  docs: {
    what: 'Reads documents, tool results and memories, also their encoded parts, for orders to an assistant that reads them. The sentence is replaced by a stub and the document stays; what is only suspicious is flagged. The worst passages by a linear screen, and two drawn at random, are read by a small encoder under a deadline; how much it read stands in the record.',
    why: 'Data is not asked for orders, but a model follows orders wherever they stand. This screen is a signal that can restrict and never a permission: what it does not know passes.',
    fix: 'Write for people: leave out what only an assistant would obey. Put an attack that you quote into quotation marks and say that it is one.',
  },
  crossings: ['application.result', 'data.ingest', 'data.retrieval', 'data.memory'],
  mitigates: [
    'owasp-llm:2026:LLM01',
    'owasp-llm:2025:LLM01',
    'owasp-llm:2023:LLM01',
    'owasp-asi:2026:ASI01',
    'atlas:5.6.0:AML.T0051',
    'aisvs:1.0:2.1.3',
    'aisvs:1.0:2.1.8',
  ],
  strength: 'limits',
  needs: ['classifier'],
  failMode: 'closed',
  reach: 'whole',
  config,
  rules: [LEARNED, 'unassessed-language', ...SIGNS],
  limits: [
    'An order that does not name an assistant, its rules or its user, in the tone of the document, looks like any other order.',
    'In a long document the encoder reads the eight worst passages by the linear screen and two drawn at random; the record says what share that is.',
    'A stub may take a harmless neighbour sentence with it.',
    'The encoder was trained in English first; a text in a language it was not measured in is marked as unassessed, and only the phrases of twenty-five languages are known there.',
    'An attack that poses as a quotation in a text about attacks passes.',
    'Descriptions of tools are not judged here: they are pinned and compared, not classified.',
    'The rates hold for traffic like the calibration texts; recalibrate on your own.',
  ],
  cases: async () => (await import('./cases.ts')).cases,
  async inspect(view, context) {
    const findings: Finding[] = [];
    const edits: Edit[] = [];
    let basis: Basis | undefined;
    for (const [part, { text }] of view.parts.entries()) {
      const screening = await context.classifier.screen({
        text,
        crossing: view.crossing,
        decoded: context.decode(text),
      });
      basis = weakerBasis(basis, screening);
      findings.push(...found(screening, part, text.length, context.config));
      edits.push(...editsOf(screening, part, context.config));
    }
    const rest = basis === undefined ? {} : { basis };
    if (!isNonEmpty(findings)) return { outcome: 'pass', ...rest };
    const isRefused = basis?.unassessed === true && context.config.unassessed === 'block';
    if (isRefused) return { outcome: 'block', findings, ...rest };
    return isNonEmpty(edits)
      ? { outcome: 'rewrite', findings, edits, ...rest }
      : { outcome: 'flag', findings, ...rest };
  },
});

function found(
  { suspicions, unassessed }: Screening,
  part: number,
  length: number,
  config: Config,
): readonly Finding[] {
  const noticed = suspicions.filter((one) => one.rate <= Math.max(config.flag, config.stub));
  const findings = [...findingsOf(noticed, part, config.stub)];
  if (unassessed && config.unassessed !== 'pass') {
    const at = { part, start: 0, end: length };
    findings.push({ rule: 'unassessed-language', severity: 'info', confidence: 1, at });
  }
  return findings;
}

function editsOf({ suspicions }: Screening, part: number, { stub }: Config): readonly Edit[] {
  return suspicions
    .filter((one) => one.rate <= stub)
    .map(({ start, end }) => ({ at: { part, start, end }, replacement: STUB }));
}
