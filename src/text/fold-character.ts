import { plainLatin } from './canonical.ts';
import { LATIN_LOOKALIKE, PLAIN_SPELLING } from './confusables.ts';
import { isStyled, isSuspect } from './invisible.ts';

/** Letters that, apart from their case, fold to themselves; some of them look like Latin ones. */
const PLAIN_LETTERS =
  '\\u0386-\\u03ce\\u0400-\\u045f\\u0490\\u0491\\u05d0-\\u05ea\\u0621-\\u064a\\u0904-\\u0939\\u0e01-\\u0e3a\\u1f00-\\u1fff';
/** A word in one script whose letters look after themselves. */
export const PLAIN_WORD = new RegExp(`^[${PLAIN_LETTERS}]+$`);
const PLAIN_LETTER = new RegExp(`[${PLAIN_LETTERS}]`);
/** Everything but ASCII and the letters of East Asia that fold to themselves. */
const PIECE_UNIT = /[^\t\n\r -~\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]/;
/** Latin letters beyond ASCII, styled ones among them: a word that has one is read as Latin. */
const LATIN_UNIT = /[\u00c0-\u024f\uff21-\uff5a\ud835\u1d00-\u1d2b]/;

const UNITS = 0x10000;
/** What one UTF-16 unit folds to: whatever stands beside it, in a word of its own script, in a word with Latin letters. */
export const FIXED = new Uint16Array(UNITS);
export const ALONE = new Uint16Array(UNITS);
export const MIXED = new Uint16Array(UNITS);
/** `IN_PIECE` and `LATIN` by unit. */
export const PIECE_CLASS = new Uint8Array(UNITS);
export const IN_PIECE = 1;
export const LATIN = 2;
const KNOWN = 4;

for (let unit = 0; unit < UNITS; unit += 1) {
  const character = String.fromCharCode(unit);
  if (!PIECE_UNIT.test(character)) FIXED[unit] = character.toLowerCase().charCodeAt(0);
  else PIECE_CLASS[unit] = IN_PIECE | (LATIN_UNIT.test(character) ? LATIN : 0);
}

/** False while `learn` has not been asked about a unit. */
export function isKnown(unit: number): boolean {
  return (PIECE_CLASS[unit]! & KNOWN) !== 0;
}

/** Fills the tables for a unit that folds to one unit. For all others they stay at 0, and `foldCharacter` is asked. */
export function learn(unit: number): void {
  PIECE_CLASS[unit]! |= KNOWN;
  const character = String.fromCharCode(unit);
  const plain = foldAlone(character);
  if (plain.length !== 1 || (PLAIN_LETTER.test(character) && (unit === FINAL || character.toLowerCase() !== plain)))
    return;
  ALONE[unit] = plain.charCodeAt(0);
  MIXED[unit] = (LATIN_LOOKALIKE.get(plain) ?? plain).charCodeAt(0);
  if (ALONE[unit] === MIXED[unit]) FIXED[unit] = ALONE[unit]!;
}

/** The capital whose lower case depends on where in the word it stands. */
const FINAL = 0x3a3;

const FOLDS = new Map<string, string>();
/** Folds that do not depend on the neighbours are remembered, up to this many. */
const MOST_FOLDS = 20_000;
const SPACE = /^\s$/;
const ANY_MARK = /\p{M}/gu;
const LATIN_DECOMPOSED = /^[a-z]\p{M}+$/u;

/** Compatibility form, lower case, Latin letters without accents; in a word with Latin letters also without disguise. */
export function foldCharacter(character: string, isMixed: boolean): string {
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
