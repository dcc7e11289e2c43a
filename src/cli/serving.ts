import { createObedientModel } from '../assurance/index.ts';
import { type Observer, VerdictCache } from '../boundaries/index.ts';
import type { ClassifierMeans, Crossing } from '../core/index.ts';
import { httpUpstream, innerUpstream, type Serving, type Upstream } from '../gateway/index.ts';
import { type Configuration, OBEDIENT, type ProviderConfiguration } from '../policy/index.ts';
import type { ControlMeter, Metrics } from '../telemetry/index.ts';

/** Text whose verdicts are remembered, in UTF-16 code units. */
const CACHE_CHARACTERS = 8 * 1024 * 1024;

/** A configuration at work, and how to let it go. */
export interface Standing extends Serving {
  /** The detectors as this configuration wants them. */
  readonly classifier: ClassifierMeans;
  /** Ends connections to providers once what runs over them is done. */
  retire(): Promise<void>;
}

/** Puts a configuration to work: connections to its providers, its detectors, an empty cache, meters for its controls. */
export function stand(configuration: Configuration, classifier: ClassifierMeans, metrics: Metrics): Standing {
  const upstreams = new Map<string, Upstream>();
  for (const provider of configuration.providers.values()) upstreams.set(provider.name, upstreamFor(provider));
  return {
    configuration,
    classifier,
    cache: new VerdictCache(CACHE_CHARACTERS),
    observer: observerFor(metrics),
    upstreamOf(provider) {
      const upstream = upstreams.get(provider);
      if (upstream === undefined) throw new Error('the policy resolved every provider');
      return upstream;
    },
    retire: async () => {
      await Promise.all([...upstreams.values()].map((upstream) => upstream.close()));
    },
  };
}

function upstreamFor(provider: ProviderConfiguration): Upstream {
  return provider.baseUrl === OBEDIENT ? innerUpstream(createObedientModel()) : httpUpstream(provider);
}

/** Meters are resolved once per control and crossing: the hot path only counts. */
function observerFor(metrics: Metrics): Observer {
  const meters = new Map<string, Map<Crossing, ControlMeter>>();
  const meterOf = (control: string, crossing: Crossing): ControlMeter =>
    meters.get(control)?.get(crossing) ?? firstMeter(control, crossing);
  const firstMeter = (control: string, crossing: Crossing): ControlMeter => {
    const meter = metrics.control(control, crossing);
    const known = meters.get(control) ?? new Map<Crossing, ControlMeter>();
    meters.set(control, known.set(crossing, meter));
    return meter;
  };
  const cache = metrics.cache('verdicts');
  const stream = metrics.stream('all');
  return {
    controlRan: (control, crossing, seconds) => meterOf(control, crossing).took(seconds),
    controlFailed: (control, failMode, crossing) => meterOf(control, crossing).failed(failMode),
    decided: (crossing, control, action, mode) => meterOf(control, crossing).decided(action, mode),
    heldBack: (characters, seconds) => stream.held(seconds, characters),
    verdictKnown: (known) => (known ? cache.hit() : cache.miss()),
  };
}
