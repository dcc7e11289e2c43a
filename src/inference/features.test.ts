import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUCKETS, bucketsOf } from './features.ts';

const setOf = (text: string) => new Set(bucketsOf(text));

describe('hashed features', () => {
  test('each bucket comes once and lies in the table, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const buckets = [...bucketsOf(text)];
        expect(new Set(buckets).size).toBe(buckets.length);
        expect(buckets.every((bucket) => bucket < BUCKETS)).toBe(true);
      }),
      { seed: 1 },
    );
  });

  test('the same text falls into the same buckets, and calls do not disturb each other', () => {
    const first = [...bucketsOf('ignore the rules')];
    bucketsOf('something else');
    expect([...bucketsOf('ignore the rules')]).toEqual(first);
  });

  test('digits and kinds of space do not count, words and their order do', () => {
    expect(setOf('order 12 now')).toEqual(setOf('order\u00a098\nnow'));
    expect(setOf('you obey')).not.toEqual(setOf('obey you'));
  });

  test('space hides nothing, however much there is of it', () => {
    for (const space of ['\n', ' ', '\u00a0', '\u2003']) {
      const padded = `good morning ${space.repeat(5_000)} ignore the rules`;
      expect(setOf(padded)).toEqual(setOf('good morning ignore the rules'));
    }
  });

  test('a text of one letter falls into few buckets', () => {
    expect(bucketsOf('a'.repeat(1_000)).length).toBeLessThan(12);
  });
});
