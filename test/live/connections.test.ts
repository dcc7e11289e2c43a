import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { chatBody, chatFrames } from '../support/frames.ts';
import {
  halfOpen,
  hangingAfter,
  json,
  type MockProvider,
  startMockProvider,
  stream,
} from '../support/mock-provider.ts';
import { type Live, openLive } from './live.ts';
import { post, send } from './raw.ts';

let provider: MockProvider;
let live: Live;

beforeAll(async () => {
  provider = await startMockProvider();
  live = await openLive({ provider, policy: { limits: '{ response: 64MiB, concurrent_requests: 2 }' } });
});
afterAll(async () => {
  await live.close();
  await provider.close();
});

const ASK = { model: 'chat', messages: [{ role: 'user', content: 'Good morning.' }] };
const headers = (): Record<string, string> => ({
  authorization: `Bearer ${live.key}`,
  'content-type': 'application/json',
});

/** Every entry of the ledger so far, as text. */
function ledgerText(): string {
  const files = live.stateFiles().filter(({ path }) => path.includes('/ledger/'));
  return files.map(({ bytes }) => bytes.toString('utf8')).join('');
}

describe('a client that goes away', () => {
  test.each([
    ['before the first byte of the answer', halfOpen(), false],
    [
      'in the middle of a stream',
      hangingAfter(3, {
        ...stream([]),
        steps: chatFrames(['Hello ', 'there, ', 'dear ', 'friend']).map((frame) => Buffer.from(frame)),
      }),
      true,
    ],
  ])('%s: the provider is let go, and the ledger knows', async (_, script, streamed) => {
    provider.next(script);
    const id = `req-gone-${streamed}-0001`;
    const { abandoned } = provider;
    const asked = provider.requests.length;
    const leaving = new AbortController();
    const answer = fetch(`${live.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { ...headers(), 'x-request-id': id },
      body: JSON.stringify({ ...ASK, stream: streamed }),
      signal: leaving.signal,
    });
    await provider.arrived(asked + 1);
    if (streamed) await (await answer).body?.getReader().read();
    leaving.abort();
    await answer.catch(() => undefined);
    await vi.waitFor(() => expect(provider.abandoned).toBe(abandoned + 1), { timeout: 5000 });
    await vi.waitFor(() => expect(ledgerText()).toMatch(new RegExp(`"request":"${id}"[^\\n]*client-gone`)), {
      timeout: 5000,
    });
    expect(ledgerText()).not.toMatch(new RegExp(`"request":"${id}"[^\\n]*provider-failed`));
  });

  test('in the middle of its own request: no crash, and the next one is served', async () => {
    const { port } = new URL(live.url);
    const half = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${live.key}\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"model":`;
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(half, () => setImmediate(() => socket.destroy())),
      );
      socket.on('close', () => resolve());
    });
    provider.next(json(chatBody(['still here'])));
    expect((await post(live.url, live.key, '/v1/chat/completions', JSON.stringify(ASK))).status).toBe(200);
    expect(live.said.join('')).not.toContain('request-failed');
  });
});

describe('RT-24: sizes', () => {
  test('a body in chunks beyond the limit is answered with 413, not with a reset', async () => {
    const { port } = new URL(live.url);
    const status = await new Promise<number>((resolve, reject) => {
      const outgoing = request(
        { port, host: '127.0.0.1', method: 'POST', path: '/v1/chat/completions', headers: headers(), agent: false },
        (response) => {
          resolve(response.statusCode ?? 0);
          outgoing.destroy();
        },
      );
      outgoing.on('error', reject);
      for (let index = 0; index < 48; index += 1) outgoing.write(Buffer.alloc(64 * 1024, 0x20)); // and no end to it
    });
    expect(status).toBe(413);
  });

  test('a client that reads slowly makes the provider wait, and still gets all of it', async () => {
    const frame = Buffer.from(chatFrames(['All is well in the house today. '.repeat(500)])[1] ?? '');
    const frames = chatFrames(['x']);
    let written = 0;
    const count = async (): Promise<void> => {
      written += frame.length;
    };
    const steps = Array.from({ length: 1500 }, () => [frame, count]).flat();
    provider.next({
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      steps: [Buffer.from(frames[0] ?? ''), ...steps, Buffer.from(frames.slice(-2).join(''))],
    });
    const { port } = new URL(live.url);
    const received = await new Promise<string>((resolve, reject) => {
      const outgoing = request(
        { port, host: '127.0.0.1', method: 'POST', path: '/v1/chat/completions', headers: headers(), agent: false },
        async (response) => {
          response.pause();
          await stands(() => written);
          const whileWaiting = written;
          let bytes = 0;
          let tail = '';
          for await (const chunk of response) {
            bytes += chunk.length;
            tail = (tail + chunk).slice(-64);
          }
          resolve(
            `${whileWaiting < 0.7 * 1500 * frame.length} ${bytes >= 1500 * frame.length} ${tail.endsWith('data: [DONE]\n\n')}`,
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(JSON.stringify({ ...ASK, stream: true }));
    });
    expect(received).toBe('true true true');
  });
});

test('429 with Retry-After while too much runs at once, and nothing is sent on', async () => {
  provider.next(halfOpen(), halfOpen());
  const before = provider.requests.length;
  const leaving = new AbortController();
  const running = [1, 2].map(() =>
    fetch(`${live.url}/v1/chat/completions`, {
      method: 'POST',
      headers: headers(),
      body: JSON.stringify(ASK),
      signal: leaving.signal,
    }).catch(() => undefined),
  );
  await provider.arrived(before + 2);
  const answer = await post(live.url, live.key, '/v1/chat/completions', JSON.stringify(ASK));
  expect([
    answer.status,
    answer.headers['retry-after'],
    answer.headers['x-should-retry'],
    JSON.parse(String(answer.body)).error.code,
  ]).toEqual([429, '1', undefined, 'rate_limit_exceeded']);
  expect((await send(live.url, { method: 'GET', path: '/livez' })).status).toBe(200);
  leaving.abort();
  await Promise.all(running);
  expect(provider.requests.length).toBe(before + 2);
});

test('connections to the provider are used again', async () => {
  const ports = new Set<number>();
  const server = createServer((incoming, response) => {
    ports.add(incoming.socket.remotePort ?? 0);
    incoming.resume();
    incoming.on('end', () =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(chatBody(['ok']))),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  const second = await openLive({ provider: { ...provider, url: `http://127.0.0.1:${port}/v1` } });
  for (let index = 0; index < 12; index += 1)
    await post(second.url, second.key, '/v1/chat/completions', JSON.stringify(ASK));
  expect(ports.size).toBe(1);
  await second.close();
  server.close();
});

/** Waits until a number has stood still for a while. */
async function stands(read: () => number): Promise<void> {
  let last = -1;
  for (let still = 0; still < 8; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    still = read() === last && last > 0 ? still + 1 : 0;
    last = read();
  }
}
