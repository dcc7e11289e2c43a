import type { CounterStore } from '../core/index.ts';
import type { StoreLimits } from './limits.ts';

/** A window is counted in this many slots. */
const SLOTS = 16;

interface Counter {
  readonly slotMs: number;
  /** One slot more than the window, since the oldest is only partly inside it. */
  readonly sums: Float64Array;
  /** The number of the newest slot since the epoch. */
  newest: number;
}

export interface CounterRows extends CounterStore {
  /** Erases counters whose window has passed. */
  sweep(): void;
}

/**
 * Counters in memory, gone with the process. The sum holds every amount of the last `windowMs` and at most one sixteenth
 * of a window more: it may be too high, never too low. Beyond the limit, names without a counter share one per window.
 */
export function createCounters(now: () => number, limits: StoreLimits): CounterRows {
  const counters = new Map<string, Counter>();
  const shared = new Map<number, Counter>();
  let sharedUntil = 0;
  return { add, sweep };

  async function add(name: string, amount: number, windowMs: number): Promise<number> {
    if (!Number.isFinite(amount) || !(windowMs > 0))
      throw new RangeError('a counter needs a finite amount and a window');
    return addTo(counterFor(name, windowMs), amount, now());
  }

  function counterFor(name: string, windowMs: number): Counter {
    const key = `${windowMs} ${name}`;
    const known = counters.get(key);
    if (known !== undefined) return known;
    const isShared = counters.size >= limits.counters || sharedUntil > now();
    if (!isShared) return remember(counters, key, windowMs);
    sharedUntil = Math.max(sharedUntil, now() + windowMs + windowMs / SLOTS);
    return shared.get(windowMs) ?? remember(shared, windowMs, windowMs);
  }

  function sweep(): void {
    for (const [key, counter] of counters) if (isOver(counter, now())) counters.delete(key);
    for (const [key, counter] of shared) if (isOver(counter, now())) shared.delete(key);
  }
}

function remember<K>(counters: Map<K, Counter>, key: K, windowMs: number): Counter {
  const counter = { slotMs: windowMs / SLOTS, sums: new Float64Array(SLOTS + 1), newest: 0 };
  counters.set(key, counter);
  return counter;
}

function addTo(counter: Counter, amount: number, now: number): number {
  const { sums, slotMs } = counter;
  // A clock that steps back adds to the newest slot, which lives longer: too high, never too low.
  const slot = Math.max(Math.floor(now / slotMs), counter.newest);
  const passed = Math.min(slot - counter.newest, sums.length);
  for (let step = 1; step <= passed; step += 1) sums[(counter.newest + step) % sums.length] = 0;
  counter.newest = slot;
  const index = slot % sums.length;
  sums[index] = (sums[index] ?? 0) + amount;
  let total = 0;
  for (const sum of sums) total += sum;
  return total;
}

function isOver(counter: Counter, now: number): boolean {
  return Math.floor(now / counter.slotMs) - counter.newest > SLOTS;
}
