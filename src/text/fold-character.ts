import { plainLatin } from './canonical.ts';
import { LATIN_LOOKALIKE, PLAIN_SPELLING } from './confusables.ts';
import { isStyled, isSuspect } from './invisible.ts';

/** Letters that, apart from their case, fold to themselves; some of them look like Latin ones. */
const PLAIN_LETTERS =
  '\\u0386-\\u03ce\\u0400-\\u045f\\u0490\\u0491\\u05d0-\\u05ea\\u0621-\\u064a\\u0904-\\u0939\\u0e01-\\u0e3a\\u1f00-\\u1fff';
/** A word in one script whose letters look after themselves. */
export const PLAIN_WORD = new RegExp(`^[${PLAIN_LETTERS}]+$`);
const PLAIN_LETTER = new RegExp(`[${PLAIN_LETTERS}]`);
/** ASCII, and letters of East Asia, that fold to themselves whatever stands beside them: first and last units. */
const APART: readonly (readonly [number, number])[] = [
  [0x09, 0x0a],
  [0x0d, 0x0d],
  [0x20, 0x7e],
  [0x3041, 0x3096],
  [0x30a1, 0x30fa],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
];
/** Latin letters beyond ASCII, styled ones among them: a word that has one is read as Latin. */
const LATIN_LETTERS: readonly (readonly [number, number])[] = [
  [0xc0, 0x24f],
  [0x1d00, 0x1d2b],
  [0xd835, 0xd835],
  [0xff21, 0xff5a],
];

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

PIECE_CLASS.fill(IN_PIECE);
for (const [first, last] of LATIN_LETTERS) PIECE_CLASS.fill(IN_PIECE | LATIN, first, last + 1);
for (const [first, last] of APART) {
  PIECE_CLASS.fill(0, first, last + 1);
  for (let unit = first; unit <= last; unit += 1) FIXED[unit] = unit;
}
for (let capital = 0x41; capital <= 0x5a; capital += 1) FIXED[capital] = capital + 0x20;

/** False while `learn` has not been asked about a unit. */
export function isKnown(unit: number): boolean {
  return (PIECE_CLASS[unit]! & KNOWN) !== 0;
}

/** Fills the tables for a unit that folds to one unit. For all others they stay at 0, and `foldCharacter` is asked. */
export function learn(unit: number): void {
  PIECE_CLASS[unit]! |= KNOWN;
  const character = String.fromCharCode(unit);
  const plain = foldAlone(character);
  if (MARK.test(character)) return; // whether it is an accent depends on the letter before it
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
const MARK = /^\p{M}$/u;
const LATIN_DECOMPOSED = /^[a-z]\p{M}+$/u;

/** Compatibility form, lower case, Latin letters without accents; in a word with Latin letters also without disguise. */
export function foldCharacter(character: string, isMixed: boolean): string {
  let plain = FOLDS.get(character);
  if (plain === undefined) {
    plain = foldAlone(character);
    if (FOLDS.size < MOST_FOLDS) FOLDS.set(character, plain);
  }
  if (isMixed && MARK.test(character)) return '';
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
