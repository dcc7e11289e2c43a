import type { PseudonymRow, PseudonymStore } from '../core/index.ts';
import { StoreError } from './error.ts';
import { renewed } from './expiry.ts';
import { Journal } from './journal.ts';
import type { StoreLimits } from './limits.ts';
import { seal, unseal } from './seal.ts';
import { type VaultKey, VaultKeys } from './vault-keys.ts';

/** A session with this many sealed batches gets them sealed anew as one. */
const MERGE_BATCHES = 8;

interface Vault {
  readonly key: VaultKey;
  batches: readonly Buffer[];
  bytes: number;
  ttlMs: number;
  expiresAt: number;
}

/** One session's state, or batches added to it, or its end. Fields are short: they stand in every line. */
type VaultChange =
  | { readonly s: string; readonly k: string; readonly t: number; readonly e: number; readonly b: readonly string[] }
  | { readonly s: string; readonly gone: string };

export interface PseudonymRows extends PseudonymStore {
  sweep(): void;
  close(): Promise<void>;
}

/** Pseudonyms by session. Values are sealed in memory and on disk alike; only a load opens them. */
export async function openPseudonyms(
  paths: { readonly journal: string; readonly keys: string },
  encryptionKey: Uint8Array,
  now: () => number,
  limits: StoreLimits,
): Promise<PseudonymRows> {
  const vaultKeys = await VaultKeys.open(paths.keys, encryptionKey, limits);
  const rows = new VaultRows(vaultKeys, now, limits);
  try {
    await rows.open(paths.journal);
  } catch (error) {
    await vaultKeys.close();
    throw error;
  }
  return rows;
}

class VaultRows implements PseudonymRows {
  /** From longest unused to last used. */
  readonly #vaults = new Map<string, Vault>();
  readonly #keys: VaultKeys;
  readonly #now: () => number;
  readonly #limits: StoreLimits;
  #bytes = 0;
  #journal!: Journal<VaultChange>; // set by `open`, before anybody else sees the object

  constructor(keys: VaultKeys, now: () => number, limits: StoreLimits) {
    this.#keys = keys;
    this.#now = now;
    this.#limits = limits;
  }

