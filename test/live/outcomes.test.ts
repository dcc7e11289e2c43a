import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { chatBody, chatFrames, messageBody, messageFrames } from '../support/frames.ts';
import { json, type MockProvider, startMockProvider, stream } from '../support/mock-provider.ts';
import { type Live, openLive } from './live.ts';
import { PLANT } from './planted.ts';

vi.mock('../../src/controls/index.ts', async (original) => {
  const { CATALOG } = await original<typeof import('../../src/controls/index.ts')>();
  return { CATALOG: [...CATALOG, (await import('./planted.ts')).PLANTED] };
});

let provider: MockProvider;
let live: Live;
let erring: Live;

beforeAll(async () => {
  provider = await startMockProvider();
  const controls = '\n  planted: { deadline: 50ms }';
  live = await openLive({ provider, policy: { controls } });
  erring = await openLive({ provider, policy: { controls, output: '{ denied: error, disclosure: full }' } });
});
afterAll(async () => {
  await live.close();
  await erring.close();
  await provider.close();
});

interface Asked {
  readonly status: number;
  readonly error: unknown;
  readonly shouldRetry: string | null;
  readonly retryAfter: string | null;
  /** How often the client sent the request, and how often the provider saw it. */
  readonly sent: number;
  readonly arrived: number;
}

/** Asks with the vendor's own client, which may send twice more; tells what came of it. */
async function asked(house: Live, vendor: 'openai' | 'anthropic', text: string): Promise<Asked> {
  let sent = 0;
  const counting = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    sent += 1;
    return fetch(input, init);
  };
  const before = provider.requests.length;
  const messages = [{ role: 'user' as const, content: text }];
  const options = { apiKey: house.key, maxRetries: 2, fetch: counting };
  const openai = new OpenAI({ ...options, baseURL: `${house.url}/v1` });
  const anthropic = new Anthropic({ ...options, baseURL: house.url });
  try {
    if (vendor === 'openai') await openai.chat.completions.create({ model: 'chat', messages });
    else await anthropic.messages.create({ model: 'claude', max_tokens: 64, messages });
  } catch (error) {
    if (!(error instanceof OpenAI.APIError) && !(error instanceof Anthropic.APIError)) throw error;
    const header = (name: string): string | null => error.headers?.get(name) ?? null;
    const arrived = provider.requests.length - before;
    return {
      status: Number(error.status),
      error: error.error,
      shouldRetry: header('x-should-retry'),
      retryAfter: header('retry-after'),
      sent,
      arrived,
    };
  }
  throw new Error('an error was expected');
}

const dec = expect.stringMatching(/^dec_[0-9A-Z]{26}$/);
const req = expect.stringMatching(/^req_[0-9A-Z]{26}$/);

describe('RT-12, RT-13: every outcome on the way in has its pinned error object, and only rightly a second try', () => {
  test.each([
    [
      '400 blocked',
      PLANT.block,
      400,
      {
        message: 'Blocked by policy.',
        type: 'invalid_request_error',
        param: null,
        code: 'content_policy_violation',
        ringfort: { decision_id: dec, action: 'block', retryable: false },
      },
    ],
    [
      '403 waiting for a person',
      PLANT.hold,
      403,
      {
        message: 'A person must approve this first.',
        type: 'invalid_request_error',
        param: null,
        code: 'approval_required',
        ringfort: { decision_id: dec, action: 'hold', retryable: false },
      },
    ],
  ])('OpenAI: %s', async (_, text, status, error) => {
    expect(await asked(live, 'openai', text)).toEqual({
      status,
      error,
      shouldRetry: 'false',
      retryAfter: null,
      sent: 1,
      arrived: 0,
    });
  });

  test.each([
    [
      '400 blocked',
      PLANT.block,
      400,
      {
        type: 'invalid_request_error',
        message: 'Blocked by policy.',
        ringfort: { decision_id: dec, action: 'block', retryable: false },
      },
    ],
    [
      '403 waiting for a person',
      PLANT.hold,
      403,
      {
        type: 'permission_error',
        message: 'A person must approve this first.',
        ringfort: { decision_id: dec, action: 'hold', retryable: false },
      },
    ],
  ])('Anthropic: %s', async (_, text, status, error) => {
    expect(await asked(live, 'anthropic', text)).toEqual({
      status,
      error: { type: 'error', error, request_id: req },
      shouldRetry: 'false',
      retryAfter: null,
      sent: 1,
      arrived: 0,
    });
  });

  test('disclosure `full` names boundary, crossing and control', async () => {
    const { error } = await asked(erring, 'openai', PLANT.block);
    expect(error).toMatchObject({
      ringfort: { boundary: 'interface', crossing: 'interface.request', control: 'planted', action: 'block' },
    });
  });
});

