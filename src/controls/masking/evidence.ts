import { isAlphanumeric, isDigit, isEscapeLetter, startsAfresh } from './boundary.ts';

/** A digit that tells of a value stands no further than this behind the beginning of its word. */
const DIGIT_WITHIN = 12;

const PLUS = 43;
const OPEN = 40;
const COLON = 58;
const SPACE = 32;
const DOT = 46;

/**
 * Where a value can start that has its first digit, or the first end of a group, at `place`: at the word around it, at a
 * plus or a bracket before it, or at the word before that and a space. In order, none before `from`.
 */
export function startsNear(text: string, place: number, from: number): readonly number[] {
  if (text.charCodeAt(place) === COLON) return isStart(text, place) ? [place] : [];
  const word = wordStart(text, place);
  const previous = text.charCodeAt(word - 1);
  const starts: number[] = [];
  const add = (start: number) => {
    if (start >= from && isStart(text, start)) starts.push(start);
  };
  if (previous === PLUS || previous === OPEN) add(word - 1);
  else if (previous === SPACE) {
    const end = text.charCodeAt(word - 2) === DOT ? word - 3 : word - 2;
    if (isLetter(text.charCodeAt(end))) add(wordStart(text, end));
  }
  add(word);
  return starts;
}

/** Where the letters and digits around a place end, or the colons: nothing else starts among them. */
export function runEnd(text: string, place: number): number {
  let end = place + 1;
  if (text.charCodeAt(place) === COLON) while (text.charCodeAt(end) === COLON) end += 1;
  else while (isAlphanumeric(text.charCodeAt(end))) end += 1;
  return end;
}

function wordStart(text: string, place: number): number {
  let start = place;
  while (place - start < DIGIT_WITHIN && isAlphanumeric(text.charCodeAt(start - 1))) start -= 1;
  return isEscapeLetter(text, start) ? start + 1 : start;
}

const isLetter = (code: number) => isAlphanumeric(code) && !isDigit(code);

/** A place is worth trying when its word, or the one after it, holds a digit. */
function isStart(text: string, at: number): boolean {
  if (!startsAfresh(text, at)) return false;
  const code = text.charCodeAt(at);
  if (code === PLUS || code === OPEN) return isDigit(text.charCodeAt(at + 1));
  if (code === COLON) return text.charCodeAt(at + 1) === COLON;
  const previous = text.charAt(at - 1);
  if (previous !== '' && '.-_'.includes(previous) && isAlphanumeric(text.charCodeAt(at - 2))) return false;
  for (let next = at; next < at + DIGIT_WITHIN && isAlphanumeric(text.charCodeAt(next)); next += 1) {
    if (isDigit(text.charCodeAt(next))) return true;
  }
  return SPELLED.test(text.slice(at, at + 4));
}

// Two letters and a space begin `AB 12 34 56 C`; three letters a month; hex and a colon an address.
const SPELLED =
  /^(?:[A-Za-z]{2} \d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|[A-Fa-f]{2,4}[:.-]|[A-Fa-f]{4})/i;
