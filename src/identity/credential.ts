import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { KeyRow } from '../core/index.ts';
import { toBase62, toCrockford } from './alphabet.ts';
import { IdentityError } from './error.ts';

const PREFIX = 'sk-rf-';
/** 60 bits: keys of one installation do not meet. */
const ID_CHARACTERS = 12;
/** 256 bits in base 62. */
const SECRET_CHARACTERS = 43;
/** 32 bits in base 62. */
const CHECKSUM_CHARACTERS = 6;
const CREDENTIAL_CHARACTERS = PREFIX.length + ID_CHARACTERS + 1 + SECRET_CHARACTERS + CHECKSUM_CHARACTERS;
const GRAMMAR = /^sk-rf-([0-9a-hjkmnp-tv-z]{12})-[0-9A-Za-z]{49}$/;

/** A credential that has the shape of a virtual key. Nothing is proved yet. */
export interface ParsedCredential {
  readonly id: string;
  /** The whole credential, as presented. */
  readonly text: string;
}

/**
 * Reads `sk-rf-<id>-<secret><checksum>`, or returns undefined. Strict, and cheap for hostile text of any length, so that
 * nothing else ever reaches a store.
 */
export function parseCredential(text: string): ParsedCredential | undefined {
  if (text.length !== CREDENTIAL_CHARACTERS) return undefined;
  const id = GRAMMAR.exec(text)?.[1];
  if (id === undefined) return undefined;
  return checksumOf(text.slice(PREFIX.length, -CHECKSUM_CHARACTERS)) === text.slice(-CHECKSUM_CHARACTERS)
    ? { id, text }
    : undefined;
}

/** CRC-32 in base 62: tells a secret scanner, offline, that it found a key and not a look-alike. It protects nothing. */
function checksumOf(body: string): string {
  return toBase62(BigInt(crc32(body)), CHECKSUM_CHARACTERS);
}

/** HMAC-SHA-256 of the whole credential under the server's pepper. A random secret of 256 bits needs no slow hash. */
export function credentialHash(pepper: Uint8Array, credential: string): Buffer {
  return createHmac('sha256', pepper).update(credential).digest();
}

export interface MintOptions {
  /** Gives this many unpredictable bytes. */
  readonly random: (bytes: number) => Uint8Array;
  readonly pepper: Uint8Array;
  readonly tenant: string;
  readonly name: string;
  /** Aliases that the key may use; an empty list allows none, `*` allows all. */
  readonly models: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly expiresAt?: number;
}

export interface MintedKey {
  /** Shown once; not kept anywhere. */
  readonly credential: string;
  readonly row: KeyRow;
}

/** Makes a virtual key. The row holds no secret; the credential cannot be made from it. */
export function mintKey(options: MintOptions): MintedKey {
  const { random, pepper, tenant, name, models, createdAt, expiresAt } = options;
  if (tenant.trim() === '') throw new IdentityError('key-invalid', 'a key needs a tenant, give one');
  if (name.trim() === '') throw new IdentityError('key-invalid', 'a key needs a name, give one');
  if (expiresAt !== undefined && !(expiresAt > createdAt)) {
    throw new IdentityError(
      'key-invalid',
      `the key would expire at \`${expiresAt}\`, before it begins, give a later time`,
    );
  }
  const id = toCrockford(random(8)).slice(0, ID_CHARACTERS).toLowerCase();
  const body = `${id}-${secretText(random)}`;
  const credential = `${PREFIX}${body}${checksumOf(body)}`;
  const hash = credentialHash(pepper, credential).toString('hex');
  const row = { id, hash, tenant, name, models: [...models], createdAt };
  return { credential, row: expiresAt === undefined ? row : { ...row, expiresAt } };
}

const ADMIN_PREFIX = 'rf-admin-';

/** A token for the admin listener, of the same strength, in a shape that no virtual key has. */
export function mintAdminToken(random: (bytes: number) => Uint8Array): string {
  const secret = secretText(random);
  return `${ADMIN_PREFIX}${secret}${checksumOf(secret)}`;
}

function secretText(random: (bytes: number) => Uint8Array): string {
  return toBase62(BigInt(`0x${Buffer.from(random(32)).toString('hex')}`), SECRET_CHARACTERS);
}

/** A key as an administrator may see it. There is no place for the hash. */
export type KeyDescription = Omit<KeyRow, 'hash'> & { readonly state: 'active' | 'expired' | 'revoked' };

/** What may be shown of a key: everything but its hash. `now` in milliseconds since the epoch. */
export function describeKey(row: KeyRow, now: number): KeyDescription {
  const { hash: _, ...shown } = row;
  return { ...shown, state: keyState(row, now) };
}

export function keyState(row: KeyRow, now: number): KeyDescription['state'] {
  if (row.revokedAt !== undefined && row.revokedAt <= now) return 'revoked';
  return row.expiresAt !== undefined && row.expiresAt <= now ? 'expired' : 'active';
}
