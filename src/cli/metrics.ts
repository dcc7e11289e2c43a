import { CATALOG } from '../controls/index.ts';
import { ROUTES, trafficPaths } from '../gateway/index.ts';
import type { Configuration } from '../policy/index.ts';
import { createMetrics, type Metrics } from '../telemetry/index.ts';

/** Metrics whose labels are the names of this build and of this policy, and no others. */
export function metricsFor(configuration: Configuration): Metrics {
  return createMetrics({
    controls: CATALOG.map((control) => control.id),
    routes: [...ROUTES.map((route) => route.paths[0] ?? ''), 'none'],
    dialects: ['all', ...new Set(trafficPaths().map((path) => path.dialect))],
    providers: [...configuration.providers.keys()],
    models: [...configuration.models.keys()],
    queues: ['ledger'],
    caches: ['verdicts'],
    paths: [...new Set(CATALOG.flatMap((control) => control.crossings))],
    residentBytes: () => process.memoryUsage.rss(),
  });
}
