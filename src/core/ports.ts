import type { Confidentiality, Integrity } from './label.ts';

/** A virtual key as it is stored: never the secret, only its keyed hash. */
export interface KeyRow {
  readonly id: string;
  /** HMAC-SHA-256 of the whole credential under the server's pepper, hex. */
  readonly hash: string;
  readonly tenant: string;
  readonly name: string;
  readonly models: readonly string[];
  readonly createdAt: number;
  /** Milliseconds since the epoch; undefined never expires. */
  readonly expiresAt?: number;
  readonly revokedAt?: number;
}

export interface KeyStore {
  find(id: string): Promise<KeyRow | undefined>;
  list(): Promise<readonly KeyRow[]>;
  put(row: KeyRow): Promise<void>;
}

/** One pair of a session's vault. */
export interface PseudonymRow {
  readonly token: string;
  readonly value: string;
}

/** Values of a session, encrypted at rest, forgotten after `ttlMs` without use. */
export interface PseudonymStore {
  load(session: string): Promise<readonly PseudonymRow[]>;
  save(session: string, rows: readonly PseudonymRow[], ttlMs: number): Promise<void>;
  /** Erases a session for good: its key is destroyed. */
  forget(session: string): Promise<void>;
}

export interface CounterStore {
  /** Adds within a sliding window that ends now, and returns the sum; it may be too high, never too low. Atomic. */
  add(name: string, amount: number, windowMs: number): Promise<number>;
}

/** What a session has seen so far: the join of all labels. */
export interface SessionLabels {
  readonly integrity: Integrity;
  readonly confidentiality: Confidentiality;
}

export interface SessionLabelStore {
  get(session: string): Promise<SessionLabels | undefined>;
  /** Joins with what is stored, never loosens it; returns the result. The time to live counts from the last join. */
  join(session: string, labels: SessionLabels, ttlMs: number): Promise<SessionLabels>;
}

/** One turn as it is added to a sum. */
export interface CountedTurn {
  /** Short, and without meaning outside: it only tells whether the turn was counted before. Never text. */
  readonly turn: string;
  readonly step: number;
  /** The sum is held between 0 and this. */
  readonly ceiling: number;
}

export interface AccumulatorStore {
  /**
   * Adds a turn to a sum, unless it is among the turns counted there last, and returns the sum. Atomic. The time to live
   * counts from the last turn that was added; a sum that is forgotten begins at 0 again.
   */
  add(name: string, counted: CountedTurn, ttlMs: number): Promise<number>;
}

/** All that must be remembered. One engine is embedded; others share it between replicas. */
export interface Store {
  readonly keys: KeyStore;
  readonly pseudonyms: PseudonymStore;
  readonly counters: CounterStore;
  readonly sessionLabels: SessionLabelStore;
  readonly accumulators: AccumulatorStore;
  close(): Promise<void>;
}
