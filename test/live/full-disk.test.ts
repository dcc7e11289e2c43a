import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fileStorage, type LedgerStorage, readLedger, verifyLedger } from '../../src/ledger/index.ts';
import { chatBody, chatCallFrames } from '../support/frames.ts';
import { json, type MockProvider, startMockProvider, stream } from '../support/mock-provider.ts';
import { type Live, openLive } from './live.ts';
import { post, type RawAnswer, send } from './raw.ts';

let isFull = false;

/** Plain files on a disk that is full when the test says so. */
const disk: LedgerStorage = {
  ...fileStorage,
  async open(path) {
    const file = await fileStorage.open(path);
    return {
      ...file,
      async write(bytes, position) {
        if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        return file.write(bytes, position);
      },
    };
  },
};

let provider: MockProvider;
let stopping: Live;
let reading: Live;

beforeAll(async () => {
  provider = await startMockProvider();
  const continuing = '{ on_failure: { reads: continue, reason: answers matter more here, expires: "2027-01-31" } }';
  stopping = await openLive({ provider, options: { ledgerStorage: disk } });
  reading = await openLive({ provider, policy: { ledger: continuing }, options: { ledgerStorage: disk } });
});
afterAll(async () => {
  isFull = false;
  await stopping.close();
  await reading.close();
  await provider.close();
});
beforeEach(() => {
  isFull = false;
});

const TOOLS = [
  {
    type: 'function',
    function: { name: 'order_get', parameters: { type: 'object', properties: { order_id: { type: 'string' } } } },
  },
];

function ask(live: Live, streamed = false): Promise<RawAnswer> {
  const body = {
    model: 'chat',
    stream: streamed,
    messages: [{ role: 'user', content: 'Good morning.' }],
    tools: TOOLS,
  };
  return post(live.url, live.key, '/v1/chat/completions', JSON.stringify(body));
}

/** Asks once, so that the ledger notices that nothing can be written. */
async function fill(live: Live): Promise<void> {
  await recovered(live);
  live.said.length = 0;
  isFull = true;
  provider.always(json(chatBody(['ok'])));
  await ask(live);
  await vi.waitFor(() => expect(live.said.join('')).toContain('ledger-failed'));
}

const call = { id: 'call_1', type: 'function', function: { name: 'order_get', arguments: '{"order_id":"77-secret"}' } };
const calling = {
  ...(chatBody(['']) as object),
  choices: [
    { index: 0, message: { role: 'assistant', content: null, tool_calls: [call] }, finish_reason: 'tool_calls' },
  ],
};

describe('a ledger that cannot write', () => {
  test.each([
    false,
    true,
  ])('an act that cannot be recorded does not happen, even the first (streamed: %s)', async (streamed) => {
    for (const live of [stopping, reading]) {
      isFull = false;
      await recovered(live);
      isFull = true;
      provider.next(streamed ? stream(chatCallFrames('order_get', ['{"order_id":', '"77-secret"}'])) : json(calling));
      const { body } = await ask(live, streamed);
      expect(String(body)).not.toContain('77-secret');
    }
  });

  test('`reads: stop` answers 503 with Retry-After, says so, and turns readiness red', async () => {
    await fill(stopping);
    const before = provider.requests.length;
    const answer = await ask(stopping);
    expect([answer.status, answer.headers['retry-after'], JSON.parse(String(answer.body)).error.code]).toEqual([
      503,
      '10',
      'ledger_unavailable',
    ]);
    expect(provider.requests.length).toBe(before);
    expect((await send(stopping.url, { method: 'GET', path: '/readyz' })).status).toBe(503);
    expect((await stopping.admin('GET', '/readyz')).status).toBe(503);
    expect((await send(stopping.url, { method: 'GET', path: '/livez' })).status).toBe(200);
  });

  test('`reads: continue` goes on answering, and says so', async () => {
    await fill(reading);
    provider.next(json(chatBody(['still here'])));
    const answer = await ask(reading);
    expect([answer.status, String(answer.body).includes('still here')]).toEqual([200, true]);
    provider.next(json(calling));
    expect(String((await ask(reading)).body)).not.toContain('77-secret');
  });

  test('no key is made, and none is taken back, without an entry', async () => {
    await fill(stopping);
    expect((await stopping.admin('POST', '/admin/keys', { name: 'unrecorded', models: ['*'] })).status).toBe(503);
    isFull = false;
    await recovered(stopping);
    expect((await stopping.admin('GET', '/admin/keys')).text).not.toContain('unrecorded');
  });

  test('with room again it goes on by itself, the gap is on record, and the chain holds', async () => {
    await fill(stopping);
    isFull = false;
    await recovered(stopping);
    const directory = join(stopping.folder, 'state', 'ledger');
    const publicKey = createPublicKey(readFileSync(join(stopping.folder, 'state', 'secrets', 'ledger-public.pem')));
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true });
    const events: unknown[] = [];
    for await (const { entry } of readLedger(directory)) events.push(entry.body.event);
    expect(events).toContain('storage-recovered');
  });
});

async function recovered(live: Live): Promise<void> {
  provider.always(json(chatBody(['ok'])));
  await vi.waitFor(async () => {
    await ask(live);
    expect((await send(live.url, { method: 'GET', path: '/readyz' })).status).toBe(200);
  });
}

test('a house with a full disk can still be closed', async () => {
  const live = await openLive({ provider, options: { ledgerStorage: disk } });
  await fill(live);
  await live.close();
  isFull = false;
});
