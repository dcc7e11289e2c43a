import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { mintAdminToken } from './credential.ts';
import { IdentityError } from './error.ts';

/** Everything secret that one installation has. Losing it loses all keys, pseudonyms and the ledger's signature. */
export interface Secrets {
  /** Under it credentials are hashed. */
  readonly pepper: Uint8Array;
  /** Wraps the keys of stored pseudonyms. */
  readonly vaultKey: Uint8Array;
  /** Names sessions and makes their tokens. */
  readonly sessionKey: Uint8Array;
  readonly canaryKey: Uint8Array;
  /** Under it the ledger seals personal data beside its chain. */
  readonly payloadKey: Uint8Array;
  /** Ed25519. */
  readonly ledgerSigningKey: KeyObject;
  /** SPKI in PEM: what a stranger needs to verify the ledger. */
  readonly ledgerPublicKey: string;
  readonly adminToken: string;
}

const KEY_FILES = {
  pepper: 'pepper',
  vaultKey: 'vault.key',
  sessionKey: 'session.key',
  canaryKey: 'canary.key',
  payloadKey: 'payload.key',
} as const;
type KeyName = keyof typeof KEY_FILES;

const SIGNING_FILE = 'ledger-signing.pem';
const PUBLIC_FILE = 'ledger-public.pem';
const ADMIN_FILE = 'admin.token';
const KEY_BYTES = 32;
const KEY_TEXT = /^[0-9a-f]{64}$/;

/**
 * Reads `<directory>/secrets`, or makes it whole on the first start (0700, files 0600). An incomplete or readable-by-others
 * folder is refused, never repaired: a secret made anew would silently invalidate what the old one made.
 */
export async function loadOrCreateSecrets(directory: string): Promise<Secrets> {
  const folder = join(directory, 'secrets');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (!(await isPresent(folder))) await createFolder(directory, folder);
  return loadSecrets(folder);
}

async function loadSecrets(folder: string): Promise<Secrets> {
  await requirePrivate(folder, 'directory');
  const keys = {} as Record<KeyName, Uint8Array>; // filled below, name by name
  for (const name of Object.keys(KEY_FILES) as KeyName[]) keys[name] = await readKey(join(folder, KEY_FILES[name]));
  const ledgerSigningKey = await readSigningKey(join(folder, SIGNING_FILE));
  return {
    ...keys,
    ledgerSigningKey,
    ledgerPublicKey: publicPem(ledgerSigningKey),
    adminToken: await readSecret(join(folder, ADMIN_FILE)),
  };
}

/** Made beside its place and renamed into it: a start that is cut off leaves nothing, and of two at once one wins. */
async function createFolder(directory: string, folder: string): Promise<void> {
  const fresh = join(directory, `secrets.${randomUUID()}`);
  await mkdir(fresh, { mode: 0o700 });
  for (const file of Object.values(KEY_FILES))
    await writeSecret(join(fresh, file), randomBytes(KEY_BYTES).toString('hex'));
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeSecret(join(fresh, SIGNING_FILE), privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  await writeSecret(join(fresh, PUBLIC_FILE), publicPem(privateKey));
  await writeSecret(join(fresh, ADMIN_FILE), mintAdminToken(randomBytes));
  await syncFolder(fresh);
  try {
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true });
    if (!(await isPresent(folder))) throw error;
  }
  await syncFolder(directory);
}

async function writeSecret(path: string, text: string): Promise<void> {
  await writeFile(path, `${text.trimEnd()}\n`, { mode: 0o600, flag: 'wx', flush: true });
}

async function syncFolder(path: string): Promise<void> {
  if (!hasModes()) return;
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

async function readKey(path: string): Promise<Uint8Array> {
  const text = await readSecret(path);
  if (KEY_TEXT.test(text)) return Buffer.from(text, 'hex');
  throw new IdentityError('secret-malformed', `\`${path}\` is not 64 hexadecimal digits, restore it from a backup`);
}

async function readSigningKey(path: string): Promise<KeyObject> {
  const pem = await readSecret(path);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The parser's message could quote the file: ours names the path only.
  }
  throw new IdentityError('secret-malformed', `\`${path}\` is no Ed25519 private key in PEM, restore it from a backup`);
}

async function readSecret(path: string): Promise<string> {
  await requirePrivate(path, 'file');
  const text = (await readFile(path, 'utf8')).trim();
  if (text !== '') return text;
  throw new IdentityError('secret-malformed', `\`${path}\` is empty, restore it from a backup`);
}

async function requirePrivate(path: string, kind: 'file' | 'directory'): Promise<void> {
  const status = await lstat(path).catch((cause: unknown) => {
    throw new IdentityError('secret-missing', `\`${path}\` cannot be read, restore it from a backup`, { cause });
  });
  if (kind === 'file' ? !status.isFile() : !status.isDirectory()) {
    throw new IdentityError('secret-not-a-file', `\`${path}\` must be a plain ${kind}, no link, put one there`);
  }
  if (!hasModes() || (status.mode & 0o077) === 0) return;
  const mode = (status.mode & 0o777).toString(8);
  const remedy = `chmod ${kind === 'file' ? '600' : '700'} ${path}`;
  throw new IdentityError(
    'secret-exposed',
    `\`${path}\` has mode \`${mode}\` and others may read it, run \`${remedy}\``,
  );
}

async function isPresent(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function publicPem(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
}

/** Windows has no such modes: there the folder's own permissions must do. */
function hasModes(): boolean {
  return platform() !== 'win32';
}
