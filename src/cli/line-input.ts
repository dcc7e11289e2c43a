import { createReadStream } from 'node:fs';
import { CliError } from './error.ts';

export interface InputLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/** A line longer than this is refused, in bytes: something else than lines is being read. */
export const LINE_BYTES = 64 * 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 10;

/** The lines of a file, or of standard input for `-`, a chunk at a time; empty lines are passed over. */
export async function* readLines(
  file: string,
  standardInput: AsyncIterable<Uint8Array> = process.stdin,
): AsyncGenerator<readonly InputLine[]> {
  const source: AsyncIterable<Uint8Array> =
    file === '-' ? standardInput : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const state: Unfinished = { rest: [], restBytes: 0, number: 0 };
  try {
    for await (const chunk of source) yield takeLines(Buffer.from(chunk), state);
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError('file-unreadable', `\`${file}\` cannot be read`, { cause });
  }
  const last = Buffer.concat(state.rest).toString('utf8');
  if (last.trim() !== '') yield [{ number: state.number + 1, text: last }];
}

/** What of the chunks so far belongs to no whole line yet, and how many lines there were. */
interface Unfinished {
  rest: Buffer[];
  restBytes: number;
  number: number;
}

function takeLines(chunk: Buffer, state: Unfinished): readonly InputLine[] {
  const lines: InputLine[] = [];
  let start = 0;
  for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
    const piece = chunk.subarray(start, end);
    const text =
      state.restBytes === 0 ? piece.toString('utf8') : Buffer.concat([...state.rest, piece]).toString('utf8');
    [state.rest, state.restBytes] = [[], 0];
    state.number += 1;
    if (text.trim() !== '') lines.push({ number: state.number, text });
    start = end + 1;
  }
  if (start < chunk.length) {
    state.rest.push(chunk.subarray(start));
    state.restBytes += chunk.length - start;
  }
  if (state.restBytes > LINE_BYTES)
    throw new CliError('input-invalid', `line ${state.number + 1} is longer than 64 MiB, give one JSON object a line`);
  return lines;
}
