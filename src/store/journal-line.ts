import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const NEWLINE = 0x0a;
const READ_BYTES = 1024 * 1024;
/** Eight hexadecimal digits and a space. */
const PREFIX_BYTES = 9;

/** One line of a journal: the checksum of the rest, a space, JSON. One line is one commit, so it is whole or it is nothing. */
export function encodeLine(json: string): string {
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
}

function decodeLine(line: Buffer): unknown {
  if (line.length <= PREFIX_BYTES) return undefined;
  const json = line.subarray(PREFIX_BYTES);
  if (line.toString('latin1', 0, PREFIX_BYTES) !== `${crc32(json).toString(16).padStart(8, '0')} `) return undefined;
  return JSON.parse(json.toString('utf8'));
}

/** What a walk over a journal found. */
export interface Scan {
  /** Where the last whole line ends. */
  readonly validBytes: number;
  readonly totalBytes: number;
  /** The number, from 1, of a broken line that has a whole one after it: not a crash, but damage. */
  readonly corruptLine?: number;
}

/**
 * Gives every whole line to `take`, in order. Since a commit begins only after the one before it was synced, a crash can
 * break the last line only.
 */
export async function scanLines(file: FileHandle, take: (value: unknown, lineNumber: number) => void): Promise<Scan> {
  let rest: Buffer = Buffer.alloc(0);
  let position = 0;
  let validBytes = 0;
  let lineNumber = 0;
  let brokenLine: number | undefined;
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, position);
    if (bytesRead === 0) break;
    const chunk =
      rest.length === 0 ? buffer.subarray(0, bytesRead) : Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    const base = position - rest.length;
    position += bytesRead;
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      lineNumber += 1;
      const value = decodeLine(chunk.subarray(start, end));
      start = end + 1;
      if (value === undefined) {
        brokenLine ??= lineNumber;
        continue;
      }
      if (brokenLine !== undefined) return { validBytes, totalBytes: position, corruptLine: brokenLine };
      take(value, lineNumber);
      validBytes = base + start;
    }
    rest = chunk.subarray(start);
  }
  return { validBytes, totalBytes: position };
}
