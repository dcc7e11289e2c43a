import type { AccumulatorStore, CountedTurn } from '../core/index.ts';
import { renewed } from './expiry.ts';
import { Journal } from './journal.ts';
import type { StoreLimits } from './limits.ts';

/** Turns by which a sum knows what it has counted; an older one that is sent again counts again. */
const TURNS_REMEMBERED = 64;

interface Sum {
  readonly sum: number;
  /** The turns counted last, oldest first. */
  readonly turns: readonly string[];
  readonly expiresAt: number;
}

/** A sum after a change, with the turns that are new in it; all of them when it began `anew`. */
interface SumChange extends Sum {
  readonly name: string;
  readonly anew: boolean;
}

export interface AccumulatorRows extends AccumulatorStore {
  /** Erases expired rows. */
  sweep(): void;
  close(): Promise<void>;
}

/** Sums by name, the one longest unused first. They hold numbers and marks of turns, never text. */
export async function openAccumulators(path: string, now: () => number, limits: StoreLimits): Promise<AccumulatorRows> {
  const rows = new Map<string, Sum>();
  const journal = await Journal.open<SumChange>(path, 'accumulators', { apply, snapshot }, limits);
  sweep();
  return { add, sweep, close: () => journal.close() };

  function apply({ name, sum, turns, expiresAt, anew }: SumChange): void {
    const known = anew ? [] : (rows.get(name)?.turns ?? []);
    const added = turns.filter((turn) => !known.includes(turn));
    put(name, { sum, turns: [...known, ...added].slice(-TURNS_REMEMBERED), expiresAt });
  }

  function* snapshot(): Generator<SumChange> {
    for (const name of [...rows.keys()]) {
      const row = rows.get(name);
      if (row !== undefined && row.expiresAt > now()) yield { name, ...row, anew: true };
    }
  }

  /** The newest use stands last; beyond the limit the first goes. */
  function put(name: string, row: Sum): void {
    rows.delete(name);
    rows.set(name, row);
    if (rows.size <= limits.accumulators) return;
    for (const oldest of rows.keys()) {
      rows.delete(oldest);
      break;
    }
  }

  async function add(name: string, { turn, step, ceiling }: CountedTurn, ttlMs: number): Promise<number> {
    if (!Number.isFinite(step)) throw new RangeError(`a step must be a number, not \`${step}\``);
    const row = rows.get(name);
    const live = row !== undefined && row.expiresAt > now() ? row : undefined;
    if (live?.turns.includes(turn)) return live.sum;
    const sum = Math.max(0, Math.min(ceiling, (live?.sum ?? 0) + step));
    const expiresAt = renewed(live?.expiresAt ?? 0, now(), ttlMs);
    const change: SumChange = { name, sum, turns: [turn], expiresAt, anew: live === undefined };
    apply(change);
    await journal.append(change, 'soon');
    return sum;
  }

  function sweep(): void {
    const at = now();
    for (const [name, row] of rows) if (row.expiresAt <= at) rows.delete(name);
  }
}
