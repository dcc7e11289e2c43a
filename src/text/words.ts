/** Where a word stands; UTF-16 offsets, `end` exclusive. */
export interface WordSpan {
  readonly start: number;
  readonly end: number;
}

const WORD = 1;
const ASCII_CLASS = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_') {
  ASCII_CLASS[character.charCodeAt(0)] = WORD;
}
const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u;

/**
 * The words of a text in order: maximal runs of letters, marks, digits and underscores. Scripts that write without spaces
 * (Chinese, Japanese, Thai) give one word for a whole run. Linear; no allocation except the spans.
 */
export function wordsOf(text: string): readonly WordSpan[] {
  const words: WordSpan[] = [];
  let start = -1;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    const width = code >= 0xd800 && code <= 0xdbff && at + 1 < text.length ? 2 : 1;
    const inside = code < 128 ? ASCII_CLASS[code] === WORD : WORD_CHARACTER.test(text.slice(at, at + width));
    if (inside && start < 0) start = at;
    if (!inside && start >= 0) {
      words.push({ start, end: at });
      start = -1;
    }
    at += width;
  }
  if (start >= 0) words.push({ start, end: text.length });
  return words;
}
