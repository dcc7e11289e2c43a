import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../core/index.ts';
import { openAccumulators } from './accumulators.ts';
import { createCounters } from './counters.ts';
import { StoreError } from './error.ts';
import { openKeys } from './keys.ts';
import { openLabels } from './labels.ts';
import { DEFAULT_LIMITS, type StoreLimits } from './limits.ts';
import { type LockProcess, lockDirectory } from './lock.ts';
import { openPseudonyms } from './pseudonyms.ts';
import { KEY_BYTES } from './seal.ts';

export interface EmbeddedStoreOptions {
  /** Made when missing, for its owner alone. One process at a time may have it open. */
  readonly directory: string;
  /** 32 bytes; wraps the keys under which pseudonyms are sealed. */
  readonly encryptionKey: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly limits?: Partial<StoreLimits>;
  /**
   * Node's `process`. It names the holder in the lock and sees at once that an earlier holder on this host is dead;
   * without it a lock left by a crash holds for 30 s.
   */
  readonly holder?: LockProcess;
}

/**
 * The engine for one machine: rows in memory, an append-only journal per need. Keys are durable when `put` resolves;
 * pseudonyms, labels and sums within `limits.writeBehindMs` and one sync; counters end with the process.
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<Store> {
  const { directory, encryptionKey, now } = options;
  const limits: StoreLimits = { ...DEFAULT_LIMITS, ...options.limits };
  if (encryptionKey.length !== KEY_BYTES) {
    throw new StoreError('encryption-key-invalid', `the encryption key has \`${encryptionKey.length}\` bytes, give 32`);
  }
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const opened = [await lockDirectory(directory, options.holder).then((lock) => ({ close: lock.release }))];
  try {
    const keys = remembered(opened, await openKeys(join(directory, 'keys.journal'), limits));
    const labels = remembered(opened, await openLabels(join(directory, 'labels.journal'), now, limits));
    const sums = remembered(opened, await openAccumulators(join(directory, 'accumulators.journal'), now, limits));
    const vaultPaths = { journal: join(directory, 'pseudonyms.journal'), keys: join(directory, 'pseudonyms.keys') };
    const pseudonyms = remembered(opened, await openPseudonyms(vaultPaths, encryptionKey, now, limits));
    const counters = createCounters(now, limits);
    const sweeping = setInterval(() => {
      for (const rows of [labels, sums, pseudonyms, counters]) rows.sweep();
    }, limits.sweepMs);
    sweeping.unref();
    opened.push({ close: async () => clearInterval(sweeping) });
    const rows = { keys, pseudonyms, counters, sessionLabels: labels, accumulators: sums };
    return guarded(rows, () => closeAll(opened));
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

interface Closable {
  close(): Promise<void>;
}

function remembered<T extends Closable>(opened: Closable[], part: T): T {
  opened.push(part);
  return part;
}

/** Closes in reverse, all of them, the lock last; then throws the first error. */
async function closeAll(opened: readonly Closable[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of opened.toReversed()) await part.close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** Only the methods of the ports, and after `close` none of them. */
function guarded(rows: Omit<Store, 'close'>, closeRows: () => Promise<void>): Store {
  let closing: Promise<void> | undefined;
  const open = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
    return (...args: A): Promise<R> => {
      if (closing === undefined) return call(...args);
      return Promise.reject(new StoreError('store-closed', 'the store is closed, open it again'));
    };
  };
  const { keys, pseudonyms, counters, sessionLabels, accumulators } = rows;
  return {
    keys: { find: open(keys.find), list: open(keys.list), put: open(keys.put) },
    pseudonyms: {
      load: open((session: string) => pseudonyms.load(session)),
      save: open((...args: Parameters<typeof pseudonyms.save>) => pseudonyms.save(...args)),
      forget: open((session: string) => pseudonyms.forget(session)),
    },
    counters: { add: open(counters.add) },
    sessionLabels: { get: open(sessionLabels.get), join: open(sessionLabels.join) },
    accumulators: { add: open(accumulators.add) },
    close: () => {
      closing ??= closeRows();
      return closing;
    },
  };
}
