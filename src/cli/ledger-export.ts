import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { CATALOG } from '../controls/index.ts';
import { exportJsonLines, exportOcsf } from '../ledger/index.ts';
import { CliError } from './error.ts';
import { type LedgerChoice, ledgerPlace } from './ledger-place.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

export interface ExportChoice extends LedgerChoice {
  readonly format: 'jsonl' | 'ocsf';
  readonly from?: string;
  readonly until?: string;
  readonly out?: string;
}

const BATCH_CHARACTERS = 64 * 1024;

/** Writes all entries, or the events that are made of them, one JSON object a line. */
export async function ledgerExport(choice: ExportChoice, terminal: Terminal): Promise<number> {
  const { directory } = ledgerPlace(choice, terminal);
  const options = { directory, ...bound('from', choice.from), ...bound('until', choice.until) };
  const lines =
    choice.format === 'ocsf'
      ? exportOcsf({ ...options, productVersion: version(), threatsOf })
      : exportJsonLines(options);
  const count =
    choice.out === undefined ? await toTerminal(lines, terminal) : await toFile(lines, choice.out, terminal);
  terminal.progress('');
  if (choice.out !== undefined) terminal.error(`${count} lines written to ${choice.out}`);
  return 0;
}

async function toTerminal(lines: AsyncIterable<string>, terminal: Terminal): Promise<number> {
  let count = 0;
  for await (const { text, lines: so } of batches(lines)) {
    terminal.out(text);
    count = so;
  }
  return count;
}

async function toFile(lines: AsyncIterable<string>, file: string, terminal: Terminal): Promise<number> {
  const stream = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  let count = 0;
  try {
    await once(stream, 'open');
    for await (const { text, lines: so } of batches(lines)) {
      if (!stream.write(`${text}\n`)) await once(stream, 'drain');
      count = so;
      terminal.progress(`${count} lines`);
    }
    stream.end();
    await once(stream, 'finish');
  } catch (cause) {
    stream.destroy();
    if (!isSystemError(cause)) throw cause;
    const why = cause.code === 'EEXIST' ? 'is there already, name another file' : 'cannot be written';
    throw new CliError('file-unwritable', `\`${file}\` ${why}`, { cause });
  }
  return count;
}

/** Lines joined to pieces that are worth a write; `lines` counts all so far. */
async function* batches(
  lines: AsyncIterable<string>,
): AsyncGenerator<{ readonly text: string; readonly lines: number }> {
  let waiting: string[] = [];
  let [characters, count] = [0, 0];
  for await (const line of lines) {
    waiting.push(line);
    characters += line.length;
    count += 1;
    if (characters < BATCH_CHARACTERS) continue;
    yield { text: waiting.join('\n'), lines: count };
    [waiting, characters] = [[], 0];
  }
  if (waiting.length > 0) yield { text: waiting.join('\n'), lines: count };
}

function bound(name: 'from' | 'until', text: string | undefined): { readonly [K in typeof name]?: number } {
  if (text === undefined) return {};
  const at = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at))
    throw new CliError(
      'input-invalid',
      `\`${text}\` is no time, give \`2026-11-24\` or \`2026-11-24T10:00:00Z\` as --${name}`,
    );
  return { [name]: at };
}

const THREATS: ReadonlyMap<string, readonly string[]> = new Map(CATALOG.map(({ id, mitigates }) => [id, mitigates]));

function threatsOf(control: string): readonly string[] {
  return THREATS.get(control) ?? [];
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