  async open(path: string): Promise<void> {
    const rows = { apply: (change: VaultChange) => this.#replay(change), snapshot: () => this.#snapshot() };
    this.#journal = await Journal.open(path, 'pseudonyms', rows, this.#limits);
    this.#keys.settle(new Set([...this.#vaults.values()].map((vault) => vault.key.id)));
    this.sweep();
  }

  async load(session: string): Promise<readonly PseudonymRow[]> {
    const vault = this.#use(session);
    if (vault === undefined) return [];
    // Opened before the first await: another call may destroy the key during it.
    const rows = opened(session, vault);
    await this.#renew(session, vault, vault.ttlMs);
    return rows;
  }

  async save(session: string, rows: readonly PseudonymRow[], ttlMs: number): Promise<void> {
    this.#keys.assertWritable();
    const known = this.#use(session);
    const fresh = this.#fresh(session, known, rows);
    if (known === undefined && fresh.length === 0) return;
    const vault = known ?? this.#create(session, ttlMs);
    if (fresh.length === 0) return this.#renew(session, vault, ttlMs);
    vault.ttlMs = ttlMs;
    vault.expiresAt = renewed(vault.expiresAt, this.#now(), ttlMs);
    const batch = sealed(session, vault.key, fresh);
    this.#setBatches(vault, [...vault.batches, batch]);
    if (vault.batches.length > MERGE_BATCHES) {
      this.#setBatches(vault, [sealed(session, vault.key, opened(session, vault))]);
    }
    this.#makeRoom(session);
    await this.#journal.append(changeOf(session, vault, [batch]), 'soon');
  }

  async forget(session: string): Promise<void> {
    const vault = this.#vaults.get(session);
    if (vault !== undefined) await Promise.all(this.#erase(session, vault, 'durable'));
  }

  sweep(): void {
    for (const [session, vault] of this.#vaults) if (this.#isExpired(vault)) this.#eraseSoon(session, vault);
  }

  async close(): Promise<void> {
    // Keys first: a line whose key is missing is worth nothing, a key without a line is cleared at the next start.
    const results = await Promise.allSettled([this.#keys.close(), this.#journal.close()]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  #replay(change: VaultChange): void {
    const before = this.#vaults.get(change.s);
    if ('gone' in change) {
      if (before?.key.id === change.gone) this.#remove(change.s, before);
      return;
    }
    const key = this.#keys.found(change.k);
    if (key === undefined) return;
    const isSame = before?.key.id === change.k;
    if (before !== undefined && !isSame) this.#remove(change.s, before);
    const vault = isSame ? before : { key, batches: [], bytes: 0, ttlMs: change.t, expiresAt: 0 };
    vault.ttlMs = change.t;
    vault.expiresAt = Math.max(vault.expiresAt, change.e);
    this.#vaults.delete(change.s);
    this.#vaults.set(change.s, vault);
    this.#setBatches(vault, [...vault.batches, ...change.b.map((batch) => Buffer.from(batch, 'base64'))]);
  }

  *#snapshot(): Generator<VaultChange> {
    for (const session of [...this.#vaults.keys()]) {
      const vault = this.#vaults.get(session);
      if (vault !== undefined && !this.#isExpired(vault)) yield changeOf(session, vault, vault.batches);
    }
  }

  /** The session's vault, now the last used; an expired one is erased and not seen. */
  #use(session: string): Vault | undefined {
    const vault = this.#vaults.get(session);
    if (vault === undefined) return undefined;
    if (this.#isExpired(vault)) {
      this.#eraseSoon(session, vault);
      return undefined;
    }
    this.#vaults.delete(session);
    this.#vaults.set(session, vault);
    return vault;
  }

  #create(session: string, ttlMs: number): Vault {
    const vault = { key: this.#keys.create(), batches: [], bytes: 0, ttlMs, expiresAt: 0 };
    this.#vaults.set(session, vault);
    return vault;
  }

  /** Rows that the session does not have yet, as many as fit. A token that is taken keeps its value. */
  #fresh(session: string, vault: Vault | undefined, rows: readonly PseudonymRow[]): readonly PseudonymRow[] {
    if (rows.length === 0) return rows;
    const values = new Map<string, string>();
    if (vault !== undefined) for (const row of opened(session, vault)) values.set(row.token, row.value);
    const room = this.#limits.pseudonymsPerSession - values.size;
    const fresh = new Map<string, string>();
    for (const { token, value } of rows) {
      if (fresh.size < room && !values.has(token) && !fresh.has(token)) fresh.set(token, value);
    }
    return [...fresh].map(([token, value]) => ({ token, value }));
  }

  async #renew(session: string, vault: Vault, ttlMs: number): Promise<void> {
    const expiresAt = renewed(vault.expiresAt, this.#now(), ttlMs);
    if (expiresAt === vault.expiresAt && ttlMs === vault.ttlMs) return;
    vault.ttlMs = ttlMs;
    vault.expiresAt = expiresAt;
    await this.#journal.append(changeOf(session, vault, []), 'soon');
  }

  #setBatches(vault: Vault, batches: readonly Buffer[]): void {
    const bytes = batches.reduce((sum, batch) => sum + batch.length, 0);
    this.#bytes += bytes - vault.bytes;
    vault.batches = batches;
    vault.bytes = bytes;
  }

  #makeRoom(newest: string): void {
    for (const [session, vault] of this.#vaults) {
      const isFull = this.#vaults.size > this.#limits.pseudonymSessions || this.#bytes > this.#limits.pseudonymBytes;
      if (!isFull || session === newest) return;
      this.#eraseSoon(session, vault);
    }
  }

  #eraseSoon(session: string, vault: Vault): void {
    // A failed journal has told every writer already; the key is gone from memory all the same.
    Promise.all(this.#erase(session, vault, 'soon')).catch(() => undefined);
  }

  #erase(session: string, vault: Vault, urgency: 'durable' | 'soon'): Promise<void>[] {
    this.#remove(session, vault);
    const gone = this.#journal.append({ s: session, gone: vault.key.id }, urgency);
    return [this.#keys.destroy(vault.key, urgency), gone];
  }

  #remove(session: string, vault: Vault): void {
    this.#vaults.delete(session);
    this.#bytes -= vault.bytes;
  }

  #isExpired(vault: Vault): boolean {
    return vault.expiresAt <= this.#now();
  }
}

function changeOf(session: string, vault: Vault, batches: readonly Buffer[]): VaultChange {
  const b = batches.map((batch) => batch.toString('base64'));
  return { s: session, k: vault.key.id, t: vault.ttlMs, e: vault.expiresAt, b };
}

/** Bound to session and key, so that a batch moved to another session's place does not open there. */
function boundTo(session: string, key: VaultKey): Buffer {
  return Buffer.from(`${key.id} ${session}`, 'utf8');
}

function sealed(session: string, key: VaultKey, rows: readonly PseudonymRow[]): Buffer {
  const plain = Buffer.from(JSON.stringify(rows.map(({ token, value }) => [token, value])), 'utf8');
  return seal(key.key, plain, boundTo(session, key));
}

/** The rows of all batches; of a token that stands twice, after a rewrite of the journal, the first counts. */
function opened(session: string, vault: Vault): readonly PseudonymRow[] {
  const rows = new Map<string, PseudonymRow>();
  for (const batch of vault.batches) {
    const plain = unseal(vault.key.key, batch, boundTo(session, vault.key));
    if (plain === undefined)
      throw new StoreError('vault-corrupt', 'a sealed batch of pseudonyms does not open, forget the session');
    // Authenticated by the tag: written by `sealed` above.
    for (const [token, value] of JSON.parse(plain.toString('utf8')) as [string, string][]) {
      if (!rows.has(token)) rows.set(token, { token, value });
    }
  }
  return [...rows.values()];
}
