import * as tables from './fold-character.ts';
import { foldCharacter, IN_PIECE, isKnown, LATIN, learn, PLAIN_WORD } from './fold-character.ts';

/** A folded text, and the places where folded and source offsets part by a new amount: pairs of (folded, source). */
export interface Folded {
  readonly text: string;
  readonly marks: readonly number[];
}

/** Names of this module, which the engine takes for constants. */
const FIXED = tables.FIXED;
const ALONE = tables.ALONE;
const MIXED = tables.MIXED;
const PIECE_CLASS = tables.PIECE_CLASS;

/**
 * Folds a text unit by unit. A piece is a run of characters that are neither ASCII nor letters of East Asia; it is looked at
 * as a whole only where a letter in it depends on its neighbours.
 */
export function foldText(text: string): Folded {
  let units = unitsFor(text.length);
  let length = 0;
  const marks: number[] = [];
  let piece: Piece | undefined;
  let pieceEnd = 0;
  let letters = ALONE;
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    let fold = FIXED[unit]!;
    if (fold === 0 && isKnown(unit)) {
      if (at >= pieceEnd) {
        piece = pieceAround(text, at);
        pieceEnd = piece.end;
        letters = piece.isMixed ? MIXED : ALONE;
      }
      fold = letters[unit]!;
    }
    if (fold !== 0) {
      units[length] = fold;
      length += 1;
      at += 1;
    } else if (isKnown(unit)) {
      const character = characterAt(text, at);
      const plain = foldInPiece(text, at, character, piece!);
      at += character.length;
      units = withRoom(units, length + plain.length + text.length - at);
      for (let next = 0; next < plain.length; next += 1) units[length + next] = plain.charCodeAt(next);
      length += plain.length;
      if (plain.length !== character.length) marks.push(length, at);
    } else learn(unit);
  }
  return { text: DECODER.decode(units.subarray(0, length)), marks };
}

interface Piece {
  readonly start: number;
  readonly end: number;
  /** The word that the piece belongs to has a Latin letter: then a look-alike in it is a disguise. */
  readonly isMixed: boolean;
  /** The lower case of a piece that folds to it; undefined until somebody asks, null for all other pieces. */
  lower?: string | null;
}

function pieceAround(text: string, at: number): Piece {
  let start = at;
  while (start > 0 && (PIECE_CLASS[text.charCodeAt(start - 1)]! & IN_PIECE) !== 0) start -= 1;
  let end = start;
  let classes = 0;
  for (; end < text.length; end += 1) {
    const own = PIECE_CLASS[text.charCodeAt(end)]!;
    if ((own & IN_PIECE) === 0) break;
    classes |= own;
  }
  const isMixed = (classes & LATIN) !== 0 || isLatin(text.charCodeAt(start - 1)) || isLatin(text.charCodeAt(end));
  return { start, end, isMixed, lower: undefined };
}

function isLatin(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

/** Most letters of a plain word fold alike in any piece; the few that do not keep their lower case in it. */
function foldInPiece(text: string, at: number, character: string, piece: Piece): string {
  if (piece.lower === undefined) {
    const written = text.slice(piece.start, piece.end);
    piece.lower = !piece.isMixed && PLAIN_WORD.test(written) ? written.toLowerCase() : null;
  }
  return piece.lower?.[at - piece.start] ?? foldCharacter(character, piece.isMixed);
}

const DECODER = new TextDecoder('utf-16le', { ignoreBOM: true });

/** Memory up to so many units is kept for the next text. */
const MOST_KEPT = 1 << 18;
let kept = new Uint16Array(1 << 13);

function unitsFor(length: number): Uint16Array<ArrayBuffer> {
  return kept.length >= length ? kept : larger(length);
}

function withRoom(units: Uint16Array<ArrayBuffer>, length: number): Uint16Array<ArrayBuffer> {
  if (units.length >= length) return units;
  const grown = larger(length);
  grown.set(units);
  return grown;
}

function larger(length: number): Uint16Array<ArrayBuffer> {
  const units = new Uint16Array(length * 2);
  if (units.length <= MOST_KEPT) kept = units;
  return units;
}
