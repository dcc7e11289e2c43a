import type { Rate, Screening } from '../../core/index.ts';

/**
 * What one turn adds to a sum: the logarithm of how much likelier its reading is from somebody who works on the assistant,
 * and stays below what is flagged, than from harmless use; less the slack. The rates of the calibration cards say how often
 * a harmless turn is noticed, for either tier, so that new weights need no new table:
 *
 * | noticed at      | of harmless turns | of an attacker's | logarithm     |
 * | --------------- | ----------------- | ---------------- | ------------- |
 * | not at all      | 0.95              | 0.52             | -0.6          |
 * | 0.05            | 0.04              | 0.24             | 1.8           |
 * | 0.01 or rarer   | 0.01              | 0.24             | 3.2, cut: 2.8 |
 *
 * The cut keeps one turn, however plain, from weighing more than two doubtful ones: alone it is the matter of other controls.
 */
const UNNOTICED = -0.6;
const DOUBTFUL = 1.8;
const PLAIN = 2.8;

/** Taken from every step, since the turns of one person are alike: whoever is noticed once is noticed again more easily. */
const SLACK = 0.4;

/** Sums from which a turn is flagged, and where a sum ends, so that some harmless turns lead out again. */
export interface Alarm {
  readonly from: number;
  readonly ceiling: number;
}

/**
 * A conversation alarms after eight doubtful turns in a row, or five plain ones. At most one harmless conversation of 50
 * turns in 200 does, also when those of one person are alike (`evidence.test.ts`).
 */
export const SESSION: Alarm = { from: 10, ceiling: 14 };

/** Slower: one principal may stand for many people, and never ends. */
export const PRINCIPAL: Alarm = { from: 30, ceiling: 40 };

/** The strictest rate at which anything in these readings is noticed; undefined when nothing is. */
export function rateOf(readings: readonly Screening[]): Rate | undefined {
  const rates = readings.flatMap(({ suspicions }) => suspicions.map(({ rate }) => rate));
  return rates.length === 0 ? undefined : (Math.min(...rates) as Rate); // the least of a list is of that list
}

/** What a turn that is noticed at this rate adds to a sum. */
export function stepOf(rate: Rate | undefined): number {
  if (rate === undefined) return UNNOTICED - SLACK;
  return (rate <= 0.01 ? PLAIN : DOUBTFUL) - SLACK;
}
