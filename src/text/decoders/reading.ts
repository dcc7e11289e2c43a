import { KIND_OF_CODE, KINDS, PAIR_BITS } from './english.ts';
import { applyCipher, type Cipher } from './telltale.ts';

/** A part of a line that reads better as a cipher says; offsets in the text, `end` exclusive. */
export interface Reading {
  readonly start: number;
  readonly end: number;
  /** What the reading gains over the line as it stands, in bits. */
  readonly gain: number;
  /** Letters it has. */
  readonly letters: number;
  /** How much the reading itself is English, in bits. */
  readonly bits: number;
}

/** For each pair of kinds, how much English the reading of that pair is. */
export type Readings = Int8Array;

export function readingsOf(cipher: Cipher): Readings {
  const kinds = Array.from({ length: KINDS }, (_, kind) => {
    const letter = kind === 0 ? ' ' : String.fromCharCode(0x60 + kind);
    return KIND_OF_CODE[applyCipher(cipher, letter).charCodeAt(0)]!;
  });
  return Int8Array.from(PAIR_BITS, (_, pair) => {
    const first = kinds[Math.floor(pair / KINDS)]!;
    const second = kinds[pair % KINDS]!;
    return PAIR_BITS[cipher === 'reversal' ? second * KINDS + first : first * KINDS + second]!;
  });
}

/** Words at the edge of a line that lose no more than this belong to the reading: names and numbers read badly either way. */
const EDGE = 14;

/** The part of a line that gains most, whole words; undefined when no word gains. */
export function bestReading(text: string, start: number, end: number, readings: Readings): Reading | undefined {
  let gain = 0;
  let bits = 0;
  let letters = 0;
  let before = 0;
  let wordStart = start;
  // Sums up to the last word end; where the sum is least a part begins, and it ends where the sum has risen most.
  let low = { at: start, gain: 0, bits: 0, letters: 0 };
  let best: { from: typeof low; to: typeof low } | undefined;
  for (let at = start; at <= end; at += 1) {
    const kind = at < end ? (KIND_OF_CODE[text.charCodeAt(at)] ?? 0) : 0;
    if (before > 0 || kind > 0) {
      const pair = before * KINDS + kind;
      if (before === 0) wordStart = at;
      if (before === 0 && gain < low.gain) low = { at: wordStart, gain, bits, letters };
      gain += readings[pair]! - PAIR_BITS[pair]!;
      bits += readings[pair]!;
      if (kind > 0) letters += 1;
      else if (gain - low.gain > (best === undefined ? 0 : best.to.gain - best.from.gain)) {
        best = { from: low, to: { at, gain, bits, letters } };
      }
    }
    before = kind;
  }
  if (best === undefined) return undefined;
  const from = best.from.gain > -EDGE ? { at: start, gain: 0, bits: 0, letters: 0 } : best.from;
  const to = best.to.gain - gain < EDGE ? { at: end, gain, bits, letters } : best.to;
  return {
    start: from.at,
    end: to.at,
    gain: best.to.gain - best.from.gain,
    letters: to.letters - from.letters,
    bits: to.bits - from.bits,
  };
}

/** What a line gains as a whole; 0 when it has no letters. */
export function gainOf(text: string, start: number, end: number, readings: Readings): number {
  let gain = 0;
  let before = 0;
  for (let at = start; at <= end; at += 1) {
    const kind = at < end ? (KIND_OF_CODE[text.charCodeAt(at)] ?? 0) : 0;
    if (before > 0 || kind > 0) gain += readings[before * KINDS + kind]! - PAIR_BITS[before * KINDS + kind]!;
    before = kind;
  }
  return gain;
}
