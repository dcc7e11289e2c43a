import { createHmac } from 'node:crypto';
import {
  type Channel,
  type ClassifierMeans,
  type Crossing,
  type Screening,
  STUB,
  type Suspicion,
  type Tier,
  type ToScreen,
} from '../core/index.ts';
import { blanked } from './blank.ts';
import { chosen } from './choose.ts';
import type { Encoder } from './encoder/index.ts';
import { type Fusion, fused, type Judged, merged, type Weighed, weigh } from './judged.ts';
import { type Candidate, candidatesOf, carriersOf } from './narrow.ts';
import type { Pieces } from './pieces.ts';
import { type Passage, type Reading, read } from './reading.ts';
import { rowsOf } from './rows.ts';
import type { Screen } from './screen.ts';
import { attemptsOf } from './signs/attempt.ts';
import type { CrossingThresholds, Thresholds } from './thresholds.ts';

/** All that the shipped detectors consist of. */
export interface Cascade {
  readonly pieces: Pieces;
  readonly screen: Screen;
  readonly fusion: Readonly<Record<Channel, Fusion>>;
  readonly thresholds: Thresholds;
  /** Undefined when the runtime is not wanted. */
  readonly encoder: Encoder | undefined;
  /** How long the encoder may take for one text, in milliseconds, waiting included. */
  readonly deadlineMs: number;
  /** Decides which passages are drawn; whoever knows it can hide from the draw. */
  readonly drawKey: Uint8Array;
}

/** Who speaks at a crossing. */
export function channelOf(crossing: Crossing): Channel {
  return crossing === 'interface.request' ? 'user' : 'data';
}

/**
 * Reads texts through the whole cascade: signs and the linear screen read everything; the encoder reads what the screen is
 * unsure of, the worst passages first; what nobody verified is told as coverage.
 */
export function createClassifier(cascade: Cascade): ClassifierMeans {
  return {
    screen(one) {
      const thresholds = cascade.thresholds.get(one.crossing);
      if (thresholds === undefined) throw new TypeError(`the calibration has no thresholds for ${one.crossing}`);
      return new Pass(cascade, one, thresholds).run();
    },
  };
}

type Region = ReturnType<typeof merged>[number];

/** One text on its way through. */
class Pass {
  private readonly cascade: Cascade;
  private readonly one: ToScreen;
  private readonly thresholds: CrossingThresholds;
  private readonly channel: Channel;
  private readonly tier: Tier;

  constructor(cascade: Cascade, one: ToScreen, thresholds: CrossingThresholds) {
    this.cascade = cascade;
    this.one = one;
    this.thresholds = thresholds;
    this.channel = channelOf(one.crossing);
    this.tier = cascade.encoder?.state === 'ready' ? 'encoder' : 'screen';
  }

  run(): Screening | Promise<Screening> {
    const text = withoutStubs(this.one.text);
    const reading = read(text, this.channel, this.one.decoded, this.cascade.pieces);
    const judged = this.judge(reading, text);
    return judged instanceof Promise
      ? judged.then((all) => this.conclude(reading, all))
      : this.conclude(reading, judged);
  }

  /** Every passage by the screen, and the wanted or else the chosen ones by the encoder where it is at work. */
  private judge(
    { passages, own }: Reading,
    text: string,
    wanted?: (passages: readonly Passage[]) => ReadonlySet<number>,
  ): readonly Judged[] | Promise<readonly Judged[]> {
    const linear = passages.map((passage) => this.cascade.screen.judge(passage, this.channel));
    const { encoder, fusion, deadlineMs } = this.cascade;
    const { quiet } = fusion[this.channel];
    const picks =
      this.tier === 'screen' || encoder === undefined
        ? new Set<number>()
        : (wanted?.(passages) ??
          chosen(linear, { channel: this.channel, quiet, demand: this.one.demand ?? 0, own, draw: this.draws(text) }));
    const judged = passages.map((passage, at) => ({ passage, linear: linear[at]!, isChosen: picks.has(at) }));
    if (picks.size === 0 || encoder === undefined) return judged;
    const asked = [...picks];
    return encoder
      .judge(
        asked.map((at) => passages[at]!.ids),
        deadlineMs,
      )
      .then((answers) => {
        const known = new Map(asked.map((at, index) => [at, answers[index]]));
        return judged.map((one, at) => ({ ...one, logits: known.get(at) }));
      });
  }

  private conclude(reading: Reading, judged: readonly Judged[]): Screening | Promise<Screening> {
    const weighed = this.weigh(judged);
    const attempts = attemptsOf(reading.evidence, this.channel).map(
      (attempt): Weighed => ({ ...attempt, score: SIGNS_ALONE }),
    );
    const score = weighed.reduce((worst, one) => Math.max(worst, one.score), 0);
    const base = {
      score,
      ...this.basis(reading, judged),
      unassessed: reading.isUnassessed,
    };
    const regions = merged([...weighed, ...attempts]);
    if (regions.length === 0 || this.channel === 'user') return { ...base, suspicions: regions.map(suspicionOf) };
    const suspicions = this.narrow(regions, reading);
    return suspicions instanceof Promise
      ? suspicions.then((found) => ({ ...base, suspicions: found }))
      : { ...base, suspicions };
  }

  private weigh(judged: readonly Judged[]): readonly Weighed[] {
    const fusion = this.cascade.fusion[this.channel];
    const tier = isLate(judged) ? 'screen' : this.tier;
    return judged.map((one) => weigh(one, this.channel, tier, fusion, this.thresholds));
  }

