import { createPublicKey, type KeyObject } from 'node:crypto';
import { type CalibrationCard, verifyCard } from '../assurance/index.ts';
import { type Crossing, RATES, type Rate, type Tier } from '../core/index.ts';
import { channelOf, DetectorError, RELEASE_KEY, type Thresholds, type Weights } from '../inference/index.ts';

/** Crossings whose texts are screened; data without cards of its own uses the cards of retrieved text. */
export const SCREENED: readonly Crossing[] = [
  'interface.request',
  'data.retrieval',
  'data.ingest',
  'data.memory',
  'application.result',
];
export const STAND_IN: Crossing = 'data.retrieval';
const TIERS: readonly Tier[] = ['screen', 'encoder'];

/** A verified card of this installation, and where it was found. */
export interface OwnCard {
  readonly file: string;
  readonly card: CalibrationCard;
}

/** One step of a ladder that an own card replaced. */
export interface Replaced extends OwnCard {
  /** The threshold that was shipped. */
  readonly shipped: number;
}

/** What decides from which score a text is noticed. */
export interface Calibration {
  readonly thresholds: Thresholds;
  readonly replaced: readonly Replaced[];
  /** What looks wrong about the whole and is allowed, a line each. */
  readonly notes: readonly string[];
  /** The card that is in force for a step. */
  cardAt(crossing: Crossing, tier: Tier, rate: Rate): CalibrationCard;
}

/** The cards that came with the weights; each must be signed by the key of the release. */
export function shippedCards(
  { cards }: Weights,
  key: KeyObject = createPublicKey(RELEASE_KEY),
): readonly CalibrationCard[] {
  if (!Array.isArray(cards)) throw new DetectorError('weights-changed', 'the calibration is no list of cards');
  return cards.map((one: unknown) => {
    const read = verifyCard(one, key);
    if (read.ok) return read.card;
    throw new DetectorError('weights-foreign', `a calibration card is ${read.reason}`);
  });
}

/** The shipped cards, with each step replaced for which this installation has a card of its own. */
export function calibrationOf(shipped: readonly CalibrationCard[], own: readonly OwnCard[] = []): Calibration {
  const found = new Map(shipped.map((card) => [stepOf(card), card]));
  const shippedAt = (crossing: Crossing, tier: Tier, rate: number): CalibrationCard => {
    const isLikeStandIn = channelOf(crossing) === channelOf(STAND_IN);
    const standIn = isLikeStandIn ? found.get(stepOf({ crossing: STAND_IN, tier, rate })) : undefined;
    const card = found.get(stepOf({ crossing, tier, rate })) ?? standIn;
    if (card !== undefined) return card;
    throw new DetectorError('weights-changed', `no card is for \`${crossing}\` at a rate of ${rate}`);
  };
  const owned = new Map(own.map(({ card }) => [stepOf(card), card]));
  const cardAt = (crossing: Crossing, tier: Tier, rate: number): CalibrationCard =>
    owned.get(stepOf({ crossing, tier, rate })) ?? shippedAt(crossing, tier, rate);
  const ladder = (crossing: Crossing, tier: Tier): readonly number[] =>
    RATES.map((rate) => cardAt(crossing, tier, rate).threshold);
  const thresholds: Thresholds = new Map(
    SCREENED.map((crossing) => [
      crossing,
      { screen: ladder(crossing, 'screen'), encoder: ladder(crossing, 'encoder') },
    ]),
  );
  return {
    thresholds,
    replaced: own.map((one) => {
      const { crossing, tier, rate } = one.card;
      return { ...one, shipped: shippedAt(crossing, tier, rate).threshold };
    }),
    notes: own.length === 0 ? [] : crookedSteps(thresholds),
    cardAt,
  };
}

/** Names one step of one ladder. */
export function stepOf({ crossing, tier, rate }: Pick<CalibrationCard, 'crossing' | 'tier' | 'rate'>): string {
  return `${crossing}, ${tier}, ${rate}`;
}

/** A stricter rate that notices from a lower score than a looser one: then the looser one means nothing. */
function crookedSteps(thresholds: Thresholds): readonly string[] {
  return [...thresholds].flatMap(([crossing, ladders]) =>
    TIERS.flatMap((tier) =>
      RATES.slice(1).flatMap((rate, before) => {
        const [looser = 0, stricter = 0] = ladders[tier].slice(before);
        return stricter >= looser
          ? []
          : [
              `${stepOf({ crossing, tier, rate })} notices from less than the looser rate ${RATES[before]}: calibrate both`,
            ];
      }),
    ),
  );
}
