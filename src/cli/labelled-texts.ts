import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type LabelledText, readRow } from '../assurance/index.ts';
import { RingfortError } from '../core/index.ts';
import { CliError } from './error.ts';
import { type InputLine, readLines } from './line-input.ts';
import type { Terminal } from './terminal.ts';

export interface TextFiles {
  /** JSON Lines, or the same compressed with gzip when the name ends in `.gz`. */
  readonly files: readonly string[];
  /** For rows without a label; without it, they are refused. */
  readonly label?: string;
  /** What a row must be besides, or why it is not. */
  readonly fault?: (row: LabelledText) => string | undefined;
}

/** So many bad lines are shown; the others are counted. */
const SHOWN = 20;

/** Reads all rows of all files, or none: every bad line is told with its place, and then nothing goes on. */
export async function readTexts(
  { files, label, fault }: TextFiles,
  terminal: Terminal,
): Promise<readonly LabelledText[]> {
  const rows: LabelledText[] = [];
  let bad = 0;
  for (const file of files) {
    for await (const lines of linesOf(file)) {
      for (const { number, text } of lines) {
        const id = `${basename(file)}:${number}`;
        const read = readRow(text, label === undefined ? { id } : { id, label });
        const problem = read.ok ? fault?.(read.row) : read.message;
        if (read.ok && problem === undefined) rows.push(read.row);
        if (problem === undefined) continue;
        bad += 1;
        const place = { file, line: number, column: read.ok ? 1 : read.column };
        if (bad <= SHOWN) terminal.error(new RingfortError('input-invalid', problem, { place }).toDisplay());
      }
      terminal.progress(`reading ${file}: ${rows.length} texts`);
    }
  }
  terminal.progress('');
  if (bad > SHOWN) terminal.error(`... and ${bad - SHOWN} more`);
  if (bad > 0)
    throw new CliError(
      'input-invalid',
      `${bad} ${bad === 1 ? 'line' : 'lines'} cannot be used, nothing was scored; correct or remove ${bad === 1 ? 'it' : 'them'}`,
    );
  return rows;
}

async function* linesOf(file: string): AsyncGenerator<readonly InputLine[]> {
  if (!file.endsWith('.gz')) return yield* readLines(file);
  const unpacked = pipeline(createReadStream(file), createGunzip(), () => undefined); // a failure reaches the reader below
  try {
    yield* readLines('-', unpacked);
  } catch (cause) {
    if (cause instanceof CliError && cause.code === 'input-invalid') throw cause;
    throw new CliError('file-unreadable', `\`${file}\` cannot be read, or is no whole gzip file`, { cause });
  }
}
