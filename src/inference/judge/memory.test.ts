import { expect, test } from 'vitest';
import { keyOf, Memory } from './memory.ts';

test('what was not asked for the longest time is forgotten first', () => {
  const memory = new Memory(2);
  memory.set('a', 0.1);
  memory.set('b', 0.2);
  expect(memory.get('a')).toBe(0.1);
  memory.set('c', 0);
  expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual([0.1, undefined, 0]);
});

test('a key tells channels and texts apart, also by half characters', () => {
  const keys = [keyOf('a', 'user'), keyOf('a', 'data'), keyOf('\ud83d', 'user'), keyOf('\ud83e', 'user')];
  expect(new Set(keys).size).toBe(4);
  expect(keyOf('a', 'user')).toBe(keys[0]);
});
