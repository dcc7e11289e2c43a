import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { cardKeyId, type Sign } from '../assurance/index.ts';
import { loadOrCreateSecrets } from '../identity/index.ts';
import { CliError } from './error.ts';
import { policyWithoutSecrets } from './read-policy.ts';
import type { Terminal } from './terminal.ts';

export interface SigningChoice {
  /** A private key in PEM; without it, the one of the installation of the policy. */
  readonly key?: string;
  readonly config: string;
}

/** Signs with Ed25519: with the key that was named, or with the one that signs the ledger of the installation. */
export async function cardSigner({ key: file, config }: SigningChoice, terminal: Terminal): Promise<Sign> {
  const key = file === undefined ? await installedKey(config, terminal) : keyIn(await pemOf(file), file);
  const keyId = cardKeyId(createPublicKey(key));
  return (bytes) => ({ keyId, signature: sign(null, bytes, key).toString('base64') });
}

async function installedKey(config: string, terminal: Terminal): Promise<KeyObject> {
  const { stateDirectory } = policyWithoutSecrets(config, terminal);
  return (await loadOrCreateSecrets(resolve(stateDirectory))).ledgerSigningKey;
}

async function pemOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError('file-unreadable', `the key \`${file}\` cannot be read`, { cause });
  });
}

function keyIn(pem: string, file: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The parser's message could quote the file: ours names the path only.
  }
  throw new CliError(
    'input-invalid',
    `\`${file}\` is no Ed25519 private key in PEM, make one with \`openssl genpkey -algorithm ed25519\``,
  );
}
