import type { Asking } from './asking.ts';
import type { Logits, Row } from './encoder.ts';
import type { Batch } from './message.ts';

/** Most token ids of a row. */
const LONGEST_ROW = 64;
/** Rows are padded to a multiple of this, and only rows of the same padded length share a run. */
const BUCKET = 8;
/**
 * Most tokens of one run. Time grows with the tokens and not with the runs (16 rows at once take as long as 16 runs), so a
 * small run costs nothing, and whoever comes next waits for a few milliseconds instead of for a whole document.
 */
const BATCH_TOKENS = 128;

/** One caller's claim on a row. */
interface Claim {
  readonly asking: Asking;
  readonly index: number;
}

/** A row that waits or runs, once however many callers want it. */
interface Entry {
  readonly key: string;
  readonly row: Int32Array;
  readonly length: number;
  readonly claims: Set<Claim>;
  isRunning: boolean;
}

/** A batch on its way, with those who wait for it. */
export interface Run extends Batch {
  readonly entries: readonly Entry[];
}

/** Rows of many callers, waiting and running; bounded, since its size is in the hands of whoever sends text. */
export class RowQueue {
  readonly #entries = new Map<string, Entry>();
  readonly #mostClaims: number;
  readonly #mostRows: number;
  #claims = 0;

  constructor(queueRows: number, batchRows: number) {
    this.#mostClaims = queueRows;
    this.#mostRows = batchRows;
  }

  /** Lets a row wait for its run, or answers it undefined at once: no room, no tokens, too many tokens. */
  add(row: Row, asking: Asking, index: number): void {
    if (this.#claims >= this.#mostClaims || row.length === 0 || row.length > LONGEST_ROW) {
      asking.give(index, undefined);
      return;
    }
    const key = row.join();
    const entry = this.#entries.get(key) ?? {
      key,
      row: Int32Array.from(row),
      length: Math.ceil(row.length / BUCKET) * BUCKET,
      claims: new Set(),
      isRunning: false,
    };
    entry.claims.add({ asking, index });
    this.#entries.set(key, entry);
    this.#claims += 1;
  }

  /**
   * The next batch: the row that is due first, and the rows of its padded length that are due next. Claims whose time has
   * passed are dropped before.
   */
  take(now: number): Run | undefined {
    this.#release((claim) => claim.asking.deadline <= now);
    const waiting = [...this.#entries.values()].filter((entry) => !entry.isRunning).map(dated);
    waiting.sort((left, right) => left.due - right.due);
    const length = waiting[0]?.entry.length;
    if (length === undefined) return undefined;
    const most = Math.max(1, Math.min(this.#mostRows, Math.floor(BATCH_TOKENS / length)));
    const alike = waiting.filter(({ entry }) => entry.length === length);
    const entries = alike.slice(0, most).map(({ entry }) => entry);
    for (const entry of entries) entry.isRunning = true;
    return { length, rows: entries.map(({ row }) => row), entries };
  }

  /** Hands the answers of a run to all who wait for them. */
  settle(run: Run, answers: readonly (Logits | undefined)[]): void {
    run.entries.forEach((entry, place) => {
      for (const { asking, index } of entry.claims) asking.give(index, answers[place]);
      this.#claims -= entry.claims.size;
      entry.claims.clear();
      this.#entries.delete(entry.key);
    });
  }

  /** Drops what a caller still wanted, and settles the caller with what is there. */
  leave(asking: Asking): void {
    this.#release((claim) => claim.asking === asking);
    asking.end();
  }

  /** Settles all callers with what is there. */
  clear(): void {
    this.#release(() => true);
  }

  #release(isDropped: (claim: Claim) => boolean): void {
    for (const entry of this.#entries.values()) {
      for (const claim of entry.claims) {
        if (!isDropped(claim)) continue;
        entry.claims.delete(claim);
        this.#claims -= 1;
        claim.asking.end();
      }
      if (entry.claims.size === 0 && !entry.isRunning) this.#entries.delete(entry.key);
    }
  }
}

/** An entry with the time at which the most pressed of its callers gives up. */
function dated(entry: Entry): { readonly entry: Entry; readonly due: number } {
  return { entry, due: Math.min(...[...entry.claims].map((claim) => claim.asking.deadline)) };
}
