import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatBody, chatCallFrames, chatFrames, messageFrames } from '../support/frames.ts';
import {
  cutEvery,
  dyingAfter,
  halfOpen,
  hangingAfter,
  json,
  type MockProvider,
  type Script,
  startMockProvider,
  stream,
} from '../support/mock-provider.ts';
import { type Live, openLive, PROVIDER_KEY } from './live.ts';

let provider: MockProvider;
let live: Live;

beforeAll(async () => {
  provider = await startMockProvider();
  live = await openLive({
    provider,
    policy: { limits: '{ response: 64KiB }' },
  });
});
afterAll(async () => {
  await live.close();
  await provider.close();
});

type Dialect = 'chat' | 'messages';
const DIALECTS = ['chat', 'messages'] as const;

function ask(dialect: Dialect, streamed: boolean): Promise<Response> {
  const messages = [{ role: 'user', content: 'Good morning.' }];
  const body =
    dialect === 'chat'
      ? { model: 'chat', messages, stream: streamed }
      : { model: 'claude', max_tokens: 9, messages, stream: streamed };
  const path = dialect === 'chat' ? '/v1/chat/completions' : '/v1/messages';
  return fetch(`${live.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${live.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function ledgerOf(response: Response): Promise<string> {
  return (await live.admin('GET', `/admin/decisions/${response.headers.get('x-ringfort-decision-id')}`)).text;
}

async function errorOf(response: Response): Promise<{ readonly code: string; readonly message: string }> {
  return ((await response.json()) as { error: { code: string; message: string } }).error; // what the pinned shape has
}

const raw = (text: string | Uint8Array, type = 'application/json', status = 200): Script => ({
  status,
  headers: { 'content-type': type },
  steps: [Buffer.from(text)],
});
const words = ['This ', 'is ', 'the ', 'beginning ', 'of ', 'it '];
const frames = (dialect: Dialect): readonly string[] => (dialect === 'chat' ? chatFrames(words) : messageFrames(words));

describe.each(DIALECTS)('%s: what is no answer becomes 502, with Retry-After, and the ledger knows', (dialect) => {
  test.each([
    ['half an object', raw('{"id":"x","choices":[')],
    ['a page of HTML', raw('<!doctype html><h1>502 Bad Gateway</h1>', 'text/html')],
    ['nothing at all', raw('')],
    ['invalid UTF-8', raw(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]))],
    ['an array', raw('[1,2,3]')],
    ['a number', raw('12')],
    ['an object without an answer', raw('{}')],
    ['an answer of wrong types', raw('{"choices":{"0":1},"content":7}')],
    ['more than the limit', json(chatBody(['a'.repeat(70_000)]))],
    ['an event stream that nobody asked for', stream(frames('chat'))],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/steal' }, steps: [] }],
    ['204 and no body', { status: 204, headers: {}, steps: [] }],
    [
      'a body that breaks off',
      dyingAfter(1, { status: 200, headers: { 'content-type': 'application/json' }, steps: [Buffer.from('{"id":')] }),
    ],
  ] satisfies [string, Script][])('%s', async (_, script) => {
    const before = provider.requests.length;
    provider.next(script);
    const response = await ask(dialect, false);
    expect([response.status, response.headers.get('retry-after')]).toEqual([502, '5']);
    expect(await response.text()).not.toMatch(/doctype|steal|127\.0\.0\.1/);
    expect(await ledgerOf(response)).toContain('provider-failed');
    expect(provider.requests.length - before).toBe(1);
  });

  test.each([
    ['JSON where a stream was asked for', json(chatBody(['x']))],
    ['HTML', raw('<h1>hello</h1>', 'text/html')],
    ['an empty stream', stream([])],
    ['a stream that dies before its first event', dyingAfter(0, stream(frames('chat')))],
    ['a stream of noise', stream(['data: {"a":', '\n\n', 'data: nothing\n\n'])],
  ] satisfies [string, Script][])('as a stream: %s', async (_, script) => {
    provider.next(script);
    const response = await ask(dialect, true);
    expect([response.status, response.headers.get('retry-after'), response.headers.get('content-type')]).toEqual([
      502,
      '5',
      'application/json',
    ]);
    expect(await ledgerOf(response)).toContain('provider-failed');
  });
});

describe.each(DIALECTS)('%s: a stream that ends badly is visibly cut', (dialect) => {
  const end = dialect === 'chat' ? '[DONE]' : 'event: message_stop';

  async function cut(script: Script): Promise<string> {
    provider.next(script);
    const response = await ask(dialect, true);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(await ledgerOf(response)).toContain('provider-failed');
    return text;
  }

  test.each([
    ['the connection dies', (script: Script) => dyingAfter(5, script)],
    ['it ends without its last event', (script: Script) => ({ ...script, steps: script.steps.slice(0, 5) })],
    ['it falls silent', (script: Script) => hangingAfter(5, script)],
    [
      'it turns into noise',
      (script: Script) => ({ ...script, steps: [...script.steps.slice(0, 5), Buffer.from('data: {{{{\n\n')] }),
    ],
    [
      'it grows beyond the limit',
      (script: Script) => ({
        ...script,
        steps: [...script.steps.slice(0, 5), Buffer.from(`: ${'x'.repeat(70_000)}\n\n`)],
      }),
    ],
  ])('%s', async (_, spoil) => {
    const text = await cut(
      spoil({
        status: 200,
        headers: { 'content-type': 'text/event-stream' },
        steps: frames(dialect).map((frame) => Buffer.from(frame)),
      }),
    );
    expect(text).not.toContain(end);
    expect(text).toMatch(
      dialect === 'chat' ? /data: \{"error":\{[^\n]*\}\n\n$/ : /event: error\ndata: \{"type":"error"[^\n]*\}\n\n$/,
    );
  });

  test('what was held is judged before it is let out', async () => {
    const secret = ['The key is ghp_', 'A1b2C3d4E5f6G7h8', 'I9j0K1l2M3n4O5p6Q7r8 ok'];
    const spoken = dialect === 'chat' ? chatFrames(secret) : messageFrames(secret);
    const steps = spoken.slice(0, dialect === 'chat' ? 4 : 6).map((frame) => Buffer.from(frame));
    const text = await cut({ status: 200, headers: { 'content-type': 'text/event-stream' }, steps: [...steps, 'die'] });
    expect(text).not.toContain('A1b2C3d4');
    expect(text).not.toContain(end);
  });
});

test('arguments of a call that never became complete never leave', async () => {
  const steps = chatCallFrames('order_get', ['{"order_id":', '"77-secret'])
    .slice(0, 3)
    .map((frame) => Buffer.from(frame));
  provider.next({ status: 200, headers: { 'content-type': 'text/event-stream' }, steps: [...steps, 'die'] });
  const text = await (await ask('chat', true)).text();
  expect(text).not.toContain('77-secret');
});

describe('slowness and silence', () => {
  test('headers that never come are 503 with Retry-After after the timeout', async () => {
    provider.next(halfOpen());
    const response = await ask('chat', false);
    expect([response.status, response.headers.get('retry-after'), (await errorOf(response)).code]).toEqual([
      503,
      '5',
      'provider_timeout',
    ]);
  });

  test('a slow body is waited for', async () => {
    const bytes = Buffer.from(JSON.stringify(chatBody(['slow but whole'])));
    provider.next({ status: 200, headers: { 'content-type': 'application/json' }, steps: cutEvery(16)(bytes) });
    expect(await (await ask('chat', false)).json()).toEqual(chatBody(['slow but whole']));
  });

  test('a provider that is not there is 502 with Retry-After, and the ledger knows', async () => {
    const gone = await startMockProvider();
    const lonely = await openLive({ provider: gone });
    await gone.close();
    const response = await fetch(`${lonely.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${lonely.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'hi' }] }),
    });
    expect([response.status, response.headers.get('retry-after'), (await errorOf(response)).code]).toEqual([
      502,
      '5',
      'provider_unreachable',
    ]);
    expect(
      (await lonely.admin('GET', `/admin/decisions/${response.headers.get('x-ringfort-decision-id')}`)).text,
    ).toContain('"code":"unreachable"');
    await lonely.close();
  });
});

describe.each(DIALECTS)('%s: errors of the provider keep their status and lose their secrets', (dialect) => {
  const token = 'ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8';

  test.each([400, 401, 429, 500, 529])('%s', async (status) => {
    const message = `you sent ${token} with key ${PROVIDER_KEY}`;
    provider.next(
      json({ type: 'error', error: { type: 'x', message, param: null, code: token, [token]: 1 } }, status, {
        'x-debug': token,
        'set-cookie': `k=${PROVIDER_KEY}`,
      }),
    );
    const response = await ask(dialect, false);
    const seen = `${await response.text()}${JSON.stringify([...response.headers])}${await ledgerOf(response)}`;
    expect(response.status).toBe(status);
    expect(seen).not.toContain(token);
    expect(seen).not.toContain(PROVIDER_KEY);
  });

  test('an error that is no JSON is replaced', async () => {
    provider.next(raw(`<pre>${token}</pre>`, 'text/html', 503));
    const response = await ask(dialect, true);
    expect([response.status, (await errorOf(response)).message]).toEqual([
      503,
      'The model provider refused the request.',
    ]);
  });
});
