import { largestUnlikely } from './binomial.ts';

/** What is to be proved: a false-positive rate no higher than `rate`, with this confidence. Both from 0 to 1. */
export interface RatePromise {
  readonly rate: number;
  readonly confidence: number;
}

/** A threshold that keeps its promise. A text is flagged when its score is at least `threshold`. */
export interface ProvenThreshold {
  readonly threshold: number;
  /** How many false positives the promise allows among these texts. */
  readonly allowed: number;
  /** How many there are at the threshold; fewer than allowed where scores are equal. */
  readonly observed: number;
}

/**
 * The largest number of false positives among `texts` benign ones that still proves the promise, by the exact binomial
 * test; undefined when not even none would, because there are too few texts.
 */
export function allowedFalsePositives(texts: number, { rate, confidence }: RatePromise): number | undefined {
  const allowed = largestUnlikely(texts, rate, 1 - confidence + ROUNDING);
  return allowed < 0 ? undefined : allowed;
}

/** The smallest number of benign texts that can prove the promise, all of them unflagged. */
export function textsNeeded({ rate, confidence }: RatePromise): number {
  return Math.max(1, Math.ceil(Math.log(1 - confidence + ROUNDING) / Math.log1p(-rate)));
}

/**
 * Learn then test (Angelopoulos et al. 2021) for one threshold: the lowest one with no more false positives than the
 * promise allows. Because the false-positive rate only falls as the threshold rises, no correction for having looked at
 * many thresholds is due. It holds for texts that come as these came. Undefined when there are too few texts.
 */
export function provenThreshold(benignScores: readonly number[], promise: RatePromise): ProvenThreshold | undefined {
  const allowed = allowedFalsePositives(benignScores.length, promise);
  if (allowed === undefined) return undefined;
  const falling = benignScores.toSorted((left, right) => right - left);
  const firstClear = falling[allowed];
  if (firstClear === undefined) return { threshold: falling.at(-1) ?? 0, allowed, observed: falling.length };
  const threshold = nextAbove(firstClear);
  return { threshold, allowed, observed: falling.filter((score) => score >= threshold).length };
}

/** The next larger number that a double can hold. */
function nextAbove(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  if (value === 0) return Number.MIN_VALUE;
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

/** `1 - 0.95` is no exact number: without this, a sum of exactly 5 % would depend on how it was rounded. */
const ROUNDING = 1e-12;
