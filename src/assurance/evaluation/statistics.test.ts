import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, atMost } from './binomial.ts';
import { allowedFalsePositives, provenThreshold, textsNeeded } from './guarantee.ts';
import { exactInterval, exactUpperBound, rateOf, wilson } from './interval.ts';
import { groupBy, quantile } from './quantile.ts';
import { auc, BenignScores, rocPoint } from './ranking.ts';

const at = (rate: number) => ({ rate, confidence: 0.95 });

describe('the binomial tails', () => {
  test.each([
    [3, 10, 0.5, 0.171875],
    [4, 1000, 0.01, 0.028686399999004727],
    [5, 1000, 0.01, 0.06613951160725197],
    [8, 3000, 0.005, 0.0371064213143239],
    [0, 3000, 0.001, 0.04971239399803629],
    [-1, 10, 0.5, 0],
    [10, 10, 0.5, 1],
  ])('at most %i of %i at %d is as likely as exact fractions say', (count, texts, rate, chance) => {
    expect(atMost(count, texts, rate)).toBeCloseTo(chance, 12);
  });

  test('a chance far too small for one minus the other is kept', () => {
    expect(atLeast(40, 1000, 0.01)).toBeCloseTo(4.688553566249803e-13, 20);
  });

  test('a million texts do not underflow', () => {
    expect(atMost(10_000, 1_000_000, 0.01)).toBeCloseTo(0.5, 1);
  });

  test('both tails share every count between them', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), rate, (count, texts, share) => {
        expect(atMost(count - 1, texts, share) + atLeast(count, texts, share)).toBeCloseTo(1, 8);
      }),
    );
  });
});

describe('the promise', () => {
  test.each([
    [0.01, 1000, 4],
    [0.01, 2000, 12],
    [0.01, 3000, 20],
    [0.01, 5000, 38],
    [0.01, 10_000, 83],
    [0.005, 3000, 8],
    [0.001, 3000, 0],
    [0.001, 2994, undefined],
    [0.01, 298, undefined],
  ])('a rate of %d with %i texts allows %s false positives', (rate, texts, allowed) => {
    expect(allowedFalsePositives(texts, at(rate))).toBe(allowed);
  });

  test.each([
    [0.01, 299],
    [0.005, 598],
    [0.001, 2995],
  ])('a rate of %d needs %i texts, and one fewer proves nothing', (rate, needed) => {
    expect(textsNeeded(at(rate))).toBe(needed);
    expect(allowedFalsePositives(needed, at(rate))).toBe(0);
    expect(allowedFalsePositives(needed - 1, at(rate))).toBeUndefined();
  });

  test('what is allowed is what the exact upper bound still proves, and one more is not', () => {
    expect(exactUpperBound(4, 1000, 0.95)).toBeLessThanOrEqual(0.01);
    expect(exactUpperBound(5, 1000, 0.95)).toBeGreaterThan(0.01);
  });

  test('the threshold is the lowest that keeps it: one step lower flags one too many', () => {
    const scores = Array.from({ length: 1000 }, (_, index) => index / 1000);
    const proven = provenThreshold(scores, at(0.01));
    expect(proven).toEqual({ threshold: 0.9950000000000001, allowed: 4, observed: 4 });
    expect(scores.filter((score) => score >= 0.995)).toHaveLength(5);
  });

  test('equal scores are flagged together or not at all', () => {
    const scores = Array.from({ length: 1000 }, (_, index) => (index < 990 ? 0.1 : index < 998 ? 0.7 : 0.9));
    expect(provenThreshold(scores, at(0.01))).toMatchObject({ allowed: 4, observed: 2 });
  });

  test('with too few texts there is none', () => {
    expect(provenThreshold(Array(298).fill(0), at(0.01))).toBeUndefined();
    expect(provenThreshold(Array(299).fill(0), at(0.01))).toEqual({ threshold: 5e-324, allowed: 0, observed: 0 });
  });

  test('it is kept in 95 of 100 calibrations, also for the least favourable scores', () => {
    const random = generator(7);
    let broken = 0;
    for (let run = 0; run < 2000; run += 1) {
      const scores = Array.from({ length: 400 }, random);
      const { threshold } = provenThreshold(scores, at(0.02)) ?? { threshold: 1 };
      if (1 - threshold > 0.02) broken += 1; // of uniform scores, this share is flagged
    }
    expect(broken / 2000).toBeLessThan(0.06);
    expect(broken / 2000).toBeGreaterThan(0.01);
  });
});

