import { expect, test } from 'vitest';
import { RecentDecisions } from './recent.ts';

const id = (index: number): string => `dec_${String(index).padStart(6, '0')}`;
const body = (event: string) => ({ kind: 'decision', at: 0, event }) as const;
const written = Promise.resolve();

test('a decision is found with all that was added to it, in that order', async () => {
  const recent = new RecentDecisions();
  let write = (): void => undefined;
  recent.add(id(1), body('first'), new Promise((resolve) => (write = resolve)));
  recent.add(id(1), body('second'), written);
  const found = recent.find(id(1));
  write();
  expect(await found).toMatchObject([{ event: 'first' }, { event: 'second' }]);
  expect(await recent.find(id(2))).toBeUndefined();
});

test('what could not be written is not shown', async () => {
  const recent = new RecentDecisions();
  recent.add(id(1), body('first'), written);
  recent.add(id(1), body('second'), Promise.reject(new Error('the disk is full')));
  expect(await recent.find(id(1))).toMatchObject([{ event: 'first' }]);
});

test('of a decision that was dropped nothing is found, although more of it comes', async () => {
  const recent = new RecentDecisions();
  for (let index = 0; index < 600; index += 1) recent.add(id(index), body('first'), written);
  recent.add(id(0), body('late'), written);
  expect(await recent.find(id(0))).toBeUndefined();
  expect(await recent.find(id(599))).toHaveLength(1);
});
