/** What the embedded engine may take, and how late it may be. Each bound has a rule for what happens beyond it. */
export interface StoreLimits {
  /** Virtual keys. Beyond: `put` of a new key is refused with `keys-full`. */
  readonly keys: number;
  /** Sessions with pseudonyms. Beyond: the session longest unused is forgotten; its tokens stay tokens. */
  readonly pseudonymSessions: number;
  /** Pairs of one session. Beyond: the earlier ones stay, new ones live only in their own exchange. */
  readonly pseudonymsPerSession: number;
  /** Bytes of sealed pseudonyms over all sessions. Beyond: as for `pseudonymSessions`. */
  readonly pseudonymBytes: number;
  /** Sessions with labels. Beyond: whoever is not stored counts as the strictest label until it would have expired. */
  readonly labelSessions: number;
  /** Sums over turns alive at once. Beyond: the one longest unused is forgotten and begins at 0 again. */
  readonly accumulators: number;
  /** Counters alive at once. Beyond: whoever has no counter shares one, so sums are too high, never too low. */
  readonly counters: number;
  /** Pseudonyms, labels and sums are written and synced after at most this many milliseconds, plus the time of one sync. */
  readonly writeBehindMs: number;
  /** How often expired sessions are erased, in milliseconds. */
  readonly sweepMs: number;
  /** Changes waiting to be written, in bytes. Beyond: they are dropped and the whole state is written instead. */
  readonly pendingBytes: number;
  /** A journal smaller than this is never rewritten; a larger one when it holds four times the bytes of its last rewrite. */
  readonly compactBytes: number;
}

export const DEFAULT_LIMITS: StoreLimits = Object.freeze({
  keys: 100_000,
  pseudonymSessions: 25_000,
  pseudonymsPerSession: 4_096,
  pseudonymBytes: 32 * 1024 * 1024,
  labelSessions: 100_000,
  accumulators: 20_000,
  counters: 100_000,
  writeBehindMs: 20,
  sweepMs: 30_000,
  pendingBytes: 8 * 1024 * 1024,
  compactBytes: 4 * 1024 * 1024,
});
