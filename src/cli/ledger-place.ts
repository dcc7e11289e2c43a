import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CliError } from './error.ts';
import { policyWithoutSecrets } from './read-policy.ts';
import type { Terminal } from './terminal.ts';

export interface LedgerChoice {
  /** Without it, the directory of the policy. */
  readonly directory?: string;
  readonly config: string;
}

export interface LedgerPlace {
  readonly directory: string;
  /** Where a public key may lie when none is named. */
  readonly keyFiles: readonly string[];
}

const KEY_FILE = 'ledger-public.pem';

/** Where the ledger is. With a directory given, no policy is read: files and key are enough for a stranger. */
export function ledgerPlace({ directory, config }: LedgerChoice, terminal: Terminal): LedgerPlace {
  if (directory !== undefined) {
    return {
      directory,
      keyFiles: [
        join(directory, KEY_FILE),
        join(directory, '..', KEY_FILE),
        join(directory, '..', 'secrets', KEY_FILE),
      ],
    };
  }
  const { ledger, stateDirectory } = policyWithoutSecrets(config, terminal);
  return { directory: ledger.directory, keyFiles: [resolve(stateDirectory, 'secrets', KEY_FILE)] };
}

/** The key that was named, or the one that the installation keeps at `<state>/secrets/ledger-public.pem`. */
export async function publicKeyFor(
  place: LedgerPlace,
  named: string | undefined,
): Promise<{ readonly key: KeyObject; readonly file: string; readonly isNamed: boolean }> {
  for (const file of named === undefined ? place.keyFiles : [named]) {
    const pem = await readFile(file, 'utf8').catch(() => undefined);
    if (pem !== undefined) return { key: keyIn(pem, file), file, isNamed: named !== undefined };
  }
  if (named !== undefined) throw new CliError('file-unreadable', `the public key \`${named}\` cannot be read`);
  throw new CliError(
    'file-unreadable',
    `there is no public key for \`${place.directory}\`: it lies in \`<state>/secrets/${KEY_FILE}\`, name it with --public-key`,
  );
}

function keyIn(pem: string, file: string): KeyObject {
  try {
    if (!/PRIVATE KEY/.test(pem)) return createPublicKey(pem);
  } catch {
    // The parser's message could quote the file: ours names the path only.
  }
  throw new CliError(
    'input-invalid',
    `\`${file}\` is no public key in PEM, give the \`${KEY_FILE}\` of the installation`,
  );
}
