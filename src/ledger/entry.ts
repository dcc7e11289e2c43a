/** What an entry is about. The set is closed; a new kind is a new format version. */
export const ENTRY_KINDS = [
  'start',
  'stop',
  'decision',
  'act',
  'act-result',
  'approval',
  'acceptance',
  'authentication',
  'configuration',
  'key',
  'self-proof',
  'fail-open',
  'incident',
  'ledger',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * What happened. Every field must be JSON; fields that are undefined are left out. Texts that may hold personal data
 * belong into the payload, never in here: a body cannot be erased.
 */
export interface LedgerEntryBody {
  readonly kind: EntryKind;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly [field: string]: unknown;
}

/** Where a durable entry stands: its number, counted from 0, and the hash that everything after it depends on. */
export interface LedgerReceipt {
  readonly sequence: number;
  readonly hash: string;
}

/** One entry as it stands in a file. Hashes are SHA-256, 64 lower-case hex digits. */
export interface LedgerEntry {
  readonly sequence: number;
  /** The hash of the line before: an entry, or the header of the segment. */
  readonly previous: string;
  readonly body: LedgerEntryBody;
  /** SHA-256 of the encrypted payload, when there is one. */
  readonly payload?: string;
  readonly hash: string;
}

/** Where a line stands; lines are counted from 1, the offset is in bytes from 0. */
export interface LinePlace {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
}

const KINDS: ReadonlySet<string> = new Set(ENTRY_KINDS);

export function isEntryKind(kind: unknown): kind is EntryKind {
  return typeof kind === 'string' && KINDS.has(kind);
}
