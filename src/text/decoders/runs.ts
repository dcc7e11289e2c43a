import { type Utf8, unitOffsets } from '../utf8.ts';

/** A run of characters of one alphabet; UTF-16 offsets, `end` exclusive. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** Shorter runs are words, names and numbers. */
export const SHORTEST_RUN = 16;

const ALPHABET = new Uint8Array(0x100);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') {
  ALPHABET[character.charCodeAt(0)] = 1;
}

const NO_RUNS: readonly Run[] = Object.freeze([]);

/**
 * The runs of at least 16 characters of the base64 alphabets, which hold those of base32 and hexadecimal. Looks at one byte in three of ordinary text: the last byte outside the alphabet tells how far
 * ahead the next run can end.
 */
export function longRuns(utf8: Utf8, isAscii: boolean): readonly Run[] {
  const { bytes, length } = utf8;
  let runs: Run[] | undefined;
  for (let last = SHORTEST_RUN - 1; last < length; ) {
    let at = last;
    while (at > last - SHORTEST_RUN && ALPHABET[bytes[at]!] === 1) at -= 1;
    if (at > last - SHORTEST_RUN) {
      last = at + SHORTEST_RUN;
      continue;
    }
    let end = last + 1;
    while (ALPHABET[bytes[end]!] === 1) end += 1;
    runs ??= [];
    runs.push({ start: at + 1, end });
    last = end + SHORTEST_RUN;
  }
  if (runs === undefined) return NO_RUNS;
  if (isAscii) return runs;
  const starts = unitOffsets(
    utf8,
    runs.map(({ start }) => start),
  );
  return runs.map(({ start, end }, index) => ({ start: starts[index]!, end: starts[index]! + end - start }));
}
