import type { LedgerEntry } from './entry.ts';
import { type OcsfOptions, ocsfEvents } from './ocsf.ts';
import { readLedger } from './read.ts';

export interface ExportOptions {
  readonly directory: string;
  /** Only entries at or after this time, milliseconds since the epoch. */
  readonly from?: number;
  /** Only entries before this time. */
  readonly until?: number;
}

/** One line a entry: `{"sequence","previous","body","payload"?,"hash"}`, without newline. Payloads stay where they are. */
export async function* exportJsonLines(options: ExportOptions): AsyncGenerator<string> {
  for await (const entry of selected(options)) yield JSON.stringify(entry);
}

/** Events of OCSF 1.8, one JSON object a line, without newline. An entry gives one event, a decision one more for each control that found something. */
export async function* exportOcsf(options: ExportOptions & OcsfOptions): AsyncGenerator<string> {
  for await (const entry of selected(options)) {
    for (const event of ocsfEvents(entry, options)) yield JSON.stringify(event);
  }
}

async function* selected({ directory, from = 0, until = Infinity }: ExportOptions): AsyncGenerator<LedgerEntry> {
  for await (const { entry } of readLedger(directory)) {
    if (entry.body.at >= from && entry.body.at < until) yield entry;
  }
}
