import { sign, verify } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadOrCreateSecrets, parseCredential } from './index.ts';

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function newState(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ringfort-identity-'));
  folders.push(folder);
  return join(folder, 'state');
}

const FILES = [
  'admin.token',
  'canary.key',
  'ledger-public.pem',
  'ledger-signing.pem',
  'payload.key',
  'pepper',
  'session.key',
  'vault.key',
];
const READ_FILES = FILES.filter((name) => name !== 'ledger-public.pem');

describe('the secrets of an installation', () => {
  test('are made on the first start, for the owner alone, and are the same on the next', async () => {
    const state = await newState();
    const made = await loadOrCreateSecrets(state);
    expect((await readdir(state)).sort()).toEqual(['secrets']);
    expect((await readdir(join(state, 'secrets'))).sort()).toEqual(FILES);
    expect((await stat(join(state, 'secrets'))).mode & 0o777).toBe(0o700);
    for (const name of FILES) expect((await stat(join(state, 'secrets', name))).mode & 0o777).toBe(0o600);
    const read = await loadOrCreateSecrets(state);
    const { ledgerSigningKey: signing, ...rest } = read;
    const { ledgerSigningKey: firstSigning, ...firstRest } = made;
    expect(rest).toEqual(firstRest);
    expect(signing.equals(firstSigning)).toBe(true);
  });

  test('are 32 random bytes each, none like another', async () => {
    const { pepper, vaultKey, sessionKey, canaryKey, payloadKey } = await loadOrCreateSecrets(await newState());
    const keys = [pepper, vaultKey, sessionKey, canaryKey, payloadKey];
    for (const key of keys) expect(key.length).toBe(32);
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(5);
  });

  test('sign what the public file verifies', async () => {
    const state = await newState();
    const { ledgerSigningKey, ledgerPublicKey } = await loadOrCreateSecrets(state);
    const signature = sign(null, Buffer.from('entry'), ledgerSigningKey);
    expect(verify(null, Buffer.from('entry'), ledgerPublicKey, signature)).toBe(true);
    expect(await readFile(join(state, 'secrets', 'ledger-public.pem'), 'utf8')).toBe(ledgerPublicKey);
  });

  test('hold an administrator token that no listener for keys accepts', async () => {
    const { adminToken } = await loadOrCreateSecrets(await newState());
    expect(adminToken).toMatch(/^rf-admin-[0-9A-Za-z]{49}$/);
    expect(parseCredential(adminToken)).toBeUndefined();
  });

  test('are the same for all who start at once', async () => {
    const state = await newState();
    const made = await Promise.all(Array.from({ length: 6 }, () => loadOrCreateSecrets(state)));
    expect(new Set(made.map((secrets) => secrets.adminToken)).size).toBe(1);
    expect(await readdir(state)).toEqual(['secrets']);
  });
});

describe('a start is refused, and nothing is made anew,', () => {
  test.each(READ_FILES)('when %s is missing', async (name) => {
    const state = await newState();
    await loadOrCreateSecrets(state);
    await unlink(join(state, 'secrets', name));
    await expect(loadOrCreateSecrets(state)).rejects.toMatchObject({
      code: 'secret-missing',
      message: expect.stringContaining(name),
    });
    expect(await readdir(join(state, 'secrets'))).not.toContain(name);
  });

  test.each(READ_FILES)('when others may read %s', async (name) => {
    const state = await newState();
    await loadOrCreateSecrets(state);
    const path = join(state, 'secrets', name);
    await chmod(path, 0o640);
    const message = `\`${path}\` has mode \`640\` and others may read it, run \`chmod 600 ${path}\``;
    await expect(loadOrCreateSecrets(state)).rejects.toMatchObject({ code: 'secret-exposed', message });
  });

  test('when others may enter the folder', async () => {
    const state = await newState();
    await loadOrCreateSecrets(state);
    await chmod(join(state, 'secrets'), 0o755);
    const remedy = expect.stringContaining(`chmod 700 ${join(state, 'secrets')}`);
    await expect(loadOrCreateSecrets(state)).rejects.toMatchObject({ code: 'secret-exposed', message: remedy });
  });

  test('when a secret is a link', async () => {
    const state = await newState();
    await loadOrCreateSecrets(state);
    await unlink(join(state, 'secrets', 'pepper'));
    await symlink(join(state, 'secrets', 'vault.key'), join(state, 'secrets', 'pepper'));
    await expect(loadOrCreateSecrets(state)).rejects.toMatchObject({ code: 'secret-not-a-file' });
  });

  test.each([
    ['pepper', ''],
    ['pepper', 'deadbeef'],
    ['vault.key', `${'0'.repeat(63)}g`],
    ['ledger-signing.pem', 'canary-of-a-secret'],
    ['admin.token', ' \n'],
  ])('when %s holds %j, and the message does not quote it', async (name, text) => {
    const state = await newState();
    await loadOrCreateSecrets(state);
    await writeFile(join(state, 'secrets', name), text);
    const error: unknown = await loadOrCreateSecrets(state).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'secret-malformed' });
    expect(String(error)).not.toContain('canary-of-a-secret');
  });
});
