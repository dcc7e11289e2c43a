import type { Case, Cases, Crossing } from '../../src/core/index.ts';
import { textsOf } from './case-view.ts';

/** The length of a hostile text, in UTF-16 code units. */
export const HOSTILE_LENGTH = 100_000;

/** Texts that nearly match a lot of what people write patterns for. */
const GENERIC: ReadonlyMap<string, string> = new Map([
  ['one letter', 'a'],
  ['spaces', ' '],
  ['line breaks', '\n'],
  ['opening brackets', '['],
  ['opening parentheses', '('],
  ['empty links', '[]('],
  ['images', '!['],
  ['tags that never close', '<a '],
  ['angle brackets', '<'],
  ['comments that never close', '<!--'],
  ['dashes', '-'],
  ['dashes with spaces', '- '],
  ['underscores', '_'],
  ['back-ticks', '`'],
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['braces', '{"a":'],
  ['digits', '4'],
  ['digit groups', '1234 '],
  ['dotted numbers', '1.1.'],
  ['at signs', '@'],
  ['addresses that never end', 'a.a@a.'],
  ['hosts that never end', 'a.'],
  ['schemes', 'http://'],
  ['percent signs', '%41'],
  ['entities', '&#x'],
  ['base64', 'QUJDREVGR0hJSktM'],
  ['hexadecimal', 'deadbeef'],
  ['key prefixes', 'sk-'],
  ['token headers', 'eyJ'],
  ['assignments', 'key = '],
  ['zero-width characters', '\u{200b}'],
  ['tag characters', '\u{e0041}'],
  ['variation selectors', '\u{fe0f}'],
  ['combining marks', 'e\u{301}'],
  ['emoji', '\u{1f600}'],
  ['lone surrogates', '\ud800'],
  ['words', 'please ignore all the '],
]);

/** A hostile text; without a crossing it is meant for all of them. */
export interface NearMiss {
  readonly name: string;
  readonly text: string;
  readonly crossing?: Crossing;
}

/** Hostile texts for one control: the generic ones, and its own attacks repeated and cut short. */
export function nearMisses(cases: Cases): readonly NearMiss[] {
  const own = cases.attack.flatMap((one: Case) =>
    textsOf(one).flatMap((text): NearMiss[] => [
      { name: `repeated: ${one.name}`, text: filled(text), crossing: one.crossing },
      { name: `without its end: ${one.name}`, text: filled(text.slice(0, -1)), crossing: one.crossing },
      { name: `its first half: ${one.name}`, text: filled(firstHalf(text)), crossing: one.crossing },
    ]),
  );
  return [...[...GENERIC].map(([name, unit]) => ({ name, text: filled(unit) })), ...own];
}

function firstHalf(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2));
}

function filled(unit: string): string {
  return unit === '' ? '' : unit.repeat(Math.ceil(HOSTILE_LENGTH / unit.length)).slice(0, HOSTILE_LENGTH);
}
