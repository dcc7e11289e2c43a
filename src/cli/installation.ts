import { resolve } from 'node:path';
import type { Store } from '../core/index.ts';
import { loadOrCreateSecrets, type Secrets } from '../identity/index.ts';
import { type Ledger, type LedgerState, type LedgerStorage, openLedger } from '../ledger/index.ts';
import type { Configuration } from '../policy/index.ts';
import { openEmbeddedStore } from '../store/index.ts';

/** What one installation keeps: its secrets, its store, its ledger. One process at a time has it open. */
export interface Installation {
  readonly secrets: Secrets;
  readonly store: Store;
  readonly ledger: Ledger;
  close(): Promise<void>;
}

export async function openInstallation(
  configuration: Configuration,
  onLedgerState: (state: LedgerState, cause?: unknown) => void = () => undefined,
  storage?: LedgerStorage,
): Promise<Installation> {
  const directory = resolve(configuration.stateDirectory);
  const secrets = await loadOrCreateSecrets(directory);
  const now = Date.now;
  const store = await openEmbeddedStore({
    directory: resolve(directory, 'store'),
    encryptionKey: secrets.vaultKey,
    now,
    holder: process,
  });
  try {
    const ledger = await openLedger({
      directory: resolve(configuration.ledger.directory),
      signingKey: secrets.ledgerSigningKey,
      payloadKey: secrets.payloadKey,
      now,
      onState: onLedgerState,
      ...(storage === undefined ? {} : { storage }),
    });
    return {
      secrets,
      store,
      ledger,
      close: async () => {
        try {
          await ledger.close();
        } finally {
          await store.close();
        }
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
