import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Places } from './places.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('who waits gets a place in the order of coming, and leaves no timer behind', async () => {
  const places = new Places(1, 2);
  const order: string[] = [];
  expect(await places.enter(100)).toBe(true);
  const waiting = ['first', 'second'].map((name) => places.enter(100).then(() => order.push(name)));
  places.leave();
  places.leave();
  await Promise.all(waiting);
  expect(order).toEqual(['first', 'second']);
  expect(vi.getTimerCount()).toBe(0);
});

test('who waited too long makes room in the queue, and is given no place later', async () => {
  const places = new Places(1, 1);
  await places.enter(100);
  const late = places.enter(100);
  expect(await places.enter(100)).toBe(false);
  vi.advanceTimersByTime(100);
  expect(await late).toBe(false);
  const next = places.enter(100);
  places.leave();
  expect(await next).toBe(true);
});

test('a closed door lets nobody in', async () => {
  const places = new Places(1, 1);
  await places.enter(100);
  const waiting = places.enter(100);
  places.close();
  expect(await waiting).toBe(false);
  places.leave();
  expect(await places.enter(100)).toBe(false);
});
