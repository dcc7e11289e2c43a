import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Crossing, Tier } from '../core/index.ts';
import { memoised } from './label-set.ts';

/** Where the share of noticed texts stands against the band of a calibration. */
export type FlagRate = 'below' | 'in-band' | 'above';

/** What is counted of the learned detectors at one crossing. Resolve it once per crossing, not per text. */
export interface DetectorMeter {
  /** One text was read. `coverage` is the share of it, from 0 to 1, that the tier read itself. */
  screened(tier: Tier, coverage: number): void;
  /** The text was in a language in which the detectors were not measured. */
  unassessed(): void;
  flagRate(state: FlagRate): void;
}

export interface DetectorMeters {
  detector(crossing: Crossing): DetectorMeter;
  encoderReady(isReady: boolean): void;
}

const COVERAGE = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1];
const STATES = { below: -1, 'in-band': 0, above: 1 } as const satisfies Record<FlagRate, number>;

export function createDetectorMeters(registry: Registry): DetectorMeters {
  const registers = [registry];
  const ready = new Gauge({
    name: 'ringfort_encoder_ready',
    help: 'Whether the encoder answers: 1, or 0 when the linear screen answers alone.',
    registers,
  });
  const screenings = new Counter({
    name: 'ringfort_detector_screenings_total',
    help: 'Texts that the learned detectors read, by who answered; texts that were known are not read again.',
    labelNames: ['crossing', 'tier'] as const,
    registers,
  });
  const coverage = new Histogram({
    name: 'ringfort_detector_coverage_ratio',
    help: 'Share of a text that the tier that answered read itself.',
    labelNames: ['crossing', 'tier'] as const,
    buckets: COVERAGE,
    registers,
  });
  const unassessed = new Counter({
    name: 'ringfort_detector_unassessed_total',
    help: 'Texts in a language in which the detectors were not measured.',
    labelNames: ['crossing'] as const,
    registers,
  });
  const state = new Gauge({
    name: 'ringfort_detector_flag_rate_state',
    help: 'Share of noticed texts against the band of the calibration: 0 in it, 1 above it, -1 below it.',
    labelNames: ['crossing'] as const,
    registers,
  });
  const detector = memoised(([crossing = '']): DetectorMeter => {
    const counted = (tier: Tier) => {
      const [total, shares] = [screenings.labels({ crossing, tier }), coverage.labels({ crossing, tier })];
      return (share: number) => {
        total.inc();
        shares.observe(share);
      };
    };
    const byTier = { screen: counted('screen'), encoder: counted('encoder') };
    const foreign = unassessed.labels({ crossing });
    const rate = state.labels({ crossing });
    return {
      screened: (tier, share) => byTier[tier](share),
      unassessed: () => foreign.inc(),
      flagRate: (now) => rate.set(STATES[now]),
    };
  });
  return { detector, encoderReady: (isReady) => ready.set(isReady ? 1 : 0) };
}
