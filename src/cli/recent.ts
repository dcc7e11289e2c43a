import type { LedgerEntryBody } from '../ledger/index.ts';

/** Decisions kept in memory, so that `explain` of something that just happened needs no search. */
const KEPT = 512;

/** The newest decisions by id; the ledger has all of them. */
export class RecentDecisions {
  private readonly byId = new Map<string, LedgerEntryBody[]>();

  add(decision: string, body: LedgerEntryBody): void {
    const known = this.byId.get(decision);
    if (known !== undefined) {
      known.push(body);
      return;
    }
    this.byId.set(decision, [body]);
    if (this.byId.size <= KEPT) return;
    for (const oldest of this.byId.keys()) {
      this.byId.delete(oldest);
      break;
    }
  }

  find(decision: string): readonly LedgerEntryBody[] | undefined {
    return this.byId.get(decision);
  }
}
