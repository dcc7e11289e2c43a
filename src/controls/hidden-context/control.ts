import { z } from 'zod';
import {
  type Context,
  defineControl,
  type Edit,
  type Finding,
  isNonEmpty,
  PASS,
  type PartView,
  type Verdict,
  type View,
} from '../../core/index.ts';
import {
  DISCLOSURES,
  type Disclosure,
  disclosedIn,
  disclosedInEnvelopes,
  firstRule,
  type Hidden,
  hiddenOf,
  settledIn,
} from './disclosed.ts';
import { plantingOf } from './plant.ts';

type Crossing = 'interface.response' | 'application.call' | 'model.prompt';

const config = z.strictObject({
  words: z
    .number()
    .int()
    .min(5)
    .max(64)
    .default(8)
    .describe('How many words of a hidden text in a row give it away. A shorter text is given away by all its words.'),
  public: z
    .array(z.string().min(1))
    .default(['You are a helpful assistant.'])
    .describe('Phrases of hidden texts that an answer may repeat.'),
  plant: z
    .boolean()
    .default(false)
    .describe('Whether each system text is sent to the model with a canary: a line that must never come back.'),
});
type Config = z.infer<typeof config>;
type Hiding = Context<Config, 'prompts'>;

/** Longer than any run: eight words, an encoded run, or a canary that is spelled out. */
const REACH = 2_048;

/** The rule of a canary that was put into a prompt. */
const PLANTED = 'canary-planted';

/** System texts stay inside: no answer and no tool argument repeats them. */
export const control = defineControl<Crossing, Config, 'prompts'>({
  id: 'hidden-context',
  catalog: ['UI-10'],
  title: 'Hidden context stays hidden',
  docs: {
    what: 'Stops an answer or a tool call at the first place where it repeats eight words of a system text in a row, or a canary; also written backwards, in rot13, or inside an encoding.',
    why: 'A system prompt tells an attacker how the application is steered, and often more than its author meant to tell.',
    fix: 'If the words may be known, list the phrase under `public`. Keep knowledge that answers quote out of the system text.',
  },
  crossings: ['interface.response', 'application.call', 'model.prompt'],
  mitigates: [
    'owasp-llm:2026:LLM08',
    'owasp-llm:2025:LLM07',
    'owasp-llm:2023:LLM06',
    'owasp-asi:2026:ASI06',
    'owasp-asi:2026:ASI07',
    'atlas:5.6.0:AML.T0056',
    'atlas:5.6.0:AML.T0069.002',
    'atlas:5.6.0:AML.T0084.001',
    'aisvs:1.0:7.3.2',
    'aisvs:1.0:9.5.4',
  ],
  strength: 'limits',
  needs: ['prompts'],
  failMode: 'closed',
  reach: REACH,
  config,
  rules: [...DISCLOSURES, PLANTED],
  limits: [
    'A paraphrase, a translation, a summary or a poem of the hidden text is not recognised.',
    'Seven words in a row and then a change pass, as often as a model is willing to do it.',
    'In an answer an encoding is read run by run: one that is broken over lines or holds spaces (Morse, spelled letters, the radio alphabet) is read only in tool arguments.',
    'An encoded run counts only if the decoders take what it holds for language; code and tables of symbols may pass.',
    'A system text of fewer than four words is not watched, and of a long one only the first 20,000 words.',
    'Knowledge that stands in a system text counts as hidden: an answer that quotes eight words of it is stopped.',
    'Names, descriptions and schemas of tools are not watched.',
    'A planted canary proves a leak only if the model repeats it; it says nothing about what else was repeated.',
  ],
  cases: async () => (await import('./cases.ts')).cases,
  inspect(view, context) {
    if (view.crossing === 'model.prompt') return planted(view, context);
    const hidden = hiddenOf(context.prompts.texts, context.prompts.canaries, context.config);
    if (hidden.shingles.length === 0 && hidden.patterns.length === 0) return PASS;
    const findings = view.parts.flatMap((part, index) => findingsIn(part, index, hidden, view, context));
    return isNonEmpty(findings) ? { outcome: 'block', findings } : PASS;
  },
  settled(text, context, crossing, carried) {
    if (crossing === 'model.prompt') return 0;
    const hidden = hiddenOf(context.prompts.texts, context.prompts.canaries, context.config);
    if (hidden.shingles.length === 0 && hidden.patterns.length === 0) return text.length;
    return settledIn(text, lastOf(carried), hidden);
  },
  carry(released, carried) {
    return released.at(-1) ?? lastOf(carried);
  },
});

function findingsIn(
  part: PartView,
  index: number,
  hidden: Hidden,
  view: View<Crossing>,
  context: Hiding,
): readonly Finding[] {
  const { text } = part;
  const open = disclosedIn(text, lastOf(part.carried), hidden, view.complete).found;
  const encoded =
    view.crossing === 'application.call'
      ? disclosedInViews(text, hidden, context)
      : disclosedInEnvelopes(text, hidden, view.complete, (run) => context.decode(run));
  return [...open, ...encoded]
    .sort((left, right) => left.start - right.start)
    .map(({ rule, start, end }) => ({ rule, severity: 'high', confidence: 1, at: { part: index, start, end } }));
}

/** The character that was let out last; '' at the beginning. */
function lastOf(carried: unknown): string {
  return typeof carried === 'string' ? carried : '';
}

/** A tool argument is whole, so every decoder may look at all of it. */
function disclosedInViews(text: string, hidden: Hidden, context: Hiding): readonly Disclosure[] {
  return context.decode(text).flatMap((decoded) => {
    const rule = firstRule([decoded], hidden);
    const end = Math.min(decoded.end, decoded.start + REACH);
    return rule === undefined ? [] : [{ rule, start: decoded.start, end }];
  });
}

function planted(view: View<'model.prompt'>, context: Hiding): Verdict {
  if (!context.config.plant || !view.complete) return PASS;
  const edits: Edit[] = [];
  view.parts.forEach((part, index) => {
    const edit = part.label.source === 'system' ? plantingOf(part, index, context.prompts) : undefined;
    if (edit !== undefined) edits.push(edit);
  });
  const findings = edits.map((edit): Finding => ({ rule: PLANTED, severity: 'info', confidence: 1, at: edit.at }));
  return isNonEmpty(findings) && isNonEmpty(edits) ? { outcome: 'rewrite', findings, edits } : PASS;
}
