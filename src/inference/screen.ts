import type { Channel } from '../core/index.ts';
import { BUCKETS, bucketsOf } from './features.ts';
import type { Passage } from './reading.ts';
import { MARKS } from './signs/marks.ts';

/** The numbers beside the hashed weights, as `models/screen.json` has them; one entry of each list per channel. */
export interface ScreenFacts {
  readonly buckets: number;
  readonly marks: readonly string[];
  /** What a step of a hashed weight is worth. */
  readonly scales: readonly number[];
  readonly biases: readonly number[];
  /** The weight of each mark. */
  readonly markWeights: readonly (readonly number[])[];
}

const CHANNELS: readonly Channel[] = ['user', 'data'];

/** A text with fewer, some 35 characters, counts as if it had so many: a word or two are too little to be sure of. */
const FEWEST_BUCKETS = 120;

/** A linear model over hashed words, pairs of words, runs of characters, and marks. */
export interface Screen {
  /** Log-odds that a passage is an attempt. Takes microseconds. */
  judge(passage: Pick<Passage, 'text' | 'marks'>, channel: Channel): number;
}

/** Throws when weights and facts do not belong together or not to this build. */
export function readScreen(weights: Int8Array, facts: ScreenFacts): Screen {
  const isWhole = facts.buckets === BUCKETS && weights.length === BUCKETS * CHANNELS.length;
  const areMarks = facts.marks.length === MARKS.length && facts.marks.every((mark, at) => mark === MARKS[at]);
  if (!isWhole || !areMarks) throw new TypeError('the weights of the screen were trained for another build');
  return {
    judge({ text, marks }, channel) {
      const at = CHANNELS.indexOf(channel);
      const buckets = bucketsOf(text);
      const table = at * BUCKETS;
      let sum = 0;
      for (let index = 0; index < buckets.length; index += 1) sum += weights[table + buckets[index]!]!;
      const own = facts.markWeights[at]!;
      let score = facts.biases[at]! + (sum * facts.scales[at]!) / Math.sqrt(Math.max(FEWEST_BUCKETS, buckets.length));
      for (const mark of marks) score += own[mark]!;
      return score;
    },
  };
}
