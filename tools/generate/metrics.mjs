import { existsSync } from 'node:fs';
import { code, GENERATED, table } from './markdown.mjs';

/** The page of metrics, read from what a gateway really renders. */
export async function metricPages() {
  const door = new URL('../../dist/telemetry/index.js', import.meta.url);
  if (!existsSync(door)) return new Map();
  const { createMetrics } = await import(door.href);
  const none = { controls: [], routes: [], dialects: [], providers: [], models: [], queues: [], caches: [], paths: [] };
  const metrics = createMetrics({ ...none, residentBytes: () => 0 });
  const text = await metrics.render();
  metrics.stop();
  const kinds = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => [name, kind]));
  const rows = [...text.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name, help]) => [code(name), kinds.get(name), help]);
  const page = `${GENERATED}

# Metrics

Served at \`/metrics\` on the admin listener, in the text format of Prometheus. No label ever holds a key, a user, a session,
a tenant or text of a request.

${table(['name', 'kind', 'meaning'], rows.toSorted())}
`;
  return new Map([['docs/reference/metrics.md', page]]);
}
