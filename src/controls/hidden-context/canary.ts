/** A canary in one reading: the letters and digits that must come one after another. */
export interface Pattern {
  readonly letters: string;
  /** For each position, how much of the pattern stays matched when the next letter differs. */
  readonly fallback: readonly number[];
}

export interface Match {
  readonly start: number;
  readonly end: number;
}

/** Letters of one canary may stand this far apart, so that spelling it out does not hide it. */
const GAP_LIMIT = 8;
/** A canary shorter than this is a word, not a proof. */
const SHORTEST = 8;

/** Patterns of a canary: as planted, backwards, and in rot13; case and separators do not matter. */
export function patternsOf(canary: string): readonly Pattern[] {
  const letters = [...canary.toLowerCase()].filter((char) => /[a-z0-9]/.test(char)).join('');
  if (letters.length < SHORTEST) return [];
  return [letters, [...letters].reverse().join(''), rotated(letters)].map((one) => ({
    letters: one,
    fallback: fallbackOf(one),
  }));
}

/** Where the pattern stands, and from where a tail could still become it. */
export function findPattern(
  text: string,
  pattern: Pattern,
): { readonly matches: readonly Match[]; readonly open: number } {
  const { letters, fallback } = pattern;
  const matches: Match[] = [];
  const places: number[] = [];
  const first = letters.charCodeAt(0);
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = folded(text.charCodeAt(at));
    if (letter === 0) {
      if (matched > 0 && at - (places.at(-1) ?? at) > GAP_LIMIT) matched = places.length = 0;
      continue;
    }
    if (matched === 0 && letter !== first) continue;
    while (matched > 0 && letters.charCodeAt(matched) !== letter) matched = fallback[matched - 1] ?? 0;
    if (letters.charCodeAt(matched) === letter) matched += 1;
    places.push(at);
    if (places.length > matched) places.splice(0, places.length - matched);
    if (matched < letters.length) continue;
    matches.push({ start: places[0] ?? at, end: at + 1 });
    matched = places.length = 0;
  }
  return { matches, open: matched > 0 ? (places[0] ?? text.length) : text.length };
}

/** The lower-case code of an ASCII letter or digit, otherwise 0. */
function folded(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return code;
  if (code >= 0x41 && code <= 0x5a) return code + 0x20;
  return code >= 0x30 && code <= 0x39 ? code : 0;
}

function fallbackOf(letters: string): readonly number[] {
  const fallback: number[] = [0];
  let length = 0;
  for (let at = 1; at < letters.length; at++) {
    while (length > 0 && letters[at] !== letters[length]) length = fallback[length - 1] ?? 0;
    if (letters[at] === letters[length]) length += 1;
    fallback.push(length);
  }
  return fallback;
}

function rotated(letters: string): string {
  return letters.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97));
}
