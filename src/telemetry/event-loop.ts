import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

const RESOLUTION_MS = 10;
const NANOSECONDS = 1e9;
const QUANTILES = [
  { quantile: '0.5', percentile: 50 },
  { quantile: '0.99', percentile: 99 },
  { quantile: '1', percentile: 100 },
] as const;

/** Watches how late the event loop is; each reading covers the time since the one before. Returns what stops it. */
export function watchEventLoop(registry: Registry): () => void {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  new Gauge({
    name: 'ringfort_event_loop_lag_seconds',
    help: 'How late the event loop was since the last reading.',
    labelNames: ['quantile'] as const,
    registers: [registry],
    collect() {
      for (const { quantile, percentile } of QUANTILES) {
        // The sampler counts its own interval as delay; without a sample it reports nonsense.
        const seconds = delays.count === 0 ? 0 : delays.percentile(percentile) / NANOSECONDS - RESOLUTION_MS / 1000;
        this.set({ quantile }, Math.max(0, seconds));
      }
      delays.reset();
    },
  });
  return () => {
    delays.disable();
  };
}
