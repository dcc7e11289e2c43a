/** A run of characters without white space, quotes or brackets. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** No secret is looked for in a longer run: it is data. Part of `REACH`, so that a run is always seen whole. */
export const LONGEST_CHUNK = 8192;

const DELIMITER = new Uint8Array(128);
for (const character of ' \t\r\n\v\f"\'`(){}[]<>,;|\\') DELIMITER[character.charCodeAt(0)] = 1;
const ALPHANUMERIC = new Uint8Array(128);
for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz') {
  ALPHANUMERIC[character.charCodeAt(0)] = 1;
}

/** Letters of other scripts part a run, so that text without spaces is not held; invisible characters do not. */
export function isDelimiter(code: number): boolean {
  return code < 128 ? DELIMITER[code] === 1 : !isInvisible(code);
}

export function isAlphanumeric(code: number): boolean {
  return code < 128 && ALPHANUMERIC[code] === 1;
}

/** Soft hyphen, zero-width characters and joiners, word joiner, byte order mark. */
export function isInvisible(code: number): boolean {
  return code === 0xad || (code >= 0x200b && code <= 0x200d) || (code >= 0x2060 && code <= 0x2064) || code === 0xfeff;
}

/** One of them. */
export const INVISIBLE = /[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]/;

/** The first place at or after `at` where a chunk may begin; the letter of a written-out escape (`\n`) is skipped. */
export function chunkStart(text: string, at: number): number {
  let start = at;
  while (start < text.length && isDelimiter(text.charCodeAt(start))) {
    start += text.charCodeAt(start) === BACKSLASH && ESCAPED.has(text.charAt(start + 1)) ? 2 : 1;
  }
  return Math.min(start, text.length);
}

export function chunkEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && !isDelimiter(text.charCodeAt(end))) end += 1;
  return end;
}

/** Where the chunk begins that `at` stands in; `at` itself at a delimiter or in a chunk that is too long. */
export function chunkStartBefore(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isDelimiter(text.charCodeAt(start - 1))) start -= 1;
  if (at - start > LONGEST_CHUNK) return at;
  // The letter of a written-out escape is read as such only together with its backslash.
  const isEscape = text.charCodeAt(start - 1) === BACKSLASH && ESCAPED.has(text.charAt(start));
  return isEscape ? start - 1 : start;
}

/** Whether a text breaks off inside a chunk. */
export function endsInside(text: string): boolean {
  return text !== '' && !isDelimiter(text.charCodeAt(text.length - 1));
}

const BACKSLASH = 92;
const ESCAPED = new Set(['n', 'r', 't']);
