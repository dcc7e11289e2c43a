import { createHash } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { beforeAll, expect } from 'vitest';
import { KEYS, linesOf, temporaryFolders, writeLines, writtenLedger } from './temporary.test-suite.ts';
import { verifyLedger } from './verify.ts';

/** Twelve entries in three segments of five, five and two; entry 3 has a payload; checkpoints at 0, 5, 10 and 12. */
export const SEGMENT_BYTES = 1_650;
export const FIRST = '000001.rfl';
export const SECOND = '000002.rfl';
export const LAST = '000003.rfl';

/** What was done, how, and every problem that must be named: code, file, line, sequence. */
export type Tampering = readonly [string, (directory: string) => Promise<unknown>, readonly unknown[]];

/** A ledger that nobody touched, another of another writer with the same key, and copies to tamper with. */
export function pristineLedger() {
  const folders = temporaryFolders();
  const ledgers = { pristine: '', foreign: '' };
  beforeAll(async () => {
    ledgers.pristine = await folders.make();
    await writtenLedger(ledgers.pristine, 12, { segmentBytes: SEGMENT_BYTES, payloads: [3] });
    ledgers.foreign = await folders.make();
    const random = (size: number) => new Uint8Array(size).fill(0xee);
    await writtenLedger(ledgers.foreign, 12, { segmentBytes: SEGMENT_BYTES, payloads: [3], random });
  });
  return {
    ledgers,
    folders,
    async copy() {
      const directory = await folders.make();
      await cp(ledgers.pristine, directory, { recursive: true });
      return directory;
    },
  };
}

/** The problems that a verification names. */
export async function found(directory: string, over: object = {}) {
  const report = await verifyLedger({ directory, publicKey: KEYS.publicKey, ...over });
  expect(report.ok).toBe(report.problems.length === 0);
  return report.problems.map(({ code, file, line, sequence }) => [code, file, line, sequence]);
}

export async function editLines(
  directory: string,
  file: string,
  edit: (lines: string[]) => readonly string[],
): Promise<void> {
  await writeLines(directory, file, edit(await linesOf(directory, file)));
}

/** What an attacker without the key can still do: give a changed line the hash that fits it. */
export function rehashed(line: string, change: (prefix: string) => string): string {
  const prefix = change(line.slice(0, -75));
  return `${prefix},"hash":"${createHash('sha256').update(prefix).digest('hex')}"}`;
}

/** Chains all lines anew from an index on, as somebody would who rewrites history. */
export function rechained(lines: readonly string[], from: number): string[] {
  const out = [...lines];
  for (let index = from; index < out.length; index += 1) {
    const previous = out[index - 1]?.slice(-66, -2) ?? '';
    out[index] = rehashed(out[index] ?? '', (prefix) =>
      prefix.replace(/"previous":"[0-9a-f]{64}"/, `"previous":"${previous}"`),
    );
  }
  return out;
}

export function swapped(lines: string[], left: number, right: number): string[] {
  const out = [...lines];
  [out[left], out[right]] = [lines[right] ?? '', lines[left] ?? ''];
  return out;
}
