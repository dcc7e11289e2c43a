import { timingSafeEqual } from 'node:crypto';
import type { KeyRow, KeyStore, Principal } from '../core/index.ts';
import { credentialHash, keyState, parseCredential } from './credential.ts';

type HeaderValue = string | readonly string[] | undefined;

/** The three places where a client may put its key. Names are lower-case, as Node gives them. */
export interface CredentialHeaders {
  readonly authorization?: HeaderValue;
  readonly 'x-api-key'?: HeaderValue;
  readonly 'api-key'?: HeaderValue;
}

export const REFUSAL_CODES = [
  'credential-missing',
  'credential-malformed',
  'credential-unknown',
  'credential-revoked',
  'credential-expired',
  'credentials-conflict',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A proved principal or a reason. There is no empty principal: who is not known is refused. */
export type Authentication =
  | { readonly outcome: 'known'; readonly principal: Principal }
  | { readonly outcome: 'refused'; readonly code: RefusalCode };

export interface Authenticator {
  authenticate(headers: CredentialHeaders): Promise<Authentication>;
}

export interface AuthenticatorOptions {
  readonly keys: Pick<KeyStore, 'find'>;
  readonly pepper: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Proves who is calling. Nothing is cached: the store answers from memory, so that a revocation holds from the next
 * request on. A store that throws is not an answer, and the error goes through.
 */
export function createAuthenticator({ keys, pepper, now }: AuthenticatorOptions): Authenticator {
  return {
    async authenticate(headers) {
      const presented = presentedCredentials(headers);
      const [credential] = presented;
      if (credential === undefined) return refused('credential-missing');
      if (presented.size > 1) return refused('credentials-conflict');
      const parsed = parseCredential(credential);
      if (parsed === undefined) return refused('credential-malformed');
      const row = await keys.find(parsed.id);
      // Hashed for an unknown id too: how long the answer takes tells nobody which ids exist.
      const hash = credentialHash(pepper, parsed.text);
      if (row === undefined || row.id !== parsed.id || !isSameHash(row, hash)) return refused('credential-unknown');
      // Only who holds the secret learns more than "unknown".
      const state = keyState(row, now());
      if (state !== 'active') return refused(`credential-${state}`);
      return { outcome: 'known', principal: Object.freeze({ id: row.id, tenant: row.tenant, models: row.models }) };
    },
  };
}

function refused(code: RefusalCode): Authentication {
  return { outcome: 'refused', code };
}

function isSameHash(row: KeyRow, hash: Buffer): boolean {
  const stored = Buffer.from(row.hash, 'hex');
  return stored.length === hash.length && timingSafeEqual(stored, hash);
}

/** Every distinct credential, in the order of the places. A blank header is an absent one. */
function presentedCredentials(headers: CredentialHeaders): ReadonlySet<string> {
  const presented = new Set<string>();
  for (const value of valuesOf(headers.authorization)) presented.add(withoutScheme(value));
  for (const value of valuesOf(headers['x-api-key'])) presented.add(value);
  for (const value of valuesOf(headers['api-key'])) presented.add(value);
  presented.delete('');
  return presented;
}

function valuesOf(value: HeaderValue): readonly string[] {
  if (value === undefined) return [];
  return (typeof value === 'string' ? [value] : value).map((text) => text.trim());
}

/** `Bearer` in any case. Another scheme stays in front and so fits no grammar. */
function withoutScheme(value: string): string {
  return value.slice(0, 6).toLowerCase() === 'bearer' && (value.length === 6 || value[6] === ' ')
    ? value.slice(7).trim()
    : value;
}
