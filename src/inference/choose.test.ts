import { describe, expect, test } from 'vitest';
import { chosen } from './choose.ts';

const drawn =
  (...numbers: number[]) =>
  (index: number) =>
    numbers[index] ?? 0;
const data = { channel: 'data', quiet: 0, demand: 0, own: 40, draw: drawn(0, 0) } as const;
const user = { ...data, channel: 'user' } as const;
const falling = Array.from({ length: 40 }, (_, at) => 10 - at);

describe('what the encoder is to read', () => {
  test('a user text that the screen finds harmless throughout is let go', () => {
    expect(chosen([-3, -1, -0.1], user).size).toBe(0);
    expect([...chosen([-3, 0.1, -0.1], user)].sort()).toEqual([0, 1, 2]);
  });

  test('data is always read: the worst eight passages and two that are drawn', () => {
    expect([...chosen(falling, data)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...chosen(falling, { ...data, draw: drawn(0.5, 0.999) })].slice(8)).toEqual([24, 39]);
  });

  test('a demand is met whatever the screen says', () => {
    expect(chosen(falling, { ...data, demand: 1 }).size).toBe(40);
    expect(chosen([-9, -9], { ...user, demand: 0.5 }).size).toBe(2);
  });

  test('decoded passages have places of their own', () => {
    const flooded = [1, ...Array.from({ length: 30 }, () => 9)];
    expect(chosen(flooded, { ...data, own: 1 }).has(0)).toBe(true);
    expect(chosen(flooded, { ...data, own: 1 }).size).toBe(9);
  });

  test('nothing to read is nothing to choose', () => {
    expect(chosen([], data).size).toBe(0);
  });
});
