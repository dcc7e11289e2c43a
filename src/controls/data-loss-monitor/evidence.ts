import { NAME_SPAN } from './assignment.ts';
import { INVISIBLE, isDelimiter, isInvisible } from './chunk.ts';

/** The shortest run of characters that can hold a secret by its form, its encoding or its randomness. */
export const SHORTEST_FORM = 16;

// How a word for password begins; `-u` of a user; an address; invisible characters, which can hide any of them.
const MARK = new RegExp(`pa[s\\u017f]{2}|pwd|[k\\u212a]ennw|contra[s\\u017f]e|-u|://|${INVISIBLE.source}`, 'gi');

/** The places of a text that tell of a secret: long runs, runs of single characters, and marks. Nothing else needs reading. */
export class Evidence {
  private readonly text: string;
  private run = -1;
  private mark: number;
  /** Up to here a value may begin that a mark before it names. */
  private namedTo = -1;

  constructor(text: string, from: number, before: string) {
    this.text = text;
    MARK.lastIndex = 0;
    if (before !== '' && MARK.test(before + text.slice(0, SHORTEST_FORM))) this.namedTo = NAME_SPAN;
    this.mark = nextMark(text, Math.max(0, from - NAME_SPAN));
  }

  /** Where to read next, `at` being where reading came to; the length of the text when nothing is left. */
  placeFrom(at: number): number {
    if (at <= this.namedTo) return at;
    if (this.run < at) this.run = nextRun(this.text, at);
    const place = Math.min(this.run, this.mark);
    return place >= this.text.length ? place : readableStart(this.text, at, place);
  }

  /** Whether a mark stands in a run, or so near before it that it may name its value. Asked in the order of the text. */
  isMarked(start: number, end: number): boolean {
    while (this.mark < end) {
      this.namedTo = Math.max(this.namedTo, this.mark + spanOf(this.text.charCodeAt(this.mark)));
      this.mark = nextMark(this.text, this.mark + 1);
    }
    return start <= this.namedTo;
  }
}

/** A name reaches forward to its value; an address and an invisible character tell of their own run only. */
function spanOf(firstOfMark: number): number {
  return firstOfMark === COLON || isInvisible(firstOfMark) ? 0 : NAME_SPAN;
}

const COLON = 58;

function nextMark(text: string, from: number): number {
  MARK.lastIndex = from;
  return MARK.exec(text)?.index ?? text.length;
}

/**
 * The next run that is long enough, or a place in a run of single characters. Looks at every sixteenth character only, and
 * from there back to the nearest delimiter: a long run cannot be missed.
 */
function nextRun(text: string, from: number): number {
  let delimiter = from - 1;
  let clear = delimiter; // no delimiter stands between `delimiter` and `clear`
  for (let probe = from + SHORTEST_FORM - 1; probe < text.length; probe = delimiter + SHORTEST_FORM) {
    let back = probe;
    while (back > clear && !isDelimiter(text.charCodeAt(back))) back -= 1;
    if (back === clear) return delimiter + 1;
    if (probe - back <= 1 && isSpacedOut(text, probe)) return probe;
    delimiter = back;
    clear = probe;
  }
  return text.length;
}

const SPACE = 32;

/** Whether every second character around a place is a space. */
function isSpacedOut(text: string, at: number): boolean {
  const space = text.charCodeAt(at) === SPACE ? at : at + 1;
  return (
    text.charCodeAt(space) === SPACE &&
    text.charCodeAt(space - 2) === SPACE &&
    text.charCodeAt(space + 2) === SPACE &&
    text.charCodeAt(space - 4) === SPACE &&
    text.charCodeAt(space + 1) !== SPACE
  );
}

/**
 * The nearest place before `place` where reading may begin: a delimiter that is not inside a run of single characters. `from` is
 * one.
 */
function readableStart(text: string, from: number, place: number): number {
  let start = place;
  for (;;) {
    while (start > from && !isDelimiter(text.charCodeAt(start - 1))) start -= 1;
    const delimiter = start - 1;
    if (delimiter <= from) return from;
    const mayGoOn =
      text.charCodeAt(delimiter) === SPACE &&
      !isDelimiter(text.charCodeAt(delimiter - 1)) &&
      (delimiter - 3 < from ||
        isDelimiter(text.charCodeAt(delimiter - 2)) ||
        isDelimiter(text.charCodeAt(delimiter - 3)));
    if (!mayGoOn) return delimiter;
    start = delimiter - 1;
  }
}
