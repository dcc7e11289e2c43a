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

/** Beside passages that the encoder read, the screen alone is believed from this rate on. */
const SURE: Rate = 0.005;
/** The score of a passage that the encoder did not read stays under those that it did. */
const LET_GO = 0.02;
/** Log-odds that language in an encoded run adds: who writes so that people cannot read it means the machine. */
const DECODED = 1;
/** One or two words, with the marks at both ends, order nothing, and the detectors know many words by their company only. */
const FEWEST_TOKENS = 5;

/**
 * Score and rate of one passage. Where the encoder answered, its word counts. Elsewhere the screen's counts by the screen's own
 * thresholds: all of them when `tier` says that the text is read by the screen, and only the strict ones where the encoder was
 * at work and read other passages.
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
  if (one.passage.ids.length < FEWEST_TOKENS) {
    return { start, end, signs, score: linear * LET_GO, rate: undefined };
  }
  if (one.logits === undefined) {
    const rate = rateAt(thresholds.screen, linear);
    if (tier === 'screen') return { start, end, signs, score: linear, rate };
    return { start, end, signs, score: linear * LET_GO, rate: rate !== undefined && rate <= SURE ? rate : undefined };
  }
  const score = probability(fused(one.logits, one.linear, channel, fusion)! + (one.passage.isDecoded ? DECODED : 0));
  return { start, end, signs, score, rate: rateAt(thresholds.encoder, score) };
}

/** Both voices in one log-odds; undefined where the encoder did not answer. */
export function fused(
  logits: Logits | undefined,
  linear: number,
  channel: Channel,
  fusion: Fusion,
): number | undefined {
  if (logits === undefined) return undefined;
  return fusion.encoder * logits[channel === 'user' ? 0 : 1] + fusion.screen * linear + fusion.bias;
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
