import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Store } from '../core/index.ts';
import { describeStore } from './contract.test-suite.ts';
import { openEmbeddedStore, type StoreLimits } from './index.ts';
import { temporaryFolders } from './temporary.test-suite.ts';

const KEY = new Uint8Array(32).fill(7);
const MINUTE = 60_000;
const folders = temporaryFolders();
const base = folders.make();

describeStore('the embedded engine', {
  open: async (place, now) => openEmbeddedStore({ directory: join(await base, place), encryptionKey: KEY, now }),
});

async function openAt(directory: string, limits: Partial<StoreLimits> = {}, now = () => 1_000_000): Promise<Store> {
  return openEmbeddedStore({ directory, encryptionKey: KEY, now, limits });
}

function keyRow(id: string) {
  return { id, hash: 'ab'.repeat(32), tenant: 'larkfield', name: id, models: [], createdAt: 1 };
}

describe('pseudonyms at rest', () => {
  const PAIR = { token: 'EMAIL_00000001', value: 'canary-value@example.org' };

  test('no file holds a value or a token', async () => {
    const directory = await folders.make();
    const store = await openAt(directory);
    await store.pseudonyms.save('one', [PAIR], MINUTE);
    await store.close();
    for (const name of ['pseudonyms.journal', 'pseudonyms.keys']) {
      const bytes = await readFile(join(directory, name));
      expect(bytes.length).toBeGreaterThan(76);
      expect(bytes.includes('canary-value')).toBe(false);
      expect(bytes.includes('EMAIL_0')).toBe(false);
    }
  });

  test('forgetting destroys the key: the old journal put back beside the new keys gives nothing', async () => {
    const directory = await folders.make();
    const store = await openAt(directory);
    await store.pseudonyms.save('one', [PAIR], MINUTE);
    await store.close();
    const oldJournal = await readFile(join(directory, 'pseudonyms.journal'));
    const again = await openAt(directory);
    await again.pseudonyms.forget('one');
    await again.close();
    await writeFile(join(directory, 'pseudonyms.journal'), oldJournal);
    const restored = await openAt(directory);
    expect(await restored.pseudonyms.load('one')).toEqual([]);
    await restored.close();
  });

  test('forget has erased the key from the disk when it resolves', async () => {
    const directory = await folders.make();
    const store = await openAt(directory);
    await store.pseudonyms.save('one', [PAIR], MINUTE);
    await store.pseudonyms.forget('one');
    const keys = await readFile(join(directory, 'pseudonyms.keys'));
    expect(keys.subarray(76)).toEqual(Buffer.alloc(keys.length - 76));
    await store.close();
  });

  test('another encryption key is refused by name', async () => {
    const directory = await folders.make();
    await (await openAt(directory)).close();
    const other = openEmbeddedStore({ directory, encryptionKey: new Uint8Array(32).fill(8), now: () => 1 });
    await expect(other).rejects.toMatchObject({ code: 'encryption-key-wrong' });
    const short = openEmbeddedStore({ directory, encryptionKey: new Uint8Array(31), now: () => 1 });
    await expect(short).rejects.toMatchObject({ code: 'encryption-key-invalid' });
    await (await openAt(directory)).close();
  });

  test('files are readable by their owner only', async () => {
    const directory = join(await folders.make(), 'state');
    const store = await openAt(directory);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    for (const name of ['keys.journal', 'labels.journal', 'pseudonyms.journal', 'pseudonyms.keys', 'store.lock']) {
      expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
    }
    await store.close();
  });
});

