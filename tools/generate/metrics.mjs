import { existsSync } from 'node:fs';
import { code, codes, GENERATED, table } from './markdown.mjs';

/** The metrics page, from the list `METRICS` that the telemetry room exports; nothing while there is none. */
export async function metricPages() {
  const door = new URL('../../dist/telemetry/index.js', import.meta.url);
  if (!existsSync(door)) return new Map();
  const { METRICS } = await import(door.href);
  if (METRICS === undefined) return new Map();
  const rows = METRICS.map((metric) => [code(metric.name), metric.kind, metric.help, codes(metric.labels ?? [])]);
  const page = `${GENERATED}

# Metrics

Served at \`/metrics\` on the admin listener. No label ever holds text of a request.

${table(['name', 'kind', 'meaning', 'labels'], rows)}
`;
  return new Map([['docs/reference/metrics.md', page]]);
}
