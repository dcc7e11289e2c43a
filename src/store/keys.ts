import type { KeyRow, KeyStore } from '../core/index.ts';
import { StoreError } from './error.ts';
import { Journal } from './journal.ts';
import type { StoreLimits } from './limits.ts';

/** Virtual keys by id. A put, and so a revocation, is visible at once and durable before it resolves. */
export interface KeyRows extends KeyStore {
  close(): Promise<void>;
}

export async function openKeys(path: string, limits: StoreLimits): Promise<KeyRows> {
  const rows = new Map<string, KeyRow>();
  const journal = await Journal.open<KeyRow>(
    path,
    'keys',
    { apply: (row) => rows.set(row.id, frozen(row)), snapshot: () => [...rows.values()] },
    limits,
  );
  return {
    find: (id) => Promise.resolve(rows.get(id)),
    list: () => Promise.resolve([...rows.values()]),
    async put(row) {
      if (rows.size >= limits.keys && !rows.has(row.id)) {
        throw new StoreError('keys-full', `the store holds \`${limits.keys}\` keys, raise \`limits.keys\` to add more`);
      }
      const copy = frozen(row);
      rows.set(copy.id, copy);
      await journal.append(copy, 'durable');
    },
    close: () => journal.close(),
  };
}

function frozen(row: KeyRow): KeyRow {
  return Object.freeze({ ...row, models: Object.freeze([...row.models]) });
}
