import { readLedger } from '../ledger/index.ts';

/** What counts as having happened: something was stopped, held or changed. */
const NOTABLE: ReadonlySet<unknown> = new Set(['block', 'hold', 'rewrite']);

/** The id of the newest decision that stopped, held or changed something. */
export async function latestDecision(directory: string): Promise<string | undefined> {
  let latest: string | undefined;
  for await (const { entry } of readLedger(directory)) {
    const { decision, action } = entry.body;
    if (NOTABLE.has(action) && typeof decision === 'string') latest = decision;
  }
  return latest;
}
