import { longRuns, type Run } from './runs.ts';
import { enciphered, RADIO_WORDS } from './telltale.ts';

/** What one pass over a text tells the decoders, so that ordinary prose pays for one pass and not for seventeen. */
export interface Survey {
  readonly runs: readonly Run[];
  /** The longest row of single letters. */
  readonly letterRow: number;
  /** Places where a digit or sign stands before a letter. */
  readonly leetSigns: number;
  /** Words that may be common ones enciphered, or words of the radio alphabet; an upper bound. */
  readonly rot13: number;
  readonly atbash: number;
  readonly reversal: number;
  readonly radio: number;
}

const LETTER = 1;
const LEET = 2;
const CLASS = new Uint8Array(0x80);
for (let code = 0x61; code <= 0x7a; code += 1) {
  CLASS[code] = LETTER;
  CLASS[code - 0x20] = LETTER;
}
for (const sign of '013457@$') CLASS[sign.charCodeAt(0)] = LEET;

/** A set of words by hash: one bit a set. Two words may share a place; the decoders look again. */
const PLACES = 0x10000;
const TELLTALE = new Uint8Array(PLACES);
const ROT13 = 1;
const ATBASH = 2;
const REVERSAL = 4;
const RADIO = 8;
for (const word of enciphered('rot13')) TELLTALE[placeOf(word)]! |= ROT13;
for (const word of enciphered('atbash')) TELLTALE[placeOf(word)]! |= ATBASH;
for (const word of enciphered('reversal')) TELLTALE[placeOf(word)]! |= REVERSAL;
for (const word of RADIO_WORDS) TELLTALE[placeOf(word)]! |= RADIO;

function placeOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at += 1) hash = (Math.imul(hash, 31) + (word.charCodeAt(at) | 0x20)) | 0;
  return (hash ^ (hash >>> 15)) & (PLACES - 1);
}

/** Letters further apart than this are not one row. */
const ROW_GAP = 4;

export function surveyOf(text: string): Survey {
  const seen = { letterRow: 0, leetSigns: 0, rot13: 0, atbash: 0, reversal: 0, radio: 0 };
  let hash = 0;
  let start = 0;
  let row = 0;
  let lastSingle = -ROW_GAP;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    const kind = code < 0x80 ? CLASS[code] : 0;
    if (kind === LETTER) {
      hash = (Math.imul(hash, 31) + (code | 0x20)) | 0;
      continue;
    }
    if (kind === LEET && CLASS[text.charCodeAt(at + 1) & 0x7f] === LETTER) seen.leetSigns += 1;
    const length = at - start;
    if (length === 1) {
      row = start - lastSingle <= ROW_GAP ? row + 1 : 1;
      lastSingle = start;
      if (row > seen.letterRow) seen.letterRow = row;
    } else if (length > 2) {
      const sets = TELLTALE[(hash ^ (hash >>> 15)) & (PLACES - 1)]!;
      if (sets !== 0) count(sets, seen);
    }
    hash = 0;
    start = at + 1;
  }
  return { ...seen, runs: longRuns(text) };
}

function count(sets: number, seen: { rot13: number; atbash: number; reversal: number; radio: number }): void {
  if ((sets & ROT13) !== 0) seen.rot13 += 1;
  if ((sets & ATBASH) !== 0) seen.atbash += 1;
  if ((sets & REVERSAL) !== 0) seen.reversal += 1;
  if ((sets & RADIO) !== 0) seen.radio += 1;
}
