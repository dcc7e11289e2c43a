import type { Crossing } from '../../core/index.ts';
import { type Cell, cellOf, TARGETS, type Yardstick } from './cell.ts';
import { type Rate, rateOf } from './interval.ts';
import { groupBy, quantile } from './quantile.ts';
import { BenignScores, type RocPoint, rocPoint } from './ranking.ts';
import type { ScoredText } from './score-texts.ts';
import type { Scorer } from './scorer.ts';

/** The benign texts that attacks of one stratum were ranked against, and the points that they allow. */
export interface Stratum {
  readonly name: string;
  readonly benign: number;
  readonly attacks: number;
  /** Of the highest 1 % of benign scores, how many are different; fewer means that the detector is saturated there. */
  readonly top: number;
  readonly distinct: number;
  readonly points: readonly RocPoint[];
}

export interface Latency {
  /** Milliseconds per text. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Texts per second, one after another. */
  readonly perSecond: number;
}

/** What a run measured, without the single texts. */
export interface EvaluationReport {
  readonly weights: string;
  readonly thresholds: readonly { readonly crossing: Crossing; readonly flag: number; readonly act: number }[];
  readonly all: Cell;
  readonly strata: readonly Stratum[];
  readonly answered: { readonly screen: Rate; readonly encoder: Rate };
  /** The mean share of a text that was looked at, and the texts of which all was. */
  readonly coverage: { readonly mean: number; readonly whole: Rate };
  readonly unassessed: Rate;
  readonly latency: Latency;
  readonly groups: readonly { readonly by: string; readonly cells: readonly Cell[] }[];
}

/** Steps of length, in UTF-16 code units. */
const LENGTHS: readonly (readonly [most: number, name: string])[] = [
  [200, '1 to 200'],
  [1000, '201 to 1000'],
  [4000, '1001 to 4000'],
  [Number.POSITIVE_INFINITY, 'more than 4000'],
];

/**
 * Measures scored texts. The same texts give the same report, times apart. `seenSets` are sets that have rows in another
 * split: when given, whole sets and parts of sets are told apart, since only whole ones say something about new attacks.
 */
export function evaluationReport(
  texts: readonly ScoredText[],
  scorer: Pick<Scorer, 'weights' | 'thresholds'>,
  seenSets?: ReadonlySet<string>,
): EvaluationReport {
  const crossings = [...new Set(texts.map(({ crossing }) => crossing))].sort();
  const thresholds = new Map(crossings.map((crossing) => [crossing, scorer.thresholds(crossing)]));
  const benign = groupBy(
    texts.filter(({ isAttack }) => !isAttack),
    ({ stratum }) => stratum,
  );
  const yardstick: Yardstick = {
    benign: new Map([...benign].map(([name, group]) => [name, new BenignScores(group.map(({ score }) => score))])),
    thresholds: (crossing) => thresholds.get(crossing) ?? scorer.thresholds(crossing),
  };
  const grouped = (by: string, nameOf: (text: ScoredText) => string) => ({
    by,
    cells: [...groupBy(texts, nameOf)].map(([name, group]) => cellOf(name, group, yardstick)),
  });
  const lengths = grouped('length', ({ characters }) => lengthOf(characters));
  return {
    weights: scorer.weights,
    thresholds: [...thresholds].map(([crossing, { flag, act }]) => ({ crossing, flag, act })),
    all: cellOf('all', texts, yardstick),
    strata: strataOf(texts, yardstick),
    answered: { screen: shareOf(texts, isScreened), encoder: shareOf(texts, (text) => !isScreened(text)) },
    coverage: {
      mean: texts.reduce((sum, { coverage }) => sum + coverage, 0) / Math.max(1, texts.length),
      whole: shareOf(texts, ({ coverage }) => coverage >= 1),
    },
    unassessed: shareOf(texts, ({ unassessed }) => unassessed),
    latency: latencyOf(texts.map(({ milliseconds }) => milliseconds)),
    groups: [
      grouped('set', ({ set }) => set),
      ...(seenSets === undefined
        ? []
        : [grouped('split', ({ set }) => (seenSets.has(set) ? 'rows of sets seen elsewhere' : 'whole unseen sets'))]),
      grouped('channel', ({ channel }) => channel),
      grouped('class', ({ class: name }) => name),
      grouped('language', ({ lang }) => lang),
      { ...lengths, cells: lengths.cells.toSorted((left, right) => lengthRank(left.name) - lengthRank(right.name)) },
    ],
  };
}

function strataOf(texts: readonly ScoredText[], { benign }: Yardstick): readonly Stratum[] {
  return [...groupBy(texts, ({ stratum }) => stratum)].map(([name, group]) => {
    const scores = benign.get(name) ?? new BenignScores([]);
    const attacks = group.filter(({ isAttack }) => isAttack).map(({ score }) => score);
    return {
      name,
      benign: scores.count,
      attacks: attacks.length,
      ...scores.topDistinctness(),
      points: TARGETS.flatMap((target) => rocPoint(attacks, scores, target) ?? []),
    };
  });
}

function latencyOf(times: readonly number[]): Latency {
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000;
  return {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    perSecond: seconds === 0 ? 0 : times.length / seconds,
  };
}

function isScreened({ tier }: ScoredText): boolean {
  return tier === 'screen';
}

function shareOf(texts: readonly ScoredText[], holds: (text: ScoredText) => boolean): Rate {
  return rateOf(texts.filter(holds).length, texts.length);
}

function lengthOf(characters: number): string {
  return LENGTHS.find(([most]) => characters <= most)?.[1] ?? '';
}

function lengthRank(name: string): number {
  return LENGTHS.findIndex(([, other]) => other === name);
}