  /** In data only the sentences that carry an order are named, unless what is left is still noticed without them. */
  private narrow(
    regions: readonly Region[],
    { text, signs }: Reading,
  ): readonly Suspicion[] | Promise<readonly Suspicion[]> {
    const candidates = candidatesOf(text, regions, signs, encodedIn(this.one.decoded));
    const scored = this.logOddsOf(candidates.flat());
    const conclude = (logOdds: readonly number[]) => this.verified(text, regions, candidates, logOdds);
    return scored instanceof Promise ? scored.then(conclude) : conclude(scored);
  }

  /** How much each sentence alone looks like an order, by whoever can tell. */
  private logOddsOf(candidates: readonly Candidate[]): readonly number[] | Promise<readonly number[]> {
    const { screen, encoder, pieces, fusion, deadlineMs } = this.cascade;
    const linear = candidates.map((one) => screen.judge(one, this.channel));
    if (this.tier === 'screen' || encoder === undefined) return linear;
    const rows = candidates.slice(0, SENTENCES_READ).map((one) => rowsOf(one.text, pieces)[0]?.ids ?? NO_TOKENS);
    const voice = fusion[this.channel];
    return encoder
      .judge(rows, deadlineMs)
      .then((answers) => linear.map((own, at) => fused(answers[at], own, this.channel, voice) ?? own));
  }

  private verified(
    text: string,
    regions: readonly Region[],
    candidates: readonly (readonly Candidate[])[],
    logOdds: readonly number[],
  ): readonly Suspicion[] | Promise<readonly Suspicion[]> {
    let next = 0;
    const picked = regions.map((region, at) => {
      const own = candidates[at]!;
      next += own.length;
      return carriersOf(text, region, own, logOdds.slice(next - own.length, next));
    });
    const rest = blanked(text, picked.flat());
    const again = read(rest, this.channel, [], this.cascade.pieces);
    const conclude = (judged: readonly Judged[]): readonly Suspicion[] => {
      const left = this.weigh(judged).filter(({ rate }, at) => rate !== undefined || isUnanswered(judged[at]!));
      const named = regions.flatMap((region, at) => {
        const isLeft = left.some(({ start, end }) => start < region.end && end > region.start);
        return isLeft
          ? [region, ...picked[at]!.map((span) => ({ ...region, ...span }))]
          : picked[at]!.map((span) => ({ ...region, ...span }));
      });
      return merged(named).map(suspicionOf); // a sentence may lie in two regions
    };
    const judged = this.judge(again, rest, (passages) => touching(passages, regions));
    return judged instanceof Promise ? judged.then(conclude) : conclude(judged);
  }

  private basis({ own }: Reading, judged: readonly Judged[]): Basis {
    const { encoder } = this.cascade;
    const isAway = encoder !== undefined && encoder.state !== 'ready' && encoder.state !== 'absent';
    const isProvisional = isAway || isLate(judged);
    if (isProvisional || !judged.some(({ logits }) => logits !== undefined)) {
      return { tier: 'screen', coverage: 1, isProvisional };
    }
    let all = 0;
    let read = 0;
    for (const { passage, logits } of judged.slice(0, own)) {
      const length = passage.end - passage.start;
      all += length;
      if (logits !== undefined) read += length;
    }
    return { tier: 'encoder', coverage: all === 0 ? 1 : read / all, isProvisional };
  }

  /** The same text is always read alike by one process, and nobody outside knows how. */
  private draws(text: string): (index: number) => number {
    let digest: Buffer | undefined;
    return (index) => {
      digest ??= createHmac('sha256', this.cascade.drawKey).update(text).digest();
      return digest.readUInt32LE(index * 4) / 0x1_0000_0000;
    };
  }
}

/** Where encoded runs stand, each once: one run may be read in several ways. */
function encodedIn(decoded: ToScreen['decoded']): readonly { readonly start: number; readonly end: number }[] {
  return [...new Map(decoded.map(({ start, end }) => [`${start} ${end}`, { start, end }])).values()];
}

type Basis = Pick<Screening, 'tier' | 'coverage' | 'isProvisional'>;

/** The encoder was to read a passage and did not answer in time. */
function isUnanswered({ isChosen, logits }: Judged): boolean {
  return isChosen && logits === undefined;
}

function isLate(judged: readonly Judged[]): boolean {
  return judged.some(isUnanswered);
}

/** Passages that touch a region, as many as the encoder reads of one text. */
function touching(passages: readonly Passage[], regions: readonly Region[]): ReadonlySet<number> {
  const found = new Set<number>();
  let next = 0;
  for (const [at, { start, end }] of passages.entries()) {
    while (next < regions.length && regions[next]!.end <= start) next += 1;
    if (next < regions.length && regions[next]!.start < end) found.add(at);
    if (found.size === SENTENCES_READ) break;
  }
  return found;
}

/** Sentences of noticed regions that the encoder reads one by one, at most. */
const SENTENCES_READ = 48;
const NO_TOKENS = new Int32Array(0);

/** How sure signs alone make: they were counted on harmless texts, not learned. */
const SIGNS_ALONE = 0.9;

function suspicionOf({ start, end, score, rate, signs }: Region): Suspicion {
  return { start, end, score: Math.round(score * 1000) / 1000, rate, signs };
}

/** Stubs of ours say nothing; lines of the same length stand for them, so that places stay. */
function withoutStubs(text: string): string {
  return text.includes(STUB) ? text.replaceAll(STUB, '\n'.repeat(STUB.length)) : text;
}
