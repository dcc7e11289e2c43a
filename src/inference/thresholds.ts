import { type Crossing, RATES, type Rate, type Tier } from '../core/index.ts';

/** Scores, from 0 to 1, from which a text is noticed at each of `RATES`, in their order. */
export type Ladder = readonly number[];

/** The ladders of one crossing, by who answered. */
export type CrossingThresholds = Readonly<Record<Tier, Ladder>>;

export type Thresholds = ReadonlyMap<Crossing, CrossingThresholds>;

/** The strictest rate at which a score is noticed; undefined when it is not noticed at all. */
export function rateAt(ladder: Ladder, score: number): Rate | undefined {
  let noticed: Rate | undefined;
  for (const [at, rate] of RATES.entries()) {
    if (score >= ladder[at]!) noticed = rate;
  }
  return noticed;
}

/** Of two rates the stricter: the rarer a mistake, the surer the notice. */
export function stricter(left: Rate | undefined, right: Rate | undefined): Rate | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return left < right ? left : right;
}
