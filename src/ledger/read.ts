import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerEntry, LinePlace } from './entry.ts';
import { LedgerError } from './error.ts';
import { parseEntry } from './line.ts';
import { segmentFile, segmentsAmong } from './names.ts';
import { readLines } from './segment.ts';
import { isMissing } from './storage.ts';

/**
 * All entries in order, as they stand; nothing is verified. Lines that are no entries are passed over, and so is an
 * unfinished line at the end. A ledger may be read while it is written.
 */
export async function* readLedger(
  directory: string,
): AsyncGenerator<{ readonly entry: LedgerEntry; readonly place: LinePlace }> {
  for (const file of await segmentFilesOf(directory)) {
    for await (const { bytes, line, offset, complete } of readLines(join(directory, file))) {
      const entry = complete ? parseEntry(bytes.toString()) : undefined;
      if (entry !== undefined) yield { entry, place: { file, line, offset } };
    }
  }
}

/** Names of the segment files, in order. Throws `ledger-not-found` when there is none. */
export async function segmentFilesOf(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    throw cause;
  });
  const segments = segmentsAmong(names);
  if (segments.length === 0) throw new LedgerError('ledger-not-found', `no ledger in \`${directory}\``);
  return segments.map(segmentFile);
}
