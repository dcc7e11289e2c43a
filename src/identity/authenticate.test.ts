import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { KeyRow } from '../core/index.ts';
import { createAdminCheck, createAuthenticator, mintKey } from './index.ts';

const PEPPER = new Uint8Array(32).fill(1);
const BASE = {
  pepper: PEPPER,
  random: randomBytes,
  tenant: 'larkfield',
  name: 'support',
  models: ['small'],
  createdAt: 1,
};
const KEY = mintKey({ ...BASE, expiresAt: 10_000 });
const OTHER = mintKey(BASE);

/** A store in memory that remembers which ids it was asked for. */
function storeOf(rows: readonly KeyRow[]) {
  const asked: string[] = [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const find = async (id: string) => {
    asked.push(id);
    return byId.get(id);
  };
  return { asked, byId, find };
}

function authenticatorOf(rows: readonly KeyRow[] = [KEY.row, OTHER.row], now = 5_000) {
  const keys = storeOf(rows);
  return { keys, ...createAuthenticator({ keys, pepper: PEPPER, now: () => now }) };
}

describe('a known key', () => {
  test.each([
    ['a bearer token', { authorization: `Bearer ${KEY.credential}` }],
    ['a bearer token, in any case', { authorization: `bEARER   ${KEY.credential} ` }],
    ['the header of the Anthropic SDK', { 'x-api-key': KEY.credential }],
    ['the header of the Azure SDK', { 'api-key': KEY.credential }],
    ['the same key in every place', { authorization: `Bearer ${KEY.credential}`, 'x-api-key': KEY.credential }],
    ['the same key twice in one place', { 'x-api-key': [KEY.credential, KEY.credential] }],
    ['a key beside a blank header', { authorization: `Bearer ${KEY.credential}`, 'x-api-key': '' }],
  ])('in %s proves its principal', async (_, headers) => {
    expect(await authenticatorOf().authenticate(headers)).toEqual({
      outcome: 'known',
      principal: { id: KEY.row.id, tenant: 'larkfield', models: ['small'] },
    });
  });
});

describe('a refusal', () => {
  const wrongSecret = mintKey({ ...BASE, random: randomBytes });
  const forged = { ...wrongSecret.row, hash: OTHER.row.hash };

  test.each([
    ['no header', {}, 'credential-missing'],
    ['blank headers', { authorization: ' ', 'x-api-key': '' }, 'credential-missing'],
    ['a bearer without a token', { authorization: 'Bearer ' }, 'credential-missing'],
    ['another scheme', { authorization: `Basic ${KEY.credential}` }, 'credential-malformed'],
    ['a scheme that starts alike', { authorization: `Bearerish ${KEY.credential}` }, 'credential-malformed'],
    ['a key nobody made', { 'x-api-key': mintKey(BASE).credential }, 'credential-unknown'],
    ['an id that exists with another secret', { 'x-api-key': wrongSecret.credential }, 'credential-unknown'],
    [
      'two different keys',
      { authorization: `Bearer ${KEY.credential}`, 'x-api-key': OTHER.credential },
      'credentials-conflict',
    ],
    ['a key and a word', { authorization: `Bearer ${KEY.credential}`, 'api-key': 'x' }, 'credentials-conflict'],
    ['two keys in one header', { 'x-api-key': [KEY.credential, OTHER.credential] }, 'credentials-conflict'],
    ['the hash of a key', { authorization: `Bearer ${KEY.row.hash}` }, 'credential-malformed'],
  ])('%s', async (_, headers, code) => {
    const { authenticate } = authenticatorOf([KEY.row, OTHER.row, forged]);
    expect(await authenticate(headers)).toEqual({ outcome: 'refused', code });
  });

  test('an expired key, from the millisecond on', async () => {
    const headers = { 'x-api-key': KEY.credential };
    expect((await authenticatorOf([KEY.row], 9_999).authenticate(headers)).outcome).toBe('known');
    expect(await authenticatorOf([KEY.row], 10_000).authenticate(headers)).toEqual({
      outcome: 'refused',
      code: 'credential-expired',
    });
  });

  test('that a key is revoked or expired is told only to who holds its secret', async () => {
    const revoked = { ...KEY.row, revokedAt: 2 };
    const guess = authenticatorOf([{ ...revoked, hash: OTHER.row.hash }]);
    expect(await guess.authenticate({ 'x-api-key': KEY.credential })).toEqual({
      outcome: 'refused',
      code: 'credential-unknown',
    });
    const holder = authenticatorOf([revoked]);
    expect(await holder.authenticate({ 'x-api-key': KEY.credential })).toEqual({
      outcome: 'refused',
      code: 'credential-revoked',
    });
  });

  test('a row with a hash of another length never matches', async () => {
    for (const hash of ['', 'zz', KEY.row.hash.slice(2), `${KEY.row.hash}00`]) {
      const { authenticate } = authenticatorOf([{ ...KEY.row, hash }]);
      expect(await authenticate({ 'x-api-key': KEY.credential })).toEqual({
        outcome: 'refused',
        code: 'credential-unknown',
      });
    }
  });

  test('a store that fails is an error, not a principal', async () => {
    const find = () => Promise.reject(new Error('down'));
    const { authenticate } = createAuthenticator({ keys: { find }, pepper: PEPPER, now: () => 1 });
    await expect(authenticate({ 'x-api-key': KEY.credential })).rejects.toThrow('down');
  });
});

test('a revocation holds from the next request on', async () => {
  const { keys, authenticate } = authenticatorOf();
  const headers = { 'x-api-key': KEY.credential };
  expect((await authenticate(headers)).outcome).toBe('known');
  keys.byId.set(KEY.row.id, { ...KEY.row, revokedAt: 4_000 });
  expect(await authenticate(headers)).toEqual({ outcome: 'refused', code: 'credential-revoked' });
});

describe('REG-02: credentials that share a prefix share nothing', () => {
  test('any prefix of a good key with another end is refused after the good key was seen', async () => {
    const { authenticate } = authenticatorOf();
    expect((await authenticate({ 'x-api-key': KEY.credential })).outcome).toBe('known');
    for (let shared = 20; shared < KEY.credential.length; shared += 1) {
      const twin = KEY.credential.slice(0, shared) + 'A'.repeat(KEY.credential.length - shared);
      if (twin !== KEY.credential) expect((await authenticate({ 'x-api-key': twin })).outcome).toBe('refused');
      const longer = KEY.credential + 'A'.repeat(shared);
      expect((await authenticate({ 'x-api-key': longer })).outcome).toBe('refused');
    }
  });
});

describe('REG-06: the store is asked only for what has the grammar of an id', () => {
  const body = KEY.credential.slice(6);
  test.each([
    ['a quote', `sk-rf-' OR '1'='1' --${body}`],
    ['a quote inside', KEY.credential.replace(KEY.row.id, "';DROP TABLE")],
    ['NUL', `sk-rf-\0${body.slice(1)}`],
    ['Unicode', `sk-rf-\u{130}${body.slice(1)}`],
    ['a megabyte', `sk-rf-${'0'.repeat(1_000_000)}`],
    ['a prototype', 'sk-rf-__proto__'],
    ['a path', 'sk-rf-../../../../etc'],
  ])('%s is refused without a store call', async (_, credential) => {
    const { keys, authenticate } = authenticatorOf();
    const places = [{ authorization: `Bearer ${credential}` }, { 'x-api-key': credential }, { 'api-key': credential }];
    for (const headers of places)
      expect(await authenticate(headers)).toEqual({ outcome: 'refused', code: 'credential-malformed' });
    expect(keys.asked).toEqual([]);
  });
});

describe('the administrator', () => {
  const isAdmin = createAdminCheck('rf-admin-token');

  test.each([
    '',
    'rf-admin-toke',
    'rf-admin-token ',
    'RF-ADMIN-TOKEN',
    'x'.repeat(100_000),
  ])('is not %j', (presented) => {
    expect(isAdmin(presented)).toBe(false);
  });

  test('is who presents the token', () => {
    expect(isAdmin('rf-admin-token')).toBe(true);
  });
});
