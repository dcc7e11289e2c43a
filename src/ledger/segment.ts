import { createReadStream } from 'node:fs';
import { MAX_LINE_BYTES } from './line.ts';

/** A line of a file, without its newline. */
export interface RawLine {
  readonly bytes: Buffer;
  /** Counted from 1. */
  readonly line: number;
  readonly offset: number;
  /** False for the last bytes of a file that does not end with a newline. */
  readonly complete: boolean;
}

/** Reads a file line by line; memory is bounded by the longest line. A longer line than allowed ends the file as torn. */
export async function* readLines(path: string): AsyncGenerator<RawLine> {
  let [held, line, offset] = [EMPTY, 0, 0];
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const bytes: Buffer = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const { lines, rest } = splitLines(bytes, line, offset);
    yield* lines;
    line += lines.length;
    offset += bytes.length - rest.length;
    held = rest;
    if (held.length > MAX_LINE_BYTES) break;
  }
  if (held.length > 0) yield { bytes: held, line: line + 1, offset, complete: false };
}

/** The complete lines of some bytes, and what is left after the last newline. */
export function splitLines(
  bytes: Buffer,
  linesBefore = 0,
  offsetBefore = 0,
): { readonly lines: readonly RawLine[]; readonly rest: Buffer } {
  const lines: RawLine[] = [];
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    const place = { line: linesBefore + lines.length + 1, offset: offsetBefore + start, complete: true };
    lines.push({ bytes: bytes.subarray(start, end), ...place });
    start = end + 1;
  }
  return { lines, rest: bytes.subarray(start) };
}

const EMPTY: Buffer = Buffer.alloc(0);
const NEWLINE = 10;
const CHUNK_BYTES = 1 << 20;
