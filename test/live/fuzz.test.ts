import { Agent } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostileRequest, hostileRequest } from './hostile-body.ts';
import { type Live, openLive } from './live.ts';
import { post } from './raw.ts';

let live: Live;

beforeAll(async () => {
  live = await openLive();
});
afterAll(() => live.close());

const REQUESTS = 10_000;
const CALLERS = 8;
const DECLARED = new Set([200, 400, 404, 413]);

test('ten thousand hostile bodies get declared answers, bound memory, and leave a house that works', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
  const statuses = new Map<number, number>();
  const strange: string[] = [];
  const ask = async ({ path, body }: HostileRequest): Promise<void> => {
    const answer = await post(live.url, live.key, path, body, { connection: 'keep-alive' }, agent);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    const isExplained = answer.status === 200 || 'error' in JSON.parse(String(answer.body));
    if (!DECLARED.has(answer.status) || !isExplained)
      strange.push(`${answer.status} ${answer.body.subarray(0, 200)} <- ${path} ${body.subarray(0, 1500)}`);
  };
  const run = async (count: number, seed: number): Promise<void> => {
    const requests = fc.sample(hostileRequest, { numRuns: count, seed });
    const callers = Array.from({ length: CALLERS }, async () => {
      for (let next = requests.pop(); next !== undefined; next = requests.pop()) await ask(next);
    });
    await Promise.all(callers);
  };
  await run(REQUESTS / 2, 1);
  const before = heapAfterRest();
  await run(REQUESTS / 2, 2);
  expect(strange.slice(0, 3)).toEqual([]);
  expect(heapAfterRest() - before).toBeLessThan(96 * 1024 * 1024);
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
  expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 50);
  expect(live.said.join('')).not.toContain('request-failed');
  const good = await post(
    live.url,
    live.key,
    '/v1/chat/completions',
    '{"model":"obedient","messages":[{"role":"user","content":"Reply with exactly \\"still here\\""}]}',
  );
  expect([good.status, String(good.body).includes('still here')]).toEqual([200, true]);
  agent.destroy();
});

function heapAfterRest(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
