import type { LedgerEntryBody } from '../ledger/index.ts';

/** Decisions kept in memory, so that `explain` of something that just happened needs no search. */
const KEPT = 512;

/**
 * The newest decisions by id; the ledger has all. An id is kept whole or not at all: of one that was dropped, what happens
 * later is not kept either.
 */
export class RecentDecisions {
  private readonly byId = new Map<string, Promise<LedgerEntryBody | undefined>[]>();
  /** The greatest id that was dropped. Ids sort by time, so a new one that is not greater may be the rest of an old one. */
  private droppedUpTo = '';

  /** Keeps a body that is being written; what cannot be written did not happen. */
  add(decision: string, body: LedgerEntryBody, written: Promise<void>): void {
    const kept = written.then(
      () => body,
      () => undefined,
    );
    const known = this.byId.get(decision);
    if (known !== undefined) {
      known.push(kept);
      return;
    }
    if (decision <= this.droppedUpTo) return;
    this.byId.set(decision, [kept]);
    if (this.byId.size <= KEPT) return;
    const [oldest = ''] = this.byId.keys();
    this.byId.delete(oldest);
    if (oldest > this.droppedUpTo) this.droppedUpTo = oldest;
  }

  /** All that was added so far and is durable, once it is; undefined for an id that is not kept. */
  async find(decision: string): Promise<readonly LedgerEntryBody[] | undefined> {
    const bodies = await Promise.all(this.byId.get(decision) ?? []);
    const durable = bodies.filter((body) => body !== undefined);
    return durable.length === 0 ? undefined : durable;
  }
}
