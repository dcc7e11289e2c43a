import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { type LabelSet, memoised, OTHER } from './label-set.ts';

export interface StreamMeter {
  /** How long, and how much text, was kept back before it could be let out. */
  held(seconds: number, characters: number): void;
}

export interface QueueMeter {
  depth(entries: number): void;
  dropped(entries: number): void;
}

export interface CacheMeter {
  hit(): void;
  miss(): void;
}

/** What is counted of requests, streams, queues and caches. */
export interface TrafficMeters {
  /** One finished request; `status` is the HTTP status. */
  request(route: string, status: number): void;
  stream(dialect: string): StreamMeter;
  queue(name: string): QueueMeter;
  cache(name: string): CacheMeter;
  /** Entries that were decided and are not durable yet. */
  ledgerLag(entries: number): void;
  /** Whether a control proved itself on a path at start. */
  controlArmed(control: string, path: string, isArmed: boolean): void;
}

export interface TrafficLabels {
  readonly routes: LabelSet;
  readonly dialects: LabelSet;
  readonly queues: LabelSet;
  readonly caches: LabelSet;
  readonly controls: LabelSet;
  readonly paths: LabelSet;
}

const HOLD_SECONDS = [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10];
const HOLD_CHARACTERS = [0, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 16384];

export function createTrafficMeters(registry: Registry, labels: TrafficLabels): TrafficMeters {
  const registers = [registry];
  const requests = new Counter({
    name: 'ringfort_requests_total',
    help: 'Finished requests.',
    labelNames: ['route', 'status'] as const,
    registers,
  });
  const lag = new Gauge({
    name: 'ringfort_ledger_lag_entries',
    help: 'Ledger entries that are not durable yet.',
    registers,
  });
  const armed = new Gauge({
    name: 'ringfort_control_armed',
    help: 'Whether a control proved itself on a path: 1 or 0.',
    labelNames: ['control', 'path'] as const,
    registers,
  });
  const requestMeter = memoised(([route = '', status = '']) => requests.labels({ route, status }));
  const stream = streamMeters(registers);
  const queue = queueMeters(registers);
  const cache = cacheMeters(registers);
  return {
    request: (route, status) => requestMeter(labels.routes(route), statusLabel(status)).inc(),
    stream: (dialect) => stream(labels.dialects(dialect)),
    queue: (name) => queue(labels.queues(name)),
    cache: (name) => cache(labels.caches(name)),
    ledgerLag: (entries) => lag.set(entries),
    controlArmed: (control, path, isArmed) =>
      armed.set({ control: labels.controls(control), path: labels.paths(path) }, isArmed ? 1 : 0),
  };
}

function streamMeters(registers: Registry[]): (dialect: string) => StreamMeter {
  const labelNames = ['dialect'] as const;
  const seconds = new Histogram({
    name: 'ringfort_stream_holdback_seconds',
    help: 'Time for which text of a stream was kept back.',
    labelNames,
    buckets: HOLD_SECONDS,
    registers,
  });
  const characters = new Histogram({
    name: 'ringfort_stream_holdback_characters',
    help: 'Text of a stream that was kept back, in UTF-16 code units.',
    labelNames,
    buckets: HOLD_CHARACTERS,
    registers,
  });
  return memoised(([dialect = '']) => {
    const time = seconds.labels({ dialect });
    const length = characters.labels({ dialect });
    return {
      held(heldSeconds, heldCharacters) {
        time.observe(heldSeconds);
        length.observe(heldCharacters);
      },
    };
  });
}

function queueMeters(registers: Registry[]): (name: string) => QueueMeter {
  const labelNames = ['queue'] as const;
  const depth = new Gauge({ name: 'ringfort_queue_depth', help: 'Entries waiting in a queue.', labelNames, registers });
  const dropped = new Counter({
    name: 'ringfort_queue_dropped_total',
    help: 'Entries that a full queue dropped, by its declared rule.',
    labelNames,
    registers,
  });
  return memoised(([queue = '']) => {
    const depthNow = depth.labels({ queue });
    const droppedNow = dropped.labels({ queue });
    return { depth: (entries) => depthNow.set(entries), dropped: (entries) => droppedNow.inc(entries) };
  });
}

function cacheMeters(registers: Registry[]): (name: string) => CacheMeter {
  const lookups = new Counter({
    name: 'ringfort_cache_lookups_total',
    help: 'Lookups in a cache, found or not.',
    labelNames: ['cache', 'outcome'] as const,
    registers,
  });
  return memoised(([cache = '']) => {
    const hits = lookups.labels({ cache, outcome: 'hit' });
    const misses = lookups.labels({ cache, outcome: 'miss' });
    return { hit: () => hits.inc(), miss: () => misses.inc() };
  });
}

function statusLabel(status: number): string {
  return Number.isInteger(status) && status >= 100 && status <= 599 ? String(status) : OTHER;
}
