import { createHmac } from 'node:crypto';
import type { PseudonymRow, Pseudonyms } from '../core/index.ts';
import { toCrockford } from './alphabet.ts';

const TOKEN_CHARACTERS = 8;

/** The pseudonyms of one exchange. It resolves what its session stored before and what it issued itself, nothing else. */
export interface PseudonymScope extends Pseudonyms {
  /** What `tokenFor` issued since creation, for the session's store. */
  issued(): readonly PseudonymRow[];
  /** Adds pairs of the same session; a token that already stands for something keeps its value. */
  adopt(rows: readonly PseudonymRow[]): void;
}

export interface PseudonymOptions {
  /** From `pseudonymKeyOf`; made when the first token is, since most exchanges need none. */
  readonly sessionKey: Uint8Array | (() => Uint8Array);
  /** What the session has stored; only for a claimed session. */
  readonly rows?: readonly PseudonymRow[];
}

/**
 * Tokens are `TYPE_` and 8 characters of an HMAC of type and value under the session's key, in Crockford's base 32: the
 * same value gives the same token as long as the key lives. Where two values would meet, the later one gets more
 * characters, up to 52, so that the map is one-to-one.
 */
export function createPseudonyms({ sessionKey, rows = [] }: PseudonymOptions): PseudonymScope {
  const valueByToken = new Map<string, string>();
  const tokenByValue = new Map<string, string>();
  const fresh: PseudonymRow[] = [];
  let key: Uint8Array | undefined;
  adopt(rows);
  return { tokenFor, valueOf: (token) => valueByToken.get(token), issued: () => [...fresh], adopt };

  function tokenFor(type: string, value: string): string {
    const known = tokenByValue.get(valueKey(type, value));
    if (known !== undefined) return known;
    const token = freeToken(type, value);
    remember(type, { token, value });
    fresh.push({ token, value });
    return token;
  }

  function freeToken(type: string, value: string): string {
    key ??= typeof sessionKey === 'function' ? sessionKey() : sessionKey;
    const digest = toCrockford(createHmac('sha256', key).update(valueKey(type, value)).digest());
    for (let length = TOKEN_CHARACTERS; length < digest.length; length += 1) {
      const token = `${type}_${digest.slice(0, length)}`;
      if (!valueByToken.has(token)) return token;
    }
    return `${type}_${digest}`;
  }

  function adopt(added: readonly PseudonymRow[]): void {
    for (const row of added) {
      if (!valueByToken.has(row.token)) remember(row.token.slice(0, row.token.lastIndexOf('_')), row);
    }
  }

  function remember(type: string, { token, value }: PseudonymRow): void {
    valueByToken.set(token, value);
    const key = valueKey(type, value);
    if (!tokenByValue.has(key)) tokenByValue.set(key, token);
  }
}

/** A type has upper-case letters only, so the first space ends it. */
function valueKey(type: string, value: string): string {
  return `${type} ${value}`;
}
