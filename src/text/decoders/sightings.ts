import {
  BINARY_GRAM,
  DOT_OR_DASH,
  GRAM_CLASS,
  GRAM_FLAGS,
  isDigitClass,
  isLeetClass,
  isLetterClass,
  TRIPLE_MASK,
} from './grams.ts';
import { enciphered, RADIO_WORDS } from './telltale.ts';

/** Names of this module, which the engine takes for constants. */
const CLASSES = GRAM_CLASS;
const FLAGS = GRAM_FLAGS;

/** What an enciphered or radio word is, one bit a list, by the word and by its hash. Two words may share a hash. */
const ROT13 = 1;
const ATBASH = 2;
const REVERSAL = 4;
const RADIO = 8;
const LISTS_OF_WORD = new Map<string, number>();
const PLACES = 0x4000;
const LISTS_OF_HASH = new Uint8Array(PLACES);
for (const [list, words] of [
  [ROT13, enciphered('rot13')],
  [ATBASH, enciphered('atbash')],
  [REVERSAL, enciphered('reversal')],
  [RADIO, RADIO_WORDS],
] as const) {
  for (const word of words) {
    let hash = 0;
    for (let at = 0; at < word.length; at += 1) hash = hashWith(hash, word.charCodeAt(at));
    LISTS_OF_HASH[placeOf(hash)]! |= list;
    LISTS_OF_WORD.set(word, (LISTS_OF_WORD.get(word) ?? 0) | list);
  }
}

function hashWith(hash: number, letter: number): number {
  return (Math.imul(hash, 31) + (letter | 0x20)) | 0;
}

function placeOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (PLACES - 1);
}

/** Signs that may stand between two letters, numbers, groups of dots and dashes, or bytes of one row: one bit a kind. */
const GAPS = new Uint8Array(0x100);
const LETTER_GAP = 1;
const NUMBER_GAP = 2;
const DASH_GAP = 4;
const HEX_GAP = 8;
for (const [kind, signs] of [
  [LETTER_GAP, ' .*_|~-'],
  [NUMBER_GAP, ' ,'],
  [DASH_GAP, ' /|\n'],
  [HEX_GAP, ' ,:-'],
] as const) {
  for (const sign of signs) GAPS[sign.charCodeAt(0)]! |= kind;
}

/** Before the text, and in no row with it. */
const FAR = 1000;

/** Counts how many things of one kind stand no further apart than `most` bytes. */
class Row {
  longest = 0;
  last = -FAR;
  private length = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  add(at: number, isJoined: boolean): void {
    this.length = isJoined && at - this.last <= this.most ? this.length + 1 : 1;
    this.last = at;
    if (this.length > this.longest) this.longest = this.length;
  }
}

/** What a survey counts at flagged quadruples; offsets are those of bytes. */
export class Sightings {
  /** Places where a digit or sign stands before a letter. */
  readonly leetSigns: number[] = [];
  /** Eight binary digits stand together. */
  hasBinary = false;
  /** Two printable bytes in hexadecimal stand side by side. */
  hasHexPair = false;
  /** Where common words stand as a cipher writes them. */
  readonly rot13: number[] = [];
  readonly atbash: number[] = [];
  readonly reversal: number[] = [];
  /** Single letters, numbers of two or three digits, groups of dots and dashes, radio words, hexadecimal; with the gap after each. */
  readonly letters = new Row(1 + 3);
  readonly numbers = new Row(3 + 2);
  readonly dashes = new Row(6 + 4);
  readonly radio = new Row(8 + 3);
  readonly hexes = new Row(4 + 2);
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** At least one of the quadruples that end at `from` and the three places after it is flagged; `before` is what they follow. */
  noteFour(from: number, before: number): void {
    let triple = before;
    for (let at = from; at < from + 4; at += 1) {
      const own = CLASSES[this.bytes[at]!]!;
      if (((FLAGS[triple]! >> own) & 1) !== 0) this.note(at, (triple << 5) | own);
      triple = ((triple << 5) | own) & TRIPLE_MASK;
    }
  }

  /** `at` is where the last character of the quadruple stands. */
  private note(at: number, gram: number): void {
    const last = gram & 31;
    const before = (gram >> 5) & 31;
    if (isLetterClass(last)) {
      if (isLeetClass(before)) this.leetSigns.push(at - 1);
      else this.noteWord(at - 2);
    } else if (isDigitClass(last)) {
      if (gram === BINARY_GRAM) this.hasBinary ||= isBinary(this.bytes, at);
      else if (this.isGap(at - 1, NUMBER_GAP)) this.numbers.add(at, true);
    } else {
      if (last === DOT_OR_DASH && before === 0 && this.isGap(at - 1, DASH_GAP)) this.dashes.add(at, true);
      const third = (gram >> 10) & 31;
      if (isLetterClass(before)) {
        if (isLetterClass(third)) this.noteWord(at - 2);
        else this.noteLetter(at - 1);
      }
      this.noteHex(at - 2);
    }
  }

  private isGap(at: number, kind: number): boolean {
    return (GAPS[this.bytes[at]!]! & kind) !== 0;
  }

  private noteWord(start: number): void {
    let hash = 0;
    let end = start;
    for (; isLetterClass(CLASSES[this.bytes[end]!]!); end += 1) hash = hashWith(hash, this.bytes[end]!);
    if (LISTS_OF_HASH[placeOf(hash)] === 0) return;
    const word = String.fromCharCode(...this.bytes.subarray(start, end)).toLowerCase();
    const lists = LISTS_OF_WORD.get(word) ?? 0;
    if ((lists & ROT13) !== 0) this.rot13.push(start);
    if ((lists & ATBASH) !== 0) this.atbash.push(start);
    if ((lists & REVERSAL) !== 0) this.reversal.push(start);
    if ((lists & RADIO) !== 0) this.radio.add(start, true);
  }

  private noteLetter(at: number): void {
    let gap = at - 1;
    while (gap > this.letters.last && gap > at - 4 && this.isGap(gap, LETTER_GAP)) gap -= 1;
    this.letters.add(at, gap === this.letters.last);
  }

  private noteHex(at: number): void {
    const isHex = isHexDigit(this.bytes[at]!) && isHexDigit(this.bytes[at + 1]!) && this.isGap(at + 2, HEX_GAP);
    if (!isHex) return;
    this.hexes.add(at, true);
    this.hasHexPair ||= this.isHexPair(at);
  }

  /** Two digits of which the first is 2 to 7, a separator, and the same again. */
  private isHexPair(at: number): boolean {
    if (!this.isHexByte(at)) return false;
    let next = at + (this.isGap(at + 3, HEX_GAP) ? 4 : 3);
    if (this.bytes[next] === 0x30 && this.bytes[next + 1] === 0x78) next += 2;
    return this.isHexByte(next);
  }

  private isHexByte(at: number): boolean {
    const lead = this.bytes[at]!;
    return lead >= 0x32 && lead <= 0x37 && isHexDigit(this.bytes[at + 1]!) && this.isGap(at + 2, HEX_GAP);
  }
}

function isHexDigit(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}

/** Eight binary digits that end at `at`. */
function isBinary(bytes: Uint8Array, at: number): boolean {
  let first = at;
  while (first > 0 && first > at - 7 && (bytes[first - 1]! | 1) === 0x31) first -= 1;
  return first === at - 7;
}
