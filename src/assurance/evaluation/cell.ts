import type { Crossing } from '../../core/index.ts';
import { type Rate, rateOf } from './interval.ts';
import { groupBy } from './quantile.ts';
import { auc, type BenignScores, rocPoint } from './ranking.ts';
import type { ScoredText } from './score-texts.ts';

/** The false-positive rates at which recall is told. */
export const TARGETS = [0.005, 0.01, 0.05] as const;

/** Texts of one kind at the shipped thresholds. */
export interface Side {
  readonly texts: number;
  /** Noticed: a flag on what a person wrote, a stub in place of the sentence in data. */
  readonly flagged: Rate;
  /** Acted upon: blocked, or the text dropped. */
  readonly acted: Rate;
}

export interface Recall {
  /** The false-positive rate that the benign texts of the same stratum keep. */
  readonly target: number;
  readonly recall: Rate;
}

/** What was measured on one group of texts. */
export interface Cell {
  readonly name: string;
  readonly attacks: Side;
  readonly benign: Side;
  /** How many attacks have benign texts of their stratum to be ranked against. */
  readonly ranked: number;
  /** Each attack against all benign texts of its stratum, in whatever group; absent when none is ranked. */
  readonly auc?: number;
  /** Against the benign texts of this group alone; absent when it holds one kind only. */
  readonly aucWithin?: number;
  readonly recall: readonly Recall[];
}

/** What a text is measured against. */
export interface Yardstick {
  /** Benign texts of the whole run, by stratum. */
  readonly benign: ReadonlyMap<string, BenignScores>;
  thresholds(crossing: Crossing): { readonly flag: number; readonly act: number };
}

export function cellOf(name: string, texts: readonly ScoredText[], yardstick: Yardstick): Cell {
  const attacks = texts.filter(({ isAttack }) => isAttack);
  const benign = texts.filter(({ isAttack }) => !isAttack);
  const ranked = attacks.filter(({ stratum }) => yardstick.benign.has(stratum));
  const within = auc(scoresOf(attacks), scoresOf(benign));
  return {
    name,
    attacks: sideOf(attacks, yardstick),
    benign: sideOf(benign, yardstick),
    ranked: ranked.length,
    ...(ranked.length === 0 ? {} : { auc: meanShareBelow(ranked, yardstick) }),
    ...(within === undefined ? {} : { aucWithin: within }),
    recall: TARGETS.map((target) => ({ target, recall: recallAt(ranked, yardstick, target) })),
  };
}

function meanShareBelow(ranked: readonly ScoredText[], { benign }: Yardstick): number {
  const sum = ranked.reduce((total, { score, stratum }) => total + (benign.get(stratum)?.shareBelow(score) ?? 0), 0);
  return sum / ranked.length;
}

/** Each stratum has a threshold of its own, as each crossing has; what they catch is counted together. */
function recallAt(ranked: readonly ScoredText[], { benign }: Yardstick, target: number): Rate {
  let caught = 0;
  for (const [stratum, attacks] of groupBy(ranked, (text) => text.stratum)) {
    const against = benign.get(stratum);
    if (against !== undefined) caught += rocPoint(scoresOf(attacks), against, target)?.caught ?? 0;
  }
  return rateOf(caught, ranked.length);
}

function sideOf(texts: readonly ScoredText[], { thresholds }: Yardstick): Side {
  const flagged = texts.filter(({ score, crossing }) => score >= thresholds(crossing).flag).length;
  const acted = texts.filter(({ score, crossing }) => score >= thresholds(crossing).act).length;
  return { texts: texts.length, flagged: rateOf(flagged, texts.length), acted: rateOf(acted, texts.length) };
}

function scoresOf(texts: readonly { readonly score: number }[]): readonly number[] {
  return texts.map(({ score }) => score);
}
