import { randomBytes } from 'node:crypto';
import type { KeyRow } from '../core/index.ts';
import { describeKey, type KeyDescription, mintKey } from '../identity/index.ts';
import type { Installation } from './installation.ts';

/** What is asked of a new key. */
export interface KeyWish {
  readonly name: string;
  readonly tenant: string;
  readonly models: readonly string[];
  /** Milliseconds from now; undefined never expires. */
  readonly lifetimeMs?: number;
}

type Kept = Pick<Installation, 'secrets' | 'store' | 'ledger'>;

/** Makes a key: an entry in the ledger first, a row after. The credential exists only in the answer. */
export async function createKey(
  kept: Kept,
  wish: KeyWish,
): Promise<{ readonly credential: string; readonly key: KeyDescription }> {
  const createdAt = Date.now();
  const { lifetimeMs, ...rest } = wish;
  const minted = mintKey({
    ...rest,
    random: randomBytes,
    pepper: kept.secrets.pepper,
    createdAt,
    ...(lifetimeMs === undefined ? {} : { expiresAt: createdAt + lifetimeMs }),
  });
  await record(kept, 'created', minted.row, createdAt);
  await kept.store.keys.put(minted.row);
  return { credential: minted.credential, key: describeKey(minted.row, createdAt) };
}

/** Takes a key back; from the next request on it is refused. Returns undefined when there is no such key. */
export async function revokeKey(kept: Kept, id: string): Promise<KeyDescription | undefined> {
  const row = await kept.store.keys.find(id);
  if (row === undefined) return undefined;
  const at = Date.now();
  const revoked = row.revokedAt === undefined ? { ...row, revokedAt: at } : row;
  await record(kept, 'revoked', revoked, at);
  await kept.store.keys.put(revoked);
  return describeKey(revoked, at);
}

export async function listKeys({ store }: Pick<Kept, 'store'>): Promise<readonly KeyDescription[]> {
  const now = Date.now();
  return (await store.keys.list()).map((row) => describeKey(row, now));
}

async function record(
  { ledger }: Pick<Kept, 'ledger'>,
  event: 'created' | 'revoked',
  row: KeyRow,
  at: number,
): Promise<void> {
  await ledger.append({ kind: 'key', at, crossing: 'organization.change', event, ...row });
}
