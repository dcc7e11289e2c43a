import { readLedger } from '../ledger/index.ts';

/** The id of the newest exchange in which anything was stopped, held, changed, refused or failed. */
export async function latestDecision(directory: string): Promise<string | undefined> {
  let latest: string | undefined;
  for await (const { entry } of readLedger(directory)) {
    const { decision, action, event } = entry.body;
    if ((ACTIONS.has(action) || EVENTS.has(event)) && typeof decision === 'string') latest = decision;
  }
  return latest;
}

const ACTIONS: ReadonlySet<unknown> = new Set(['block', 'hold', 'rewrite']);
const EVENTS: ReadonlySet<unknown> = new Set(['authentication-refused', 'refused', 'provider-failed', 'failed']);
