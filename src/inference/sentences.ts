/** A stretch of a text; `end` is exclusive, both in UTF-16 code units of the text that was cut. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A sentence that does not end is cut here, at a space where there is one. */
const LONGEST = 400;
/** What is shorter is no sentence and goes with the next one. */
const SHORTEST = 12;

const FULL_STOPS = '\u3002\uff01\uff1f\u0964\u061f';
const STOPS = '.!?';

/** Cuts a text into sentences and lines, in order, without gaps other than space. Linear. */
export function sentencesOf(text: string): readonly Stretch[] {
  const sentences: Stretch[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const isLong = at - start >= LONGEST;
    if (!endsAfter(text, at) && !(isLong && (text[at] === ' ' || at - start >= LONGEST * 2))) continue;
    const isLine = text[at] === '\n' && text[at + 1] === '\n';
    if (at + 1 - start < SHORTEST && !isLine) continue;
    add(sentences, text, start, wholeAt(text, at + 1));
    start = wholeAt(text, at + 1);
  }
  add(sentences, text, start, text.length);
  return sentences;
}

function add(sentences: Stretch[], text: string, from: number, until: number): void {
  let start = from;
  let end = until;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  if (end > start) sentences.push({ start, end });
}

function endsAfter(text: string, at: number): boolean {
  const character = text[at]!;
  if (character === '\n' || FULL_STOPS.includes(character)) return true;
  return STOPS.includes(character) && (at + 1 >= text.length || /[\s"')\]]/.test(text[at + 1]!));
}

function isSpace(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || code === 0x3000;
}

/** Never between the halves of a surrogate pair. */
function wholeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
