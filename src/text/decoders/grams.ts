import { enciphered, RADIO_WORDS } from './telltale.ts';

/**
 * Four characters at a time, five bits each: letters without regard to case, and a few classes of signs. A table of all
 * such quadruples says where a survey must look twice; in ordinary prose that is at one character in thirty.
 */
const GRAMS = 0x100000;
/** The last three classes. */
export const TRIPLE_MASK = 0x7fff;

/** Classes besides the letters 1 to 26; 0 is everything else. */
const BIT = 27;
const LEET_SIGN = 28;
const TWO_OR_SIX = 29;
const EIGHT_OR_NINE = 30;
export const DOT_OR_DASH = 31;

/** Classes by byte. */
export const GRAM_CLASS = new Uint8Array(0x100);
for (let letter = 1; letter <= 26; letter += 1) {
  GRAM_CLASS[0x40 + letter] = letter;
  GRAM_CLASS[0x60 + letter] = letter;
}
const SIGNS: readonly (readonly [string, number])[] = [
  ['01', BIT],
  ['3457@$', LEET_SIGN],
  ['26', TWO_OR_SIX],
  ['89', EIGHT_OR_NINE],
  ['.-', DOT_OR_DASH],
];
for (const [signs, own] of SIGNS) for (const sign of signs) GRAM_CLASS[sign.charCodeAt(0)] = own;

export function isLetterClass(own: number): boolean {
  return own > 0 && own < BIT;
}

/** Digits and signs that may stand for a letter. */
export function isLeetClass(own: number): boolean {
  return own === BIT || own === LEET_SIGN;
}

export function isDigitClass(own: number): boolean {
  return own >= BIT && own < DOT_OR_DASH;
}

/** Four binary digits. */
export const BINARY_GRAM = (BIT << 15) | (BIT << 10) | (BIT << 5) | BIT;

/** By the first three classes of a quadruple, one bit for each class that may be the fourth: set where a survey must look. */
export const GRAM_FLAGS = new Int32Array(GRAMS >> 5);

function flag(
  first: readonly number[],
  second: readonly number[],
  third: readonly number[],
  fourth: readonly number[],
): void {
  let last = 0;
  for (const own of fourth) last |= 1 << own;
  for (const one of first) {
    for (const two of second) for (const three of third) GRAM_FLAGS[(one << 10) | (two << 5) | three]! |= last;
  }
}

const ANY = Array.from({ length: 32 }, (_, own) => own);
const LETTERS = ANY.filter(isLetterClass);
const DIGITS = ANY.filter(isDigitClass);
const BETWEEN = ANY.filter((own) => !isLetterClass(own));
const HEX = [...DIGITS, ...LETTERS.slice(0, 6)];

/** The beginning of an enciphered word, or of one of the radio alphabet. */
for (const word of [...enciphered('rot13'), ...enciphered('atbash'), ...enciphered('reversal'), ...RADIO_WORDS]) {
  const [one, two, three] = Array.from(word.slice(0, 3), (letter) => [GRAM_CLASS[letter.charCodeAt(0)]!]);
  flag(BETWEEN, one ?? [], two ?? [], three ?? []);
}
/** A letter alone; a sign before a letter. */
flag(ANY, BETWEEN, LETTERS, BETWEEN);
flag(ANY, ANY, ANY.filter(isLeetClass), LETTERS);
/** Binary digits; a byte in hexadecimal; a number after a number; a dot or dash after a space. */
flag([BIT], [BIT], [BIT], [BIT]);
flag(ANY, [LEET_SIGN, TWO_OR_SIX], HEX, [0, DOT_OR_DASH]);
flag([...BETWEEN, GRAM_CLASS['x'.charCodeAt(0)]!], HEX, HEX, [0, DOT_OR_DASH]);
flag(ANY, DIGITS, [0], DIGITS);
flag(DIGITS, [0], [0], DIGITS);
flag(ANY, ANY, [0], [DOT_OR_DASH]);
