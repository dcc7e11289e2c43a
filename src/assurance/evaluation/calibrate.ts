import type { Crossing } from '../../core/index.ts';
import { type CalibrationCard, newCard } from './card.ts';
import { provenThreshold, textsNeeded } from './guarantee.ts';
import { exactInterval, wilson } from './interval.ts';
import { digestOf, type ScoredText } from './score-texts.ts';

/** How sure the statement of a card is, and how wide the band of its alarm. */
export const CONFIDENCE = 0.95;
const BAND_CONFIDENCE = 0.999;

export interface CalibrationInput {
  readonly crossing: Crossing;
  /** The false-positive rate to prove, above 0 and below 1. */
  readonly rate: number;
  readonly benign: readonly ScoredText[];
  readonly attacks: readonly ScoredText[];
  readonly weights: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Calibrated =
  | { readonly ok: true; readonly card: CalibrationCard }
  /** So few different texts prove no such rate, whatever their scores; `needed` would, if none were flagged. */
  | { readonly ok: false; readonly reason: 'too-few-texts'; readonly distinct: number; readonly needed: number }
  /** More benign texts than allowed have the highest score that there is, so no threshold stands above them. */
  | { readonly ok: false; readonly reason: 'saturated'; readonly atTop: number; readonly allowed: number };

/**
 * Finds the lowest threshold that provably flags benign texts no more often than `rate`. Texts that come twice count
 * twice, as they do in traffic; that many rows are no copies of a few is required.
 */
export function calibrate({ crossing, rate, benign, attacks, weights, now }: CalibrationInput): Calibrated {
  const promise = { rate, confidence: CONFIDENCE };
  const digests = benign.map(({ digest }) => digest).sort();
  const distinct = new Set(digests).size;
  const needed = textsNeeded(promise);
  const scores = benign.map(({ score }) => score);
  const proven = distinct < needed ? undefined : provenThreshold(scores, promise);
  if (proven === undefined) return { ok: false, reason: 'too-few-texts', distinct, needed };
  const { threshold, allowed, observed } = proven;
  if (threshold > 1)
    return { ok: false, reason: 'saturated', atTop: scores.filter((score) => score >= 1).length, allowed };
  const caught = attacks.filter(({ score }) => score >= threshold).length;
  const card = newCard({
    crossing,
    tier: benign.some(({ tier }) => tier === 'encoder') ? 'encoder' : 'screen',
    threshold,
    ...promise,
    texts: benign.length,
    distinct,
    allowed,
    observed,
    band: exactInterval(observed, benign.length, BAND_CONFIDENCE),
    ...(attacks.length === 0 ? {} : { attacks: { texts: attacks.length, caught, ...wilson(caught, attacks.length) } }),
    weights,
    data: digestOf(digests.map((digest) => `${digest}\n`).join('')),
    created: new Date(now).toISOString(),
  });
  return { ok: true, card };
}
