import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTrafficServer, type GatewayMeans } from '../../src/gateway/index.ts';
import { policyOf } from './exchange-double.ts';

const crashes: unknown[] = [];
const means = {
  serving: () => ({ configuration: policyOf() }),
  authenticator: { authenticate: () => Promise.reject(new Error('a bug')) },
  newId: (prefix: string) => `${prefix}_1`,
  elapsed: () => 0,
  crashed: (error: unknown) => void crashes.push(error),
  meters: { request() {} },
} as unknown as GatewayMeans; // no more is asked for before the walk fails
const server = createTrafficServer(means, () => true);
let url: string;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
});
afterAll(() => void server.close());

test('a bug of ours is answered with the ids under which the log has it, and claims nothing of what was sent', async () => {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'x-request-id': 'mine-0001' },
    body: '{}',
  });
  expect(response.status).toBe(503);
  expect(response.headers.get('x-request-id')).toBe('mine-0001');
  expect(await response.json()).toMatchObject({
    error: { message: 'The gateway failed while it worked on this request.', ringfort: { decision_id: 'dec_1' } },
  });
  expect(crashes).toHaveLength(1);
});
