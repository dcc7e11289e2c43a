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
import { TYPES, type ValueType } from './kind.ts';
import { recognise, VALUE_RULES } from './recognise.ts';
import { settledForTokens, writtenTokens } from './token.ts';

type Crossing = 'model.prompt' | 'application.call' | 'interface.response';
type Need = 'pseudonyms' | 'registry';
type Masking = Context<Config, Need>;
type Found = { readonly finding: Finding; readonly edit: Edit };

// A model must reckon with dates of birth, and compare and subnet addresses, which mostly name servers.
const OFF_BY_DEFAULT: readonly ValueType[] = ['BIRTHDATE', 'IP', 'MAC'];

const config = z.strictObject({
  types: z
    .array(z.enum(TYPES))
    .default(TYPES.filter((type) => !OFF_BY_DEFAULT.includes(type)))
    .describe('Types of value that are masked. Left out by default: dates of birth, IP and MAC addresses.'),
});
type Config = z.infer<typeof config>;

const REACH = 512;

/** The rule of a token that became a value again. */
const RESTORED = 'token-restored';

/** Personal data leaves for the provider as tokens; the real value comes back only where it may be seen. */
export const control = defineControl<Crossing, Config, Need>({
  id: 'masking',
  catalog: ['DAT-05', 'UI-06'],
  title: 'Minimise and mask',
  docs: {
    what: 'Replaces e-mail addresses, telephone, card, account and identity numbers by typed tokens before a text leaves for the provider, and puts the values back in the answer to their owner and in the tool arguments that may receive them. Each distinct written form has its own token, so that what comes back is exactly what was written.',
    why: 'A provider, its logs and its staff should not hold personal data that the model does not need to do its work.',
    fix: 'Nothing was refused. If a tool received a token instead of a value, list the argument under `reveal` of that tool.',
  },
  crossings: ['model.prompt', 'application.call', 'interface.response'],
  phases: { 'model.prompt': 'mask', 'application.call': 'restore', 'interface.response': 'restore' },
  mitigates: [
    'owasp-llm:2026:LLM02',
    'owasp-llm:2025:LLM02',
    'atlas:5.6.0:AML.T0057',
    'atlas:5.6.0:AML.T0025',
    'aisvs:1.0:8.2.1',
  ],
  strength: 'stops',
  needs: ['pseudonyms', 'registry'],
  failMode: 'closed',
  reach: REACH,
  config,
  rules: [RESTORED, ...VALUE_RULES],
  limits: [
    'Names, street addresses and free descriptions of a person are not masked.',
    'Values spelled out, translated, encoded or broken over lines are not recognised.',
    'National numbers with a weak check digit, passport and licence numbers and dates of birth need a word before them that says what they are, on the same line within 48 characters.',
    'Telephone numbers in local form need such a word too, unless they are North American, stand in groups of three, three, two and two, or begin with a zero and have ten or eleven digits.',
    'The same value written in two ways has two tokens: the model cannot see that they are one.',
    'A token that a model paraphrases, breaks over lines or shortens is not restored.',
    'A text that already holds a token of its own session is restored like any other.',
  ],
  cases: async () => (await import('./cases.ts')).cases,
  inspect(view, context) {
    return verdictOf(view.parts.flatMap((part, index) => changesOf(view, part, index, context)));
  },
  settled(text, _context, crossing) {
    return crossing === 'model.prompt' ? settledForValues(text) : settledForTokens(text);
  },
});

function changesOf(view: View<Crossing>, part: PartView, index: number, context: Masking): readonly Found[] {
  if (view.crossing === 'model.prompt') return masked(part, index, context);
  if (view.crossing === 'application.call' && !mayReceive(view.call.name, part.pointer, context)) return [];
  return restored(part, index, context);
}

/** A pointer to a list covers its elements; nothing else is covered that is not named. */
function mayReceive(tool: string, pointer: string, context: Masking): boolean {
  const reveal = context.registry.find(tool)?.reveal ?? [];
  return reveal.includes('*') || reveal.includes(pointer) || reveal.includes(pointer.replace(/\/\d{1,9}$/, ''));
}

function masked(part: PartView, index: number, context: Masking): readonly Found[] {
  return recognise(part.text, part.before, typesOf(context.config))
    .filter((value) => !holdsToken(part.text.slice(value.start, value.end), context))
    .map(({ rule, severity, type, start, end }) => {
      const at = { part: index, start, end };
      const replacement = context.pseudonyms.tokenFor(type, part.text.slice(start, end));
      return { finding: { rule, severity, confidence: 1, at }, edit: { at, replacement } };
    });
}

const typeSets = new WeakMap<Config, ReadonlySet<ValueType>>();

/** One set for each configuration, so that what is prepared for it is prepared once. */
function typesOf(config: Config): ReadonlySet<ValueType> {
  const known = typeSets.get(config);
  if (known !== undefined) return known;
  const types = new Set(config.types);
  typeSets.set(config, types);
  return types;
}

/** A token is never masked again, not even as a piece of an address. */
function holdsToken(value: string, context: Masking): boolean {
  return writtenTokens(value, '').some((written) => known(written.readings, context) !== undefined);
}

function restored(part: PartView, index: number, context: Masking): readonly Found[] {
  return writtenTokens(part.text, part.before).flatMap((written) => {
    const reading = known(written.readings, context);
    if (reading === undefined) return [];
    const at = { part: index, start: written.start, end: reading.end };
    return [
      {
        finding: { rule: RESTORED, severity: 'info', confidence: 1, at },
        edit: { at, replacement: reading.value },
      },
    ];
  });
}

function known(readings: readonly { readonly token: string; readonly end: number }[], context: Masking) {
  for (const { token, end } of readings) {
    const value = context.pseudonyms.valueOf(token);
    if (value !== undefined) return { value, end };
  }
  return undefined;
}

function verdictOf(found: readonly Found[]): Verdict {
  const findings = found.map((one) => one.finding);
  const edits = found.map((one) => one.edit);
  return isNonEmpty(findings) && isNonEmpty(edits) ? { outcome: 'rewrite', findings, edits } : PASS;
}

/** Words that give a number its meaning stand on its line, so a line is kept together as far as `reach` allows. */
function settledForValues(text: string): number {
  const line = text.lastIndexOf('\n') + 1;
  if (text.length - line < REACH) return line;
  const space = text.lastIndexOf(' ', text.length - REACH / 2);
  return space > line ? space + 1 : line;
}
