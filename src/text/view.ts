import { LATIN_LOOKALIKE } from './confusables.ts';
import { foldText } from './fold.ts';
import { isPlainAscii } from './utf8.ts';

/** A folded text for matching, and the way back. */
export interface DetectionView {
  /** Lower case, compatibility forms and Latin accents folded, disguised letters plain, every kind of space one space. */
  readonly text: string;
  /** The offset in the source of the character that position `at` of `text` came from; the source's length at the end. */
  sourceAt(at: number): number;
}

const BEYOND_ASCII = /[^\t\n\r -~]/;

/**
 * A folded view for matching only; what is forwarded is the canonical text. Words that mix Latin with look-alike letters of
 * another script are read as Latin; words wholly in another script stay. Line ends stay. Linear; for plain ASCII it
 * costs one lower-casing, and offsets are the same.
 */
export function detectionView(text: string): DetectionView {
  if (isPlainAscii(text)) return { text: text.toLowerCase(), sourceAt: (at) => Math.min(at, text.length) };
  const folded = foldText(text);
  return { text: folded.text, sourceAt: (at) => sourceOf(folded.marks, at, text.length) };
}

/** What the eye reads: the folded view without the way back. `skeleton(a) === skeleton(b)` when two texts look alike. */
export function skeleton(text: string): string {
  const view = detectionView(text).text;
  if (!BEYOND_ASCII.test(view)) return view;
  return Array.from(view, (character) => LATIN_LOOKALIKE.get(character) ?? character).join('');
}

/** Binary search over the marks; between two marks both texts advance alike, but never past the next one. */
function sourceOf(marks: readonly number[], at: number, length: number): number {
  let low = 0;
  let high = marks.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle * 2] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const source = low === 0 ? at : (marks[low * 2 - 1] ?? 0) + at - (marks[low * 2 - 2] ?? 0);
  return Math.min(source, marks[low * 2 + 1] ?? length);
}
