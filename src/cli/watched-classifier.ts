import { FlagRateWatch } from '../assurance/index.ts';
import type { ClassifierMeans, Crossing, Screening, Tier } from '../core/index.ts';
import type { DetectorMeter, FlagRate, Logger, Metrics } from '../telemetry/index.ts';
import { type Calibration, SCREENED } from './calibration.ts';

export interface WatchSettings {
  readonly calibration: Calibration;
  readonly metrics: Pick<Metrics, 'detector'>;
  readonly logger: Logger;
  /** Which tier judges now; the band of its card is watched. */
  tier(): Tier;
}

/**
 * The same classifier, counted: how each text was read, and whether texts are noticed as often as the calibration expects.
 * Whoever remembers verdicts asks it once for each text.
 */
export function watchedClassifier(classifier: ClassifierMeans, settings: WatchSettings): ClassifierMeans {
  const watches = new Map(SCREENED.map((crossing) => [crossing, new CrossingWatch(crossing, settings)]));
  return {
    screen(one) {
      const watch = watches.get(one.crossing);
      const answer = classifier.screen(one);
      if (!(answer instanceof Promise)) return watch?.take(answer) ?? answer;
      return answer.then((screening) => watch?.take(screening) ?? screening);
    },
  };
}

/** Requests are watched where they are flagged, and so is data. */
function watchedRate(crossing: Crossing): 0.01 | 0.05 {
  return crossing === 'interface.request' ? 0.01 : 0.05;
}

const EVENTS = { above: 'flag-rate-above', below: 'flag-rate-below', 'in-band': 'flag-rate-in-band' } as const;

class CrossingWatch {
  private readonly crossing: Crossing;
  private readonly settings: WatchSettings;
  private readonly meter: DetectorMeter;
  private readonly byTier: Readonly<Record<Tier, { readonly from: number; readonly watch: FlagRateWatch }>>;
  private told: FlagRate = 'in-band';

  constructor(crossing: Crossing, settings: WatchSettings) {
    this.crossing = crossing;
    this.settings = settings;
    this.meter = settings.metrics.detector(crossing);
    this.byTier = { screen: this.watchOf('screen'), encoder: this.watchOf('encoder') };
    this.meter.flagRate(this.told);
  }

  private watchOf(tier: Tier): { readonly from: number; readonly watch: FlagRateWatch } {
    const { threshold, band } = this.settings.calibration.cardAt(this.crossing, tier, watchedRate(this.crossing));
    return { from: threshold, watch: new FlagRateWatch(band) };
  }

  /** Counts an answer and gives it back. */
  take(screening: Screening): Screening {
    const { score, tier, coverage, unassessed } = screening;
    this.meter.screened(tier, coverage);
    if (unassessed) this.meter.unassessed();
    const { from, watch } = this.byTier[screening.isProvisional ? 'screen' : this.settings.tier()];
    this.tell(watch.take(score >= from));
    return screening;
  }

  private tell(now: FlagRate): void {
    if (now === this.told) return;
    this.told = now;
    this.meter.flagRate(now);
    this.settings.logger[now === 'above' ? 'warn' : 'info'](EVENTS[now], { crossing: this.crossing });
  }
}
