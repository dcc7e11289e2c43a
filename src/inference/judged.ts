import type { Channel, Rate, Sign, Tier } from '../core/index.ts';
import type { Logits } from './encoder/index.ts';
import type { Passage } from './reading.ts';
import { type CrossingThresholds, rateAt, stricter } from './thresholds.ts';

/** How the two learned detectors speak with one voice; made by training, one entry a channel. */
export interface Fusion {
  /** Log-odds of the screen below which the encoder is not asked about the text of a user. */
  readonly quiet: number;
  /** What a step of each detector's log-odds counts when both answered. */
  readonly encoder: number;
  readonly screen: number;
  readonly bias: number;
}

/** A passage with what is known of it so far. */
export interface Judged {
  readonly passage: Passage;
  /** Log-odds by the screen. */
  readonly linear: number;
  /** The encoder was to read it; whether it did, `logits` tells. */
  readonly isChosen: boolean;
  readonly logits?: Logits | undefined;
}

/** What a passage comes to. */
export interface Weighed {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly rate: Rate | undefined;
  readonly signs: readonly Sign[];
}

/** A passage that the screen let go while the encoder was there cannot be noticed: its score stays under every threshold. */
const LET_GO = 0.02;

/**
 * Score and rate of one passage. `tier` is what the reading could use: with the encoder at work, its word counts where it
 * was asked; where it was asked and did not answer in time, the screen's word counts by the screen's own thresholds.
 */
export function weigh(
  one: Judged,
  channel: Channel,
  tier: Tier,
  fusion: Fusion,
  thresholds: CrossingThresholds,
): Weighed {
  const { start, end, signs } = one.passage;
  const linear = probability(one.linear);
  if (tier === 'screen' || (one.isChosen && one.logits === undefined)) {
    return { start, end, signs, score: linear, rate: rateAt(thresholds.screen, linear) };
  }
  if (one.logits === undefined) return { start, end, signs, score: linear * LET_GO, rate: undefined };
  const own = one.logits[channel === 'user' ? 0 : 1];
  const score = probability(fusion.encoder * own + fusion.screen * one.linear + fusion.bias);
  return { start, end, signs, score, rate: rateAt(thresholds.encoder, score) };
}

/** Passages and attempts that touch become one; those that are not noticed are left out. In order. */
export function merged(weighed: readonly Weighed[]): readonly (Weighed & { readonly rate: Rate })[] {
  const noticed = weighed.filter(isNoticed).toSorted((left, right) => left.start - right.start);
  const regions: (Weighed & { readonly rate: Rate })[] = [];
  for (const one of noticed) {
    const last = regions.at(-1);
    if (last === undefined || one.start >= last.end) {
      regions.push(one);
      continue;
    }
    regions[regions.length - 1] = {
      start: last.start,
      end: Math.max(last.end, one.end),
      score: Math.max(last.score, one.score),
      rate: stricter(last.rate, one.rate)!,
      signs: [...new Set([...last.signs, ...one.signs])],
    };
  }
  return regions;
}

function isNoticed(one: Weighed): one is Weighed & { readonly rate: Rate } {
  return one.rate !== undefined;
}

export function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
