import { isAlphanumeric, startsAfresh } from './boundary.ts';
import { TYPES } from './kind.ts';

/** A run that is written like a token. */
export interface WrittenToken {
  readonly start: number;
  readonly end: number;
  /** What the vault may know it as, longest first: a letter may be glued on behind. */
  readonly readings: readonly { readonly token: string; readonly end: number }[];
}

const NAMES = TYPES.join('|');
const WRITTEN = new RegExp(`(?:${NAMES})\\\\?_([0-9A-Za-z]{8,32})`, 'gi');
const SHORTEST = 8;
const LONGEST_RUN = 32;

/** The longest written token: type, backslash, underscore, run. */
export const TOKEN_REACH = Math.max(...TYPES.map((type) => type.length)) + 2 + LONGEST_RUN;

/**
 * Every run that could be a token, whatever a model did to it: other case, a Markdown-escaped underscore, a letter glued
 * on behind. Only the vault knows which exist. `before` is what stands before `text`.
 */
export function writtenTokens(text: string, before: string): readonly WrittenToken[] {
  if (!text.includes('_')) return [];
  const context = before.slice(-2);
  const whole = context + text;
  const found: WrittenToken[] = [];
  WRITTEN.lastIndex = 0;
  for (let match = WRITTEN.exec(whole); match !== null; match = WRITTEN.exec(whole)) {
    const end = match.index + match[0].length;
    if (match.index < context.length || isAlphanumeric(whole.charCodeAt(end)) || !standsAlone(whole, match.index))
      continue;
    const start = match.index - context.length;
    found.push({
      start,
      end: end - context.length,
      readings: readingsOf(match[0], match[1] ?? '', end - context.length),
    });
  }
  return found;
}

/** The text with everything written like a token as one character, so that a token is never read as words. */
export function withoutTokens(text: string): string {
  return text.includes('_') ? text.replace(WRITTEN, VALUE_MARK) : text;
}

/** Stands for a value or a token where only the text around it matters. */
export const VALUE_MARK = '\0';

// An underscore before it may be Markdown emphasis.
function standsAlone(text: string, at: number): boolean {
  return startsAfresh(text, at) || (text.charAt(at - 1) === '_' && !isAlphanumeric(text.charCodeAt(at - 2)));
}

function readingsOf(written: string, run: string, end: number): WrittenToken['readings'] {
  const type = written.slice(0, written.search(/[\\_]/)).toUpperCase();
  const readings: { token: string; end: number }[] = [];
  for (let length = run.length; length >= SHORTEST; length -= 1) {
    readings.push({ token: `${type}_${run.slice(0, length).toUpperCase()}`, end: end - (run.length - length) });
  }
  return readings;
}

// The end of a text in which a token may have begun.
const TAIL = /([A-Za-z]{1,12})(?:\\|\\?_([0-9A-Za-z]{0,33}))?$/;

/** How far a text may be let out before no token can be cut in two. */
export function settledForTokens(text: string): number {
  const from = Math.max(0, text.length - TOKEN_REACH - 2);
  const match = TAIL.exec(text.slice(from));
  const nothing = text.endsWith('\\') ? text.length - 1 : text.length; // what an escape stands before begins anew
  if (match === null) return nothing;
  const word = (match[1] ?? '').toUpperCase();
  if ((match[2]?.length ?? 0) > LONGEST_RUN) return text.length;
  const ended = match[0].length > word.length;
  for (let skip = 0; skip < word.length; skip += 1) {
    const rest = word.slice(skip);
    if (TYPES.some((type) => (ended ? type === rest : type.startsWith(rest)))) return from + match.index + skip;
  }
  return nothing;
}
