import { plainLatin } from './canonical.ts';
import { LATIN_LOOKALIKE, PLAIN_SPELLING } from './confusables.ts';
import { isStyled, isSuspect } from './invisible.ts';

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
  const first = text.search(BEYOND_ASCII);
  if (first < 0) return { text: text.toLowerCase(), sourceAt: (at) => Math.min(at, text.length) };
  const folded = foldFrom(text, first);
  return { text: folded.text, sourceAt: (at) => sourceOf(folded.marks, at, text.length) };
}

/** What the eye reads: the folded view without the way back. `skeleton(a) === skeleton(b)` when two texts look alike. */
export function skeleton(text: string): string {
  const view = detectionView(text).text;
  if (!BEYOND_ASCII.test(view)) return view;
  return Array.from(view, (character) => LATIN_LOOKALIKE.get(character) ?? character).join('');
}

/** Places where folded and source offsets start to differ by a new amount: pairs of (folded, source). */
interface Folded {
  readonly text: string;
  readonly marks: readonly number[];
}

/** Everything but ASCII and the letters of East Asia that fold to themselves. */
const PIECE = /[^\t\n\r -~\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]+/g;
/** Letters that, apart from their case, fold to themselves; some of them look like Latin ones. */
const PLAIN_WORD =
  /^[\u0386-\u03ce\u0400-\u045f\u0490\u0491\u05d0-\u05ea\u0621-\u064a\u0904-\u0939\u0e01-\u0e3a\u1f00-\u1fff]+$/;
/** Latin letters beyond ASCII, styled ones among them: a word that has one is read as Latin. */
const LATIN_IN_PIECE = /[\u00c0-\u024f\uff21-\uff5a\ud835\u1d00-\u1d2b]/;

/** Copies ASCII runs, folds the others one code point at a time, and notes where the offsets part. */
function foldFrom(text: string, first: number): Folded {
  const pieces: string[] = [text.slice(0, first).toLowerCase()];
  const marks: number[] = [];
  let written = first;
  let position = first;
  PIECE.lastIndex = first;
  for (let match = PIECE.exec(text); match !== null; match = PIECE.exec(text)) {
    const piece = match[0];
    pieces.push(text.slice(position, match.index).toLowerCase());
    written += match.index - position;
    position = match.index;
    const isMixed = hasLatin(piece, text, position, position + piece.length);
    if (!isMixed && PLAIN_WORD.test(piece)) {
      pieces.push(piece.toLowerCase());
      written += piece.length;
      position += piece.length;
      continue;
    }
    for (const character of piece) {
      const plain = foldCharacter(character, isMixed);
      position += character.length;
      pieces.push(plain);
      written += plain.length;
      if (plain.length !== character.length) marks.push(written, position);
    }
  }
  pieces.push(text.slice(position).toLowerCase());
  return { text: pieces.join(''), marks };
}

/** True when the word that a piece belongs to has a Latin letter: then a look-alike in it is a disguise. */
function hasLatin(piece: string, text: string, start: number, end: number): boolean {
  return isLatin(text.charCodeAt(start - 1)) || isLatin(text.charCodeAt(end)) || LATIN_IN_PIECE.test(piece);
}

function isLatin(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

const FOLDS = new Map<string, string>();
/** Folds that do not depend on the neighbours are remembered, up to this many. */
const MOST_FOLDS = 20_000;
const SPACE = /^\s$/;
const ANY_MARK = /\p{M}/gu;
const LATIN_DECOMPOSED = /^[a-z]\p{M}+$/u;

function foldCharacter(character: string, isMixed: boolean): string {
  let plain = FOLDS.get(character);
  if (plain === undefined) {
    plain = foldAlone(character);
    if (FOLDS.size < MOST_FOLDS) FOLDS.set(character, plain);
  }
  return isMixed ? (LATIN_LOOKALIKE.get(plain) ?? plain) : plain;
}

function foldAlone(character: string): string {
  if (SPACE.test(character)) return ' ';
  const code = character.codePointAt(0) ?? 0;
  if (isStyled(code)) return plainLatin(character).toLowerCase();
  if (isSuspect(code)) return '';
  const region = code - 0x1f1e6;
  if (region >= 0 && region < 26) return String.fromCharCode(0x61 + region);
  const compatible = character.normalize('NFKC').toLowerCase();
  const spelled = PLAIN_SPELLING.get(compatible);
  if (spelled !== undefined) return spelled;
  const decomposed = compatible.normalize('NFD');
  if (LATIN_DECOMPOSED.test(decomposed)) return decomposed.replace(ANY_MARK, '');
  return isLooseMark(code) ? '' : compatible;
}

function isLooseMark(code: number): boolean {
  return code >= 0x300 && code <= 0x36f;
}

/** Binary search over the marks; between two marks both texts advance alike. */
function sourceOf(marks: readonly number[], at: number, length: number): number {
  let low = 0;
  let high = marks.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle * 2] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return Math.min(at, length);
  const source = (marks[low * 2 - 1] ?? 0) + at - (marks[low * 2 - 2] ?? 0);
  return Math.min(source, length);
}