describe('RT-16: a control that fails is a closed door', () => {
  test.each([
    ['throws', PLANT.throws],
    ['hangs past its deadline', PLANT.hangs],
    ['points outside of the text', PLANT.nonsense],
  ])('one that %s: 503 with Retry-After, and nothing reaches the provider', async (_, text) => {
    const response = await post(live, '/v1/chat/completions', {
      model: 'chat',
      messages: [{ role: 'user', content: text }],
    });
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
      503,
      '5',
      {
        error: {
          message: 'A required control is not available.',
          type: 'api_error',
          param: null,
          code: 'control_unavailable',
          ringfort: { decision_id: dec, action: 'block', retryable: true },
        },
      },
    ]);
    expect(provider.requests).toEqual([]);
  });

  test('the failure is in the ledger, in the metrics, and its text in neither', async () => {
    const response = await post(live, '/v1/messages', {
      model: 'claude',
      max_tokens: 1,
      messages: [{ role: 'user', content: `zebra ${PLANT.throws}` }],
    });
    const decision = (await live.admin('GET', `/admin/decisions/${response.headers.get('x-ringfort-decision-id')}`))
      .text;
    expect(decision).toContain('"failed":"error"');
    const metrics = (await live.admin('GET', '/metrics')).text;
    expect(metrics).toMatch(/ringfort_control_errors_total\{[^}]*control="planted"[^}]*\} [1-9]/);
    expect(`${decision}${metrics}${live.said.join('')}`).not.toContain('zebra');
  });
});

describe('RT-05, RT-28: on the way out both dialects stop at the same place, streamed or not', () => {
  const answer = `Before it. ${PLANT.block} and what must not be read`;
  const pieces = answer.split(/(?<= )/);
  const rows = [
    ['chat', false],
    ['chat', true],
    ['messages', false],
    ['messages', true],
  ] as const;

  test.each(rows)('%s, streamed %s: a refusal keeps the text before, then the notice', async (dialect, streamed) => {
    script(dialect, streamed);
    const text = await answerOf(live, dialect, streamed);
    expect(text.slice(0, 11)).toBe('Before it. ');
    expect(text).toMatch(/ \[withheld by policy: dec_[0-9A-Z]{26}\]$/);
    expect(text).not.toContain('must not be read');
  });

  test.each(rows)('%s, streamed %s: as an error nothing behind the place is readable', async (dialect, streamed) => {
    script(dialect, streamed);
    const response = await post(erring, pathOf(dialect), bodyOf(dialect, streamed));
    const raw = await response.text();
    expect(response.status).toBe(streamed ? 200 : 400);
    expect(raw).toContain('Blocked by policy.');
    expect(raw).not.toMatch(/must not be read|\[DONE\]|message_stop/);
  });

  function script(dialect: 'chat' | 'messages', streamed: boolean): void {
    if (streamed) provider.next(stream(dialect === 'chat' ? chatFrames(pieces) : messageFrames(pieces)));
    else provider.next(json(dialect === 'chat' ? chatBody([answer]) : messageBody(answer)));
  }
});

function pathOf(dialect: 'chat' | 'messages'): string {
  return dialect === 'chat' ? '/v1/chat/completions' : '/v1/messages';
}

function bodyOf(dialect: 'chat' | 'messages', stream: boolean): unknown {
  const messages = [{ role: 'user', content: 'Good morning.' }];
  return dialect === 'chat'
    ? { model: 'chat', messages, stream }
    : { model: 'claude', max_tokens: 64, messages, stream };
}

async function answerOf(house: Live, dialect: 'chat' | 'messages', streamed: boolean): Promise<string> {
  const messages = [{ role: 'user' as const, content: 'Good morning.' }];
  if (dialect === 'chat') {
    const client = new OpenAI({ apiKey: house.key, baseURL: `${house.url}/v1`, maxRetries: 0 });
    const request = { model: 'chat', messages };
    const completion = streamed
      ? await client.chat.completions.stream(request).finalChatCompletion()
      : await client.chat.completions.create(request);
    return completion.choices[0]?.message.content ?? '';
  }
  const client = new Anthropic({ apiKey: house.key, baseURL: house.url, maxRetries: 0 });
  const request = { model: 'claude', max_tokens: 64, messages };
  const message = streamed
    ? await client.messages.stream(request).finalMessage()
    : await client.messages.create(request);
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

function post(house: Live, path: string, body: unknown): Promise<Response> {
  return fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
