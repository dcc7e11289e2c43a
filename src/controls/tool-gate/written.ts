import { parseJson, walkJson } from '../../text/index.ts';

/** How the arguments are written, before anybody asks what they mean. */
export const WRITTEN_RULES = [
  'arguments-not-json',
  'arguments-duplicate-key',
  'arguments-too-deep',
  'arguments-too-many',
  'argument-number-form',
] as const;
export type WrittenRule = (typeof WRITTEN_RULES)[number];

const LIMITS = { depth: 32, values: 10_000 };
const PROBLEMS = {
  'not-json': 'arguments-not-json',
  'duplicate-key': 'arguments-duplicate-key',
  'too-deep': 'arguments-too-deep',
  'too-many-values': 'arguments-too-many',
} as const satisfies Record<string, WrittenRule>;

/**
 * A number in its plain form: no negative zero, and no more digits than every parser keeps. An exponent only where every
 * writer of JSON uses one, for a small fraction.
 */
const PLAIN_NUMBER = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,17})?$|^-?[1-9](?:\.[0-9]{1,16})?e-[1-9][0-9]?$/;

/** The rule that the text breaks, or undefined when two parsers cannot read it differently. */
export function writtenRule(argumentsText: string): WrittenRule | undefined {
  const scan = parseJson(argumentsText, LIMITS);
  if (!scan.ok) return PROBLEMS[scan.problem];
  let loose = false;
  walkJson(argumentsText, ({ kind, start, end }) => {
    if (kind !== 'other') return;
    const source = argumentsText.slice(start, end);
    if (!/^[tfn]/.test(source) && (!PLAIN_NUMBER.test(source) || /^-0(?:\.0*)?$/.test(source))) loose = true;
  });
  return loose ? 'argument-number-form' : undefined;
}
