import { HIGH_BITS, unitOffsets, utf8Of } from '../utf8.ts';
import { GRAM_CLASS, GRAM_FLAGS, TRIPLE_MASK } from './grams.ts';
import { longRuns, type Run } from './runs.ts';
import { Sightings } from './sightings.ts';

/** What one pass over a text tells the decoders, so that ordinary prose pays for one pass and not for seventeen. */
export interface Survey {
  readonly runs: readonly Run[];
  /** The longest row of single letters. */
  readonly letterRow: number;
  /** The longest row of numbers with two or three digits. */
  readonly numberRow: number;
  /** The longest row of groups of dots and dashes. */
  readonly dashRow: number;
  /** There are dots or dashes beyond ASCII, which the row does not count. */
  readonly hasWideDashes: boolean;
  readonly hasBraille: boolean;
  /** There are letters turned upside down. */
  readonly hasTurned: boolean;
  /** The longest row of bytes in hexadecimal, without the first and the last one. */
  readonly hexRow: number;
  /** Two printable bytes in hexadecimal stand side by side. */
  readonly hasHexPair: boolean;
  /** Eight binary digits stand together. */
  readonly hasBinary: boolean;
  /** Places where a digit or sign stands before a letter. */
  readonly leetSigns: readonly number[];
  /** The longest row of words of the radio alphabet. */
  readonly radioRow: number;
  /** Where common words stand as a cipher writes them. */
  readonly rot13: readonly number[];
  readonly atbash: readonly number[];
  readonly reversal: readonly number[];
}

/** Under names of this module the engine takes the tables for constants, and the loop costs half. */
const CLASSES = GRAM_CLASS;
const FLAGS = GRAM_FLAGS;
const WIDE_DASHES: readonly string[] = ['\u00b7', '\u2013', '\u2212'];
const BRAILLE = /[\u2800-\u28ff]/;
const TURNED = /[\u01dd\u0250\u0254\u0279\u0287]/;
/** Holds both, in ranges that are quick to search; few texts have a character of these. */
const BRAILLE_OR_TURNED = /[\u01dd-\u0287\u2800-\u28ff]/;

export function surveyOf(text: string): Survey {
  const utf8 = utf8Of(text);
  const { bytes, words, length } = utf8;
  const seen = new Sightings(bytes);
  // Four at a time, because ordinary text leaves the loop rarely; the zeros after the last byte end the last word.
  let before = 0;
  for (let at = 0; at <= length; at += 4) {
    if (before === 0 && (words[at >> 2]! & HIGH_BITS) === HIGH_BITS) continue;
    const first = CLASSES[bytes[at]!]!;
    const second = CLASSES[bytes[at + 1]!]!;
    const third = CLASSES[bytes[at + 2]!]!;
    const fourth = CLASSES[bytes[at + 3]!]!;
    const one = ((before << 5) | first) & TRIPLE_MASK;
    const two = ((one << 5) | second) & TRIPLE_MASK;
    const three = ((two << 5) | third) & TRIPLE_MASK;
    const flagged =
      (FLAGS[before]! >> first) | (FLAGS[one]! >> second) | (FLAGS[two]! >> third) | (FLAGS[three]! >> fourth);
    if ((flagged & 1) !== 0) seen.noteFour(at, before);
    before = ((three << 5) | fourth) & TRIPLE_MASK;
  }
  const isAscii = length === text.length;
  const hasOdd = !isAscii && BRAILLE_OR_TURNED.test(text);
  const units = (places: readonly number[]) => (isAscii ? places : unitOffsets(utf8, places));
  return {
    runs: longRuns(utf8, isAscii),
    letterRow: seen.letters.longest,
    numberRow: seen.numbers.longest,
    dashRow: seen.dashes.longest,
    hasWideDashes: !isAscii && WIDE_DASHES.some((dash) => text.includes(dash)),
    hasBraille: hasOdd && BRAILLE.test(text),
    hasTurned: hasOdd && TURNED.test(text),
    hasBinary: seen.hasBinary,
    hexRow: seen.hexes.longest,
    hasHexPair: seen.hasHexPair,
    leetSigns: units(seen.leetSigns),
    radioRow: seen.radio.longest,
    rot13: units(seen.rot13),
    atbash: units(seen.atbash),
    reversal: units(seen.reversal),
  };
}
