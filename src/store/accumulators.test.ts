import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEmbeddedStore } from './embedded.ts';
import { temporaryFolders } from './temporary.test-suite.ts';

const MINUTE = 60_000;
const folders = temporaryFolders();
let clock = 1_000_000;

const turn = (name: string, step: number) => ({ turn: name, step, ceiling: 5 });

async function openAt(directory: string, limits = {}) {
  return openEmbeddedStore({ directory, encryptionKey: new Uint8Array(32), now: () => clock, limits });
}

test('a sum stays between 0 and its ceiling', async () => {
  const store = await openAt(await folders.make());
  const sums = [];
  for (const [name, step] of [
    ['a', -3],
    ['b', 2],
    ['c', -0.5],
    ['d', 9],
  ] as const)
    sums.push(await store.accumulators.add('one', turn(name, step), MINUTE));
  expect(sums).toEqual([0, 2, 1.5, 5]);
  await store.close();
});

test('a turn that is sent again does not count again, also after a restart', async () => {
  const directory = await folders.make();
  const store = await openAt(directory);
  await store.accumulators.add('one', turn('a', 2), MINUTE);
  await store.accumulators.add('one', turn('b', 1), MINUTE);
  expect(await store.accumulators.add('one', turn('a', 2), MINUTE)).toBe(3);
  await store.close();
  const again = await openAt(directory);
  expect(await again.accumulators.add('one', turn('a', 2), MINUTE)).toBe(3);
  expect(await again.accumulators.add('one', turn('c', 1), MINUTE)).toBe(4);
  await again.close();
});

test('one sum never feeds another', async () => {
  const store = await openAt(await folders.make());
  await store.accumulators.add('one', turn('a', 2), MINUTE);
  expect(await store.accumulators.add('two', turn('a', 1), MINUTE)).toBe(1);
  await store.close();
});

test('turns that arrive at once are all counted', async () => {
  const store = await openAt(await folders.make());
  await Promise.all(['a', 'b', 'c'].map((name) => store.accumulators.add('one', turn(name, 1), MINUTE)));
  expect(await store.accumulators.add('one', turn('a', 1), MINUTE)).toBe(3);
  await store.close();
});

test('a sum is forgotten with its turns when its time to live has passed, also after a restart', async () => {
  const directory = await folders.make();
  const store = await openAt(directory);
  await store.accumulators.add('one', turn('a', 2), MINUTE);
  clock += MINUTE / 2;
  expect(await store.accumulators.add('one', turn('b', 1), MINUTE)).toBe(3);
  clock += 2 * MINUTE;
  expect(await store.accumulators.add('one', turn('a', 2), MINUTE)).toBe(2);
  await store.close();
  const again = await openAt(directory);
  expect(await again.accumulators.add('one', turn('b', 1), MINUTE)).toBe(3);
  await again.close();
});

test('beyond the limit the sum longest unused is forgotten', async () => {
  const store = await openAt(await folders.make(), { accumulators: 2 });
  for (const name of ['one', 'two', 'three']) await store.accumulators.add(name, turn('a', 1), MINUTE);
  expect(await store.accumulators.add('two', turn('b', 1), MINUTE)).toBe(2);
  expect(await store.accumulators.add('one', turn('b', 1), MINUTE)).toBe(1);
  await store.close();
});

test('a sum remembers the last 64 turns, and no more', async () => {
  const directory = await folders.make();
  const store = await openAt(directory);
  const add = (name: string) => store.accumulators.add('one', { turn: name, step: 1, ceiling: 1_000 }, MINUTE);
  for (let index = 0; index < 65; index += 1) await add(`turn ${index}`);
  expect(await add('turn 1')).toBe(65);
  expect(await add('turn 0')).toBe(66);
  await store.close();
  expect(await readFile(join(directory, 'accumulators.journal'), 'utf8')).toContain('turn 0');
});

test('a step that is no number is refused', async () => {
  const store = await openAt(await folders.make());
  await expect(store.accumulators.add('one', turn('a', Number.NaN), MINUTE)).rejects.toThrow(RangeError);
  await store.close();
});