describe('beyond a limit', () => {
  test('a new key is refused, a known one can still be revoked', async () => {
    const store = await openAt(await folders.make(), { keys: 2 });
    await store.keys.put(keyRow('one'));
    await store.keys.put(keyRow('two'));
    await expect(store.keys.put(keyRow('three'))).rejects.toMatchObject({ code: 'keys-full' });
    await store.keys.put({ ...keyRow('one'), revokedAt: 5 });
    expect((await store.keys.find('one'))?.revokedAt).toBe(5);
    await store.close();
  });

  test('the session longest unused loses its pseudonyms', async () => {
    const store = await openAt(await folders.make(), { pseudonymSessions: 2 });
    const save = (session: string) => store.pseudonyms.save(session, [{ token: 'T_1', value: session }], MINUTE);
    await save('one');
    await save('two');
    await store.pseudonyms.load('one');
    await save('three');
    expect(await store.pseudonyms.load('two')).toEqual([]);
    expect(await store.pseudonyms.load('one')).toEqual([{ token: 'T_1', value: 'one' }]);
    expect(await store.pseudonyms.load('three')).toEqual([{ token: 'T_1', value: 'three' }]);
    await store.close();
  });

  test('bytes are bounded over all sessions', async () => {
    const store = await openAt(await folders.make(), { pseudonymBytes: 4_000 });
    for (let index = 0; index < 10; index += 1) {
      await store.pseudonyms.save(`session ${index}`, [{ token: 'T_1', value: 'x'.repeat(1_000) }], MINUTE);
    }
    const loads = Array.from({ length: 10 }, (_, index) => store.pseudonyms.load(`session ${index}`));
    const lengths = (await Promise.all(loads)).map((rows) => rows.length);
    expect(lengths).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
    await store.close();
  });

  test('a session keeps its earlier pairs', async () => {
    const store = await openAt(await folders.make(), { pseudonymsPerSession: 3 });
    const pairs = Array.from({ length: 5 }, (_, index) => ({ token: `T_${index}`, value: `${index}` }));
    await store.pseudonyms.save('one', pairs.slice(0, 2), MINUTE);
    await store.pseudonyms.save('one', pairs, MINUTE);
    expect(await store.pseudonyms.load('one')).toEqual(pairs.slice(0, 3));
    await store.close();
  });

  test('a session whose labels find no room counts as the strictest until they would have expired', async () => {
    let clock = 1_000_000;
    const directory = await folders.make();
    const store = await openAt(directory, { labelSessions: 1 }, () => clock);
    const strictest = { integrity: 'untrusted', confidentiality: 'restricted' } as const;
    const mild = { integrity: 'user', confidentiality: 'public' } as const;
    expect(await store.sessionLabels.join('one', mild, 2 * MINUTE)).toEqual(mild);
    expect(await store.sessionLabels.join('two', mild, MINUTE)).toEqual(strictest);
    expect(await store.sessionLabels.get('two')).toEqual(strictest);
    expect(await store.sessionLabels.get('one')).toEqual(mild);
    await store.close();
    const again = await openAt(directory, {}, () => clock);
    expect(await again.sessionLabels.get('two')).toEqual(strictest);
    expect(await again.sessionLabels.join('three', mild, MINUTE)).toEqual(strictest);
    clock += 2 * MINUTE;
    expect(await again.sessionLabels.get('two')).toBeUndefined();
    expect(await again.sessionLabels.join('two', mild, MINUTE)).toEqual(mild);
    await again.close();
  });

  test('counters without room share one, so that a sum is never too low', async () => {
    const store = await openAt(await folders.make(), { counters: 1 });
    expect(await store.counters.add('one', 1, MINUTE)).toBe(1);
    expect(await store.counters.add('two', 1, MINUTE)).toBe(1);
    expect(await store.counters.add('three', 1, MINUTE)).toBe(2);
    expect(await store.counters.add('one', 1, MINUTE)).toBe(2);
    await store.close();
  });
});

test('a put has reached the disk when it resolves', async () => {
  const directory = await folders.make();
  const store = await openAt(directory);
  await store.keys.put(keyRow('one'));
  expect(await readFile(join(directory, 'keys.journal'), 'utf8')).toContain('"id":"one"');
  await store.close();
});

test('labels and pseudonyms reach the disk by themselves within the stated delay', async () => {
  const directory = await folders.make();
  const store = await openAt(directory, { writeBehindMs: 5 });
  await store.sessionLabels.join('label-session', { integrity: 'user', confidentiality: 'public' }, MINUTE);
  await store.pseudonyms.save('vault-session', [{ token: 'T_1', value: 'v' }], MINUTE);
  await expect.poll(() => readFile(join(directory, 'labels.journal'), 'utf8')).toContain('label-session');
  await expect.poll(() => readFile(join(directory, 'pseudonyms.journal'), 'utf8')).toContain('vault-session');
  await store.close();
});
