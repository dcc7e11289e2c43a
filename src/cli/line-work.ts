import { readLines } from './line-input.ts';
import type { Terminal } from './terminal.ts';

/** What one line of input becomes: lines of output, or the reason why it cannot be read. */
export type LineResult = readonly unknown[] | { readonly id: unknown; readonly error: string };

export interface LineWork {
  readonly file: string;
  readonly input?: AsyncIterable<Uint8Array>;
  work(record: Readonly<Record<string, unknown>>): Promise<LineResult>;
}

const OUTPUT_CHARACTERS = 64 * 1024;
const TOLD_EVERY_MS = 250;

/**
 * Works through JSON lines in order. A line that cannot be read becomes `{"id","error"}` in its place, is named on
 * standard error with its number, and turns the result to 1; the others go on.
 */
export async function workThroughLines({ file, input, work }: LineWork, terminal: Terminal): Promise<number> {
  const name = file === '-' ? 'standard input' : file;
  let waiting: string[] = [];
  let characters = 0;
  let count = 0;
  let failed = 0;
  let told = 0;
  const write = (value: unknown): void => {
    const line = JSON.stringify(value);
    waiting.push(line);
    characters += line.length;
    if (characters < OUTPUT_CHARACTERS) return;
    terminal.out(waiting.join('\n'));
    [waiting, characters] = [[], 0];
  };
  for await (const lines of readLines(file, input)) {
    for (const { number, text } of lines) {
      const record = objectIn(text);
      const result = record === undefined ? { id: null, error: 'no JSON object' } : await work(record);
      if ('error' in result) {
        failed += 1;
        terminal.error(`${name}:${number}: ${result.error}`);
        write({ id: result.id, error: result.error });
      } else for (const value of result) write(value);
      count += 1;
    }
    if (waiting.length > 0 && file === '-') {
      terminal.out(waiting.join('\n')); // somebody may be waiting at the other end of a pipe
      [waiting, characters] = [[], 0];
    }
    const now = performance.now();
    if (now - told > TOLD_EVERY_MS) terminal.progress(`${count} lines`);
    if (now - told > TOLD_EVERY_MS) told = now;
  }
  if (waiting.length > 0) terminal.out(waiting.join('\n'));
  terminal.progress('');
  if (failed > 0) terminal.error(`${failed} of ${count} lines could not be read`);
  return failed > 0 ? 1 : 0;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
