import { type LedgerEntryBody, readLedger } from '../ledger/index.ts';
import type { RecentDecisions } from './recent.ts';

/** Everything that was written under one decision id, in the order in which it happened; undefined when nothing was. */
export async function findDecision(
  id: string,
  directory: string,
  recent?: RecentDecisions,
): Promise<readonly LedgerEntryBody[] | undefined> {
  const known = await recent?.find(id);
  if (known !== undefined) return known;
  const found: LedgerEntryBody[] = [];
  for await (const { entry } of readLedger(directory)) {
    if (entry.body.decision === id) found.push(entry.body);
  }
  return found.length === 0 ? undefined : found;
}
