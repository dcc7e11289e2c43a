import type { Metric, Registry } from 'prom-client';

/** A histogram as it is read: what it is called and where its buckets end, rising. */
export interface TallySettings {
  readonly name: string;
  readonly help: string;
  readonly buckets: readonly number[];
}

interface Tally {
  readonly labels: Readonly<Record<string, string>>;
  /** How many values lie in each bucket, the last of which has no end. */
  readonly counts: Float64Array;
  sum: number;
}

/**
 * A histogram for the hot path: a value costs a search in its buckets and three additions, and text is made of it when the
 * registry is read. Resolve the labels once, not per value.
 */
export function createTallies(
  registry: Registry,
  settings: TallySettings,
): (labels: Readonly<Record<string, string>>) => (value: number) => void {
  const tallies = new Map<string, Tally>();
  registry.registerMetric(histogramOf(settings, tallies));
  const { buckets } = settings;
  return (labels) => {
    const key = JSON.stringify(labels);
    const tally = tallies.get(key) ?? { labels, counts: new Float64Array(buckets.length + 1), sum: 0 };
    tallies.set(key, tally); // a policy that is read again counts on
    return (value) => {
      let at = 0;
      while (at < buckets.length && value > buckets[at]!) at += 1;
      tally.counts[at]! += 1;
      tally.sum += value;
    };
  };
}

/** To the registry a histogram like any other: it asks a metric for its name and, when it is read, for its rows. */
function histogramOf({ name, help, buckets }: TallySettings, tallies: ReadonlyMap<string, Tally>): Metric {
  const get = async () => ({
    ...{ name, help, type: 'histogram', aggregator: 'sum' },
    values: [...tallies.values()].flatMap((tally) => rowsOf(name, buckets, tally)),
  });
  const reset = (): void => {
    for (const tally of tallies.values()) {
      tally.counts.fill(0);
      tally.sum = 0;
    }
  };
  return { name, help, get, reset } as unknown as Metric; // the type lists the library's own classes only
}

function rowsOf(name: string, buckets: readonly number[], { labels, counts, sum }: Tally) {
  let below = 0;
  const rows = [...buckets, '+Inf'].map((le, at) => {
    below += counts[at] ?? 0;
    return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: below };
  });
  return [
    ...rows,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: below },
  ];
}
