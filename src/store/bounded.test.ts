import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openEmbeddedStore } from './index.ts';
import { temporaryFolders } from './temporary.test-suite.ts';

const KEY = new Uint8Array(32).fill(7);
const MIB = 1024 * 1024;
const folders = temporaryFolders();

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

test('a million writes leave memory and files as small as the rows that live', async () => {
  const directory = await folders.make();
  let clock = 1_000_000;
  const limits = { labelSessions: 2_000, counters: 2_000, pseudonymSessions: 200, compactBytes: MIB, sweepMs: 50 };
  const store = await openEmbeddedStore({ directory, encryptionKey: KEY, now: () => clock, limits });
  const before = heapBytes();
  let largest = 0;
  for (let index = 0; index < 1_000_000; index += 1) {
    clock += 1;
    const session = `session ${index}`;
    await store.sessionLabels.join(session, { integrity: 'untrusted', confidentiality: 'public' }, 1_000);
    if (index % 5 === 0) await store.counters.add(session, 1, 1_000);
    if (index % 50 === 0) await store.pseudonyms.save(session, [{ token: 'T_1', value: session }], 1_000);
    if (index % 2_000 !== 0) continue;
    await new Promise((resolve) => setImmediate(resolve));
    for (const name of ['labels', 'pseudonyms']) {
      largest = Math.max(largest, (await stat(join(directory, `${name}.journal`))).size);
    }
  }
  expect(heapBytes() - before).toBeLessThan(24 * MIB);
  await store.close();
  expect(largest).toBeLessThan(6 * MIB);
  expect((await stat(join(directory, 'pseudonyms.keys'))).size).toBeLessThan(76 * 2_000);
});