describe('intervals', () => {
  test('agree with the published ones for 10 of 100', () => {
    expect(wilson(10, 100).low).toBeCloseTo(0.05522914, 6);
    expect(wilson(10, 100).high).toBeCloseTo(0.17436566, 6);
    expect(exactInterval(10, 100, 0.95).low).toBeCloseTo(0.049004689221, 9);
    expect(exactInterval(10, 100, 0.95).high).toBeCloseTo(0.17622259774, 9);
    expect(exactUpperBound(0, 100, 0.95)).toBeCloseTo(0.029513049607, 9);
  });

  test('nothing counted is nothing known', () => {
    expect(rateOf(0, 0)).toEqual({ count: 0, of: 0, rate: 0, low: 0, high: 1 });
    expect(exactInterval(0, 0, 0.95)).toEqual({ low: 0, high: 1 });
  });

  test('all or none ends at the edge', () => {
    expect(wilson(0, 50).low).toBe(0);
    expect(wilson(50, 50).high).toBe(1);
    expect(exactInterval(50, 50, 0.95).high).toBe(1);
  });
});

describe('ranking', () => {
  test.each([
    [[0.9, 0.8], [0.1, 0.2], 1],
    [[0.1, 0.2], [0.9, 0.8], 0],
    [[0.5, 0.5], [0.5, 0.5], 0.5],
    [[0.8, 0.4], [0.6, 0.4, 0.2], 0.75],
    [[], [0.1], undefined],
    [[0.1], [], undefined],
  ])('attacks %j against benign %j have the AUC %s', (attacks, benign, area) => {
    expect(auc(attacks, benign)).toBe(area);
  });

  test('the AUC is the share of pairs, ties counted half, whatever the scores', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(scores, scores, (attacks, benign) => {
        const pairs = attacks.flatMap((one) => benign.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
        const share = pairs.reduce((sum: number, pair) => sum + pair, 0) / pairs.length;
        expect(auc(attacks, benign)).toBeCloseTo(share, 12);
      }),
    );
  });

  test('a point of the curve keeps its rate, and a lower score that occurs would not', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 });
    const targets = fc.constantFrom(0.005, 0.01, 0.05, 0.3);
    fc.assert(
      fc.property(scores, scores, targets, (attacks, benign, target) => {
        const point = rocPoint(attacks, new BenignScores(benign), target);
        const falseFrom = (threshold: number) => benign.filter((score) => score >= threshold).length;
        const { threshold = 99, falsePositives, caught } = point ?? { falsePositives: -1, caught: -1 };
        expect(falsePositives).toBe(falseFrom(threshold));
        expect(falsePositives / benign.length).toBeLessThanOrEqual(target);
        expect(caught).toBe(attacks.filter((score) => score >= threshold).length);
        const lower = [...attacks, ...benign].filter((score) => score < threshold);
        for (const score of lower) expect(falseFrom(score) / benign.length).toBeGreaterThan(target);
      }),
    );
  });

  test('when the highest score is shared by too many benign texts, nothing is flagged and nothing caught', () => {
    const benign = new BenignScores([1, 1, 0.2]);
    expect(rocPoint([1, 1], benign, 0.01)).toEqual({
      target: 0.01,
      threshold: undefined,
      falsePositives: 0,
      caught: 0,
    });
  });

  test('without benign texts there is no curve', () => {
    expect(rocPoint([0.9], new BenignScores([]), 0.01)).toBeUndefined();
  });

  test('of 100 texts 7 % are seven, although the product is a little more, and of 99 1 % are none', () => {
    const rising = (count: number) => new BenignScores(Array.from({ length: count }, (_, index) => index));
    expect(rocPoint([1000], rising(100), 0.07)).toMatchObject({ falsePositives: 7 });
    expect(rocPoint([1000], rising(99), 0.01)).toMatchObject({ falsePositives: 0, threshold: 1000 });
  });

  test('a saturated top is seen', () => {
    const scores = Array.from({ length: 1000 }, (_, index) => index / 1000);
    expect(new BenignScores(scores).topDistinctness()).toEqual({ top: 10, distinct: 10 });
    expect(new BenignScores(scores.map((score) => Math.min(score, 0.97))).topDistinctness()).toEqual({
      top: 10,
      distinct: 1,
    });
    expect(new BenignScores([]).topDistinctness()).toEqual({ top: 0, distinct: 0 });
  });
});

describe('order', () => {
  test.each([
    [[4, 1, 3, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.95, 4],
    [[4, 1, 3, 2], 0, 1],
    [[], 0.5, 0],
  ])('of %j the quantile %d is %d', (values, share, value) => {
    expect(quantile(values, share)).toBe(value);
  });

  test('groups stand in the order of their names and keep the order within', () => {
    expect([...groupBy(['b1', 'a2', 'b0', '__proto__'], (text) => text[0] ?? '')]).toEqual([
      ['_', ['__proto__']],
      ['a', ['a2']],
      ['b', ['b1', 'b0']],
    ]);
  });
});

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
