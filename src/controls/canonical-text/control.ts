import { z } from 'zod';
import { type Crossing as AnyCrossing, defineControl, type NonEmpty } from '../../core/index.ts';
import { addChanges, type Changes, canonicalForm, nestedTooDeep, RULES, settledLength, verdictOf } from './detect.ts';

/** Where text comes in, and so where a chat template is filled and where a refusal keeps something out. */
const INWARD = [
  'interface.request',
  'application.listing',
  'application.result',
  'data.ingest',
  'data.retrieval',
  'data.memory',
] as const satisfies NonEmpty<AnyCrossing>;
const OUTWARD = ['interface.response', 'application.call'] as const satisfies NonEmpty<AnyCrossing>;

export type Crossing = (typeof INWARD)[number] | (typeof OUTWARD)[number];

const config = z.strictObject({
  'template-tokens': z
    .boolean()
    .default(true)
    .describe('Break up reserved tokens of chat templates in text that comes in.'),
  'refuse-deep-nesting': z
    .boolean()
    .default(true)
    .describe('Block text that is encoded more often than it is decoded for inspection.'),
});
type Config = z.infer<typeof config>;

/** Longer than the longest change (32) and the longest token (56). */
const REACH = 64;
/** Flags, joiners and directional marks are judged by what stands up to this far before them. */
const TAIL = 64;

/** What a reader cannot see does not pass; every later control reads what this one leaves. */
export const control = defineControl<Crossing, Config>({
  id: 'canonical-text',
  catalog: ['UI-04'],
  title: 'Input canonicalisation',
  docs: {
    what: 'Removes invisible characters (tag block, runs of variation selectors, zero-width, bidirectional overrides, controls, fillers), makes styled Latin letters plain, and breaks up reserved tokens of chat templates in text that comes in. Refuses text that is encoded more than three times over.',
    why: 'A model reads characters that a person cannot see. What is invisible is taken out and not judged, so no wording gets through this way, and every later control sees the text that the model sees.',
    fix: 'Nothing visible was taken out. If a text was refused, send it with fewer layers of encoding.',
  },
  crossings: [...INWARD, ...OUTWARD],
  phases: {
    'interface.request': 'canonical',
    'interface.response': 'canonical',
    'application.listing': 'canonical',
    'application.call': 'canonical',
    'application.result': 'canonical',
    'data.ingest': 'canonical',
    'data.retrieval': 'canonical',
    'data.memory': 'canonical',
  },
  mitigates: [
    'owasp-llm:2026:LLM01',
    'owasp-llm:2025:LLM01',
    'owasp-llm:2023:LLM01',
    'owasp-asi:2026:ASI01',
    'atlas:5.6.0:AML.T0068',
    'atlas:5.6.0:AML.T0051.000',
    'aisvs:1.0:2.1.1',
    'aisvs:1.0:2.1.2',
    'aisvs:1.0:2.2.3',
  ],
  strength: 'stops',
  needs: [],
  failMode: 'closed',
  reach: REACH,
  config,
  rules: RULES,
  limits: [
    'Words spelled with look-alike letters of another script stay as written; only detectors read through them.',
    'Text hidden by colour, size, position or markup is visible here and is not removed.',
    'Images, audio and files inside them are not read.',
    'Joiners inside Arabic and Indic words and one directional mark in right-to-left text stay, and could carry a few bits.',
    'Ideographic variation selectors are removed: a rare form of a Chinese character in a name becomes the common form.',
    'Private-use characters become replacement characters, so symbols of special fonts are lost.',
    'Accents are not composed and full-width forms are not narrowed, so that names stay the same names.',
    'Isolates and embeddings in right-to-left text are removed, which can change how mixed lines are laid out.',
    'A token of a chat template that this list does not know passes; so does one in an answer or in arguments.',
  ],
  cases: async () => (await import('./cases.ts')).cases,
  inspect(view, context) {
    const isInward = (INWARD as readonly string[]).includes(view.crossing);
    const breaksTokens = isInward && context.config['template-tokens'];
    const refusesNesting = isInward && context.config['refuse-deep-nesting'];
    const forms = view.parts.map((part) => canonicalForm(part, tailOf(part.carried)));
    const changes: Changes = { findings: [], edits: [] };
    for (const [index, form] of forms.entries()) addChanges(form, index, breaksTokens, changes);
    const tooDeep = refusesNesting
      ? view.parts.flatMap((part, index) => nestedTooDeep(part, index, forms[index]!, context, REACH))
      : [];
    return verdictOf(changes, tooDeep);
  },
  settled(text, context, crossing, carried) {
    const breaksTokens = context.config['template-tokens'] && (INWARD as readonly string[]).includes(crossing);
    return settledLength(tailOf(carried), text, breaksTokens);
  },
  carry(released, carried) {
    return (tailOf(carried) + released).slice(-TAIL);
  },
});

function tailOf(carried: unknown): string {
  return typeof carried === 'string' ? carried : '';
}
