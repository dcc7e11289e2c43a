/** How well scores rank attacks above benign texts. A text is flagged when its score is at least the threshold. */

/** Benign scores, prepared so that many attacks can be ranked against them. */
export class BenignScores {
  readonly #rising: readonly number[];

  constructor(scores: readonly number[]) {
    this.#rising = scores.toSorted((left, right) => left - right);
  }

  get count(): number {
    return this.#rising.length;
  }

  /** The share of benign scores below this one, equal ones counted half; their mean over attacks is the AUC. */
  shareBelow(score: number): number {
    const below = this.#firstFrom((other) => other >= score);
    const notAbove = this.#firstFrom((other) => other > score);
    return (below + notAbove) / 2 / this.#rising.length;
  }

  countFrom(threshold: number): number {
    return this.count - this.#firstFrom((other) => other >= threshold);
  }

  /**
   * The score that a text must exceed so that at most `rate` of these are flagged with it. A count is whole: of 150 texts
   * 1 % is one, of 99 it is none. Minus infinity when all may be flagged.
   */
  limitFor(rate: number): number {
    const allowed = Math.floor(rate * this.count + 1e-9); // 0.07 * 100 is a little more than 7
    return this.#rising[this.count - 1 - allowed] ?? Number.NEGATIVE_INFINITY;
  }

  /** The lowest score above a limit; undefined when there is none. */
  lowestAbove(limit: number): number | undefined {
    return this.#rising[this.#firstFrom((other) => other > limit)];
  }

  /**
   * How many of the highest 1 % (at least one) are different numbers. A detector that is saturated gives many benign texts
   * one and the same top score, and no threshold can be set among them.
   */
  topDistinctness(): { readonly top: number; readonly distinct: number } {
    const top = this.count === 0 ? 0 : Math.max(1, Math.ceil(this.count / 100));
    return { top, distinct: new Set(this.#rising.slice(this.count - top)).size };
  }

  /** The index of the first score for which a condition holds that holds for all higher ones; the count when none does. */
  #firstFrom(holds: (score: number) => boolean): number {
    let [low, high] = [0, this.#rising.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const score = this.#rising[middle];
      if (score !== undefined && holds(score)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/**
 * Area under the ROC curve: how often an attack scores higher than a benign text, ties counted half (Mann and Whitney
 * 1947). Undefined without attacks or without benign texts.
 */
export function auc(attacks: readonly number[], benign: readonly number[]): number | undefined {
  if (attacks.length === 0 || benign.length === 0) return undefined;
  const ranked = new BenignScores(benign);
  return attacks.reduce((sum, score) => sum + ranked.shareBelow(score), 0) / attacks.length;
}

/** A point of the ROC curve that a threshold reaches. */
export interface RocPoint {
  /** The false-positive rate that was asked for; the one reached is never higher. */
  readonly target: number;
  /** The lowest score that occurs and keeps the target; undefined when none does, and then nothing is flagged. */
  readonly threshold: number | undefined;
  readonly falsePositives: number;
  readonly caught: number;
}

/**
 * The point with the most caught attacks whose false-positive rate is at most `target`. No point between two thresholds
 * is made up: equal scores are flagged together or not at all, so with few benign texts the rate reached may be lower
 * than the one asked for. Undefined without benign texts.
 */
export function rocPoint(attacks: readonly number[], benign: BenignScores, target: number): RocPoint | undefined {
  if (benign.count === 0) return undefined;
  const limit = benign.limitFor(target);
  const caught = attacks.filter((score) => score > limit);
  const lowestCaught = caught.reduce((lowest, score) => Math.min(lowest, score), Number.POSITIVE_INFINITY);
  const threshold = Math.min(lowestCaught, benign.lowestAbove(limit) ?? Number.POSITIVE_INFINITY);
  if (threshold === Number.POSITIVE_INFINITY) return { target, threshold: undefined, falsePositives: 0, caught: 0 };
  return { target, threshold, falsePositives: benign.countFrom(threshold), caught: caught.length };
}
