import { Gauge, Registry } from 'prom-client';
import type { Crossing } from '../core/index.ts';
import { type ControlMeter, createControlMeters } from './control-meter.ts';
import { createDetectorMeters, type DetectorMeters } from './detector-meter.ts';
import { watchEventLoop } from './event-loop.ts';
import { labelSet, memoised } from './label-set.ts';
import { createModelMeters, type ModelMeter } from './model-meter.ts';
import { createTrafficMeters, type TrafficMeters } from './traffic-meter.ts';

/**
 * Every value that may stand in a label, named at start from the configuration. Whatever else comes is counted as
 * `other`, so that neither a caller's text nor an endless list of names gets into a metric.
 */
export interface MetricsOptions {
  readonly controls: readonly string[];
  readonly routes: readonly string[];
  readonly dialects: readonly string[];
  readonly providers: readonly string[];
  /** Aliases from the configuration, not what a caller asks for. */
  readonly models: readonly string[];
  readonly queues: readonly string[];
  readonly caches: readonly string[];
  /** Crossing and wire shape, for example `interface.response over chat.sse`. */
  readonly paths: readonly string[];
  /** Resident memory of the process, read when the metrics are. */
  readonly residentBytes?: () => number;
}

/** Meters to be resolved once and used often. There is no label for a key, user, session, tenant or prompt. */
export interface Metrics extends TrafficMeters, DetectorMeters {
  control(id: string, crossing: Crossing): ControlMeter;
  model(operation: 'chat' | 'embeddings', provider: string, model: string): ModelMeter;
  /** All metrics in Prometheus' text format. */
  render(): Promise<string>;
  /** The media type of `render`. */
  readonly contentType: string;
  /** Stops what watches in the background. */
  stop(): void;
}

/** Metrics of one gateway, in a registry of its own. */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const controls = labelSet(options.controls);
  const makeControl = createControlMeters(registry, controls);
  const traffic = createTrafficMeters(registry, {
    controls,
    routes: labelSet(options.routes),
    dialects: labelSet(options.dialects),
    queues: labelSet(options.queues),
    caches: labelSet(options.caches),
    paths: labelSet(options.paths),
  });
  // Both labels come from closed sets: `id` is mapped before it is remembered.
  const controlMeter = memoised(([id = '', crossing = '']) => makeControl(id, crossing as Crossing));
  const model = createModelMeters(registry, labelSet(options.providers), labelSet(options.models));
  if (options.residentBytes !== undefined) watchMemory(registry, options.residentBytes);
  const stop = watchEventLoop(registry);
  return {
    ...traffic,
    ...createDetectorMeters(registry),
    control: (id, crossing) => controlMeter(controls(id), crossing),
    model,
    render: () => registry.metrics(),
    contentType: registry.contentType,
    stop,
  };
}

function watchMemory(registry: Registry, residentBytes: () => number): void {
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the process.',
    registers: [registry],
    collect() {
      this.set(residentBytes());
    },
  });
}
