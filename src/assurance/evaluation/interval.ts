import { atLeast, atMost } from './binomial.ts';

/** A range in which a rate lies, both ends from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A share of a count, with the range in which the true rate lies with 95 % confidence. */
export interface Rate extends Interval {
  readonly count: number;
  readonly of: number;
  /** `count / of`; 0 when there was nothing to count, and then the range is from 0 to 1. */
  readonly rate: number;
}

/** The two-sided normal quantile of 95 %. */
const Z_95 = 1.959963984540054;

/** Wilson's score interval (Wilson 1927), 95 % unless told otherwise: it stays inside 0 to 1, also for few and extreme counts. */
export function wilson(count: number, of: number, z = Z_95): Interval {
  if (of === 0) return { low: 0, high: 1 };
  const rate = count / of;
  const square = z * z;
  const middle = (rate + square / (2 * of)) / (1 + square / of);
  const half = (z * Math.sqrt((rate * (1 - rate)) / of + square / (4 * of * of))) / (1 + square / of);
  return {
    low: count === 0 ? 0 : Math.max(0, middle - half),
    high: count === of ? 1 : Math.min(1, middle + half),
  };
}

export function rateOf(count: number, of: number): Rate {
  return { count, of, rate: of === 0 ? 0 : count / of, ...wilson(count, of) };
}

/**
 * The exact upper bound (Clopper and Pearson 1934, one-sided): with this confidence the true rate is no higher, whatever
 * it is. 1 when nothing was counted.
 */
export function exactUpperBound(count: number, of: number, confidence: number): number {
  if (of === 0 || count >= of) return 1;
  return solve((rate) => atMost(count, of, rate) > 1 - confidence);
}

/** The exact lower bound: with this confidence the true rate is no lower. */
export function exactLowerBound(count: number, of: number, confidence: number): number {
  if (of === 0 || count <= 0) return 0;
  return solve((rate) => atLeast(count, of, rate) <= 1 - confidence);
}

/** The exact two-sided interval: half of the remaining doubt on each side. */
export function exactInterval(count: number, of: number, confidence: number): Interval {
  const oneSided = 1 - (1 - confidence) / 2;
  return { low: exactLowerBound(count, of, oneSided), high: exactUpperBound(count, of, oneSided) };
}

/** The rate up to which a condition holds, by bisection to the precision of a number. */
function solve(holds: (rate: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return high;
}
