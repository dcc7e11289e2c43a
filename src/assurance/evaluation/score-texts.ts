import { hash } from 'node:crypto';
import type { Crossing } from '../../core/index.ts';
import { isBenign, type LabelledText } from './row.ts';
import { crossingOf, type Scored, type Scorer, scoredAs } from './scorer.ts';

/** A text that was scored. The text itself is not in here. */
export interface ScoredText extends Scored, Omit<LabelledText, 'text'> {
  /** SHA-256 of the text in UTF-8, hexadecimal. */
  readonly digest: string;
  /** In UTF-16 code units. */
  readonly characters: number;
  readonly isAttack: boolean;
  /** Where it was judged. */
  readonly crossing: Crossing;
  /** What it is ranked against: the benign texts of the same stratum. */
  readonly stratum: string;
  readonly milliseconds: number;
}

export interface ScoringOptions {
  readonly scorer: Scorer;
  /** Judges every text at this crossing; without it, each at the crossing of its channel. */
  readonly crossing?: Crossing;
  /** A clock in milliseconds. */
  readonly now: () => number;
  readonly onProgress?: (done: number) => void;
}

/**
 * Scores texts one after another, in their order, so that the time of each is its own. What starts with the first text
 * (weights that are loaded, code that is compiled) is started before the clock is.
 */
export async function scoreTexts(
  texts: readonly LabelledText[],
  { scorer, crossing, now, onProgress = () => undefined }: ScoringOptions,
): Promise<readonly ScoredText[]> {
  if (texts.length > 0) for (const kind of ['user', 'data'] as const) await scorer.score('Good morning.', kind);
  const scored: ScoredText[] = [];
  for (const { text, ...row } of texts) {
    const at = crossing ?? crossingOf(row.channel);
    const start = now();
    const answer = await scorer.score(text, scoredAs(at));
    const milliseconds = now() - start;
    requireScore(answer);
    const { score, tier, coverage, unassessed } = answer;
    scored.push({
      ...row,
      ...{ score, tier, coverage, unassessed, milliseconds },
      digest: digestOf(text),
      characters: text.length,
      isAttack: !isBenign(row),
      crossing: at,
      stratum: crossing ?? row.channel,
    });
    onProgress(scored.length);
  }
  return scored;
}

export function digestOf(text: string): string {
  return hash('sha256', text, 'hex');
}

/** A score that is no number would silently lose every comparison. */
function requireScore({ score, coverage }: Scored): void {
  for (const value of [score, coverage]) {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`the detector answered ${value}, not a number from 0 to 1`);
  }
}
