import { z } from 'zod';
import { defineControl, type Edit, isNonEmpty, PASS, type Verdict } from '../../core/index.ts';
import { type Attempt, attemptsOf, evidenceIn, findingsOf, RULES, verdictOnRequest } from './judge.ts';
import { sentenceAround } from './sentence.ts';

export type Crossing = 'interface.request' | 'application.result' | 'data.retrieval' | 'data.memory';

const config = z.strictObject({
  flag: z.number().positive().default(0.6).describe('Evidence from which a text is flagged.'),
  block: z.number().positive().default(2).describe('Evidence from which the text of a user is blocked.'),
  stub: z.number().positive().default(0.8).describe('Evidence from which a sentence in data is replaced by a stub.'),
});
type Config = z.infer<typeof config>;

/** What stands in the place of a sentence that was taken out. */
const STUB = '[removed: text addressed to the assistant]';

/** Text that tries to take the assistant over is noticed, by structure and in twenty-five languages. */
export const control = defineControl<Crossing, Config>({
  id: 'misuse-filter',
  catalog: ['UI-05'],
  title: 'Misuse filter with a policy for change',
  docs: {
    what: 'Looks for the structure of an attempt to take the assistant over: orders to ignore earlier orders, requests for hidden prompts, personas without limits, forged turns and roles, orders addressed to an assistant inside data; also in encoded parts. A user is flagged, and blocked at strong evidence; in data the sentence is replaced and the document kept.',
    why: 'A model follows orders wherever they stand. This screen is a signal that can restrict and never a permission: what it does not know passes.',
    fix: 'Say what you need without telling the assistant to set its rules aside. Put an attack that you quote into quotation marks and say that it is one.',
  },
  crossings: ['interface.request', 'application.result', 'data.retrieval', 'data.memory'],
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
  needs: [],
  failMode: 'closed',
  reach: 'whole',
  config,
  rules: RULES,
  limits: [
    'Rules know forms, not meaning: a paraphrase without the usual words passes.',
    'A harmful question asked plainly is no attempt to take the assistant over and is not judged here.',
    'Role-play and fiction without words of limits or refusal pass.',
    'An order for the assistant inside data that does not name it, its rules or its user looks like any other order.',
    'Languages without a phrase bank are not read; those with one are read for override and extraction only.',
    'An attack that poses as a quotation in a text about attacks passes.',
    'A payload split over several messages is judged piece by piece.',
    'Caesar shifts other than 13, pig Latin and words assembled from variables are not read.',
  ],
  cases: async () => (await import('./cases.ts')).cases,
  inspect(view, context) {
    const channel = view.crossing === 'interface.request' ? 'user' : 'data';
    const attempts = view.parts.flatMap((part, index) =>
      attemptsOf(evidenceIn(part, channel, context.decode(part.text))).map((attempt) => ({ ...attempt, part: index })),
    );
    if (attempts.length === 0) return PASS;
    if (channel === 'user') return verdictOnRequest(attempts, context.config);
    return verdictOnData(
      attempts,
      view.parts.map((part) => part.text),
      context.config,
    );
  },
});

type Placed = Attempt & { readonly part: number };

/** Sentences with evidence are replaced where the evidence is enough; what is only suspicious is flagged. */
function verdictOnData(attempts: readonly Placed[], texts: readonly string[], limits: Config): Verdict {
  const noticed = attempts.filter((attempt) => attempt.score >= Math.min(limits.flag, limits.stub));
  const findings = noticed.flatMap(findingsOf);
  if (!isNonEmpty(findings)) return PASS;
  const edits = noticed
    .filter((attempt) => attempt.score >= limits.stub)
    .flatMap((attempt) => stubsFor(attempt, texts));
  return isNonEmpty(edits) ? { outcome: 'rewrite', findings, edits } : { outcome: 'flag', findings };
}

function stubsFor({ evidence, part }: Placed, texts: readonly string[]): readonly Edit[] {
  const edits: Edit[] = [];
  for (const { start, end } of evidence) {
    const last = edits.at(-1);
    if (last !== undefined && end <= last.at.end) continue;
    const sentence = sentenceAround(texts[part] ?? '', start, end);
    if (last !== undefined && sentence.start <= last.at.end) {
      edits[edits.length - 1] = {
        at: { part, start: last.at.start, end: Math.max(last.at.end, sentence.end) },
        replacement: STUB,
      };
    } else edits.push({ at: { part, ...sentence }, replacement: STUB });
  }
  return edits;
}
