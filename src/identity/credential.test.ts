import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeKey, mintKey, parseCredential } from './index.ts';

const PEPPER = new Uint8Array(32).fill(1);
const BASE = { pepper: PEPPER, tenant: 'larkfield', name: 'support', models: ['small'], createdAt: 1_000 };
const ZEROS = (bytes: number) => new Uint8Array(bytes);
const MINTED = 'sk-rf-000000000000-00000000000000000000000000000000000000000000EWDZN';

describe('minting a key', () => {
  test('the credential is a fixed function of the random bytes', () => {
    expect(mintKey({ ...BASE, random: ZEROS }).credential).toBe(MINTED);
  });

  test('the row holds neither credential nor secret', () => {
    const { credential, row } = mintKey({ ...BASE, random: randomBytes });
    const secret = credential.split('-').at(-1) ?? '';
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(row).toEqual({ ...row, tenant: 'larkfield', name: 'support', models: ['small'], createdAt: 1_000 });
    expect(row.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('the hash depends on the pepper', () => {
    const one = mintKey({ ...BASE, random: ZEROS }).row.hash;
    expect(mintKey({ ...BASE, random: ZEROS, pepper: new Uint8Array(32) }).row.hash).not.toBe(one);
  });

  test('every minted key is read back, and no two are alike', () => {
    const minted = Array.from({ length: 500 }, () => mintKey({ ...BASE, random: randomBytes }));
    for (const { credential, row } of minted)
      expect(parseCredential(credential)).toEqual({ id: row.id, text: credential });
    expect(new Set(minted.map(({ credential }) => credential)).size).toBe(500);
  });

  test.each([
    ['no tenant', { tenant: ' ' }],
    ['no name', { name: '' }],
    ['an expiry in the past', { expiresAt: 1_000 }],
    ['an expiry that is no number', { expiresAt: Number.NaN }],
  ])('%s is refused', (_, wrong) => {
    expect(() => mintKey({ ...BASE, ...wrong, random: ZEROS })).toThrow(
      expect.objectContaining({ code: 'key-invalid' }),
    );
  });
});

describe('reading a credential', () => {
  test.each([
    ['empty text', ''],
    ['a key of another vendor', 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvw'],
    ['a space in front', ` ${MINTED}`],
    ['a space for the first character', ` ${MINTED.slice(1)}`],
    ['a newline at the end', `${MINTED}\n`],
    ['a newline for the last character', `${MINTED.slice(0, -1)}\n`],
    ['a NUL', MINTED.replace('0-0', '0-\0')],
    ['a quote', MINTED.replace('0-0', "0-'")],
    ['a full-width digit', MINTED.replace('0-0', '0-\u{ff10}')],
    ['an upper-case id', MINTED.replace('000000000000', '00000000000A')],
    ['a letter that ids do not use', MINTED.replace('000000000000', '00000000000l')],
    ['a megabyte', 'sk-rf-'.repeat(200_000)],
  ])('%s is no credential', (_, text) => {
    expect(parseCredential(text)).toBeUndefined();
  });

  test('one wrong character anywhere is no credential', () => {
    const { credential } = mintKey({ ...BASE, random: randomBytes });
    for (let index = 0; index < credential.length; index += 1) {
      const wrong = credential[index] === 'a' ? 'b' : 'a';
      expect(parseCredential(credential.slice(0, index) + wrong + credential.slice(index + 1))).toBeUndefined();
    }
  });

  test('any text is answered without an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseCredential(text) === undefined));
  });
});

describe('describing a key', () => {
  const { row } = mintKey({ ...BASE, random: ZEROS, expiresAt: 5_000 });

  test('the hash is left out', () => {
    expect(Object.keys(describeKey(row, 1)).sort()).toEqual([
      'createdAt',
      'expiresAt',
      'id',
      'models',
      'name',
      'state',
      'tenant',
    ]);
  });

  test.each([
    [4_999, {}, 'active'],
    [5_000, {}, 'expired'],
    [2_000, { revokedAt: 2_000 }, 'revoked'],
    [9_000, { revokedAt: 2_000 }, 'revoked'],
  ])('at %i with %j it is %s', (now, change, state) => {
    expect(describeKey({ ...row, ...change }, now).state).toBe(state);
  });
});
