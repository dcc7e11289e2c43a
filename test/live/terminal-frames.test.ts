import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { chatCallFrames, chatFrames, messageFrames } from '../support/frames.ts';
import { type MockProvider, type Script, startMockProvider, stream } from '../support/mock-provider.ts';
import { type Live, openLive } from './live.ts';
import { PLANT } from './planted.ts';
import { post, type RawAnswer } from './raw.ts';

vi.mock('../../src/controls/index.ts', async (original) => {
  const { CATALOG } = await original<typeof import('../../src/controls/index.ts')>();
  return { CATALOG: [...CATALOG, (await import('./planted.ts')).PLANTED] };
});

let provider: MockProvider;
let refusing: Live;
let erring: Live;

beforeAll(async () => {
  provider = await startMockProvider();
  refusing = await openLive({ provider });
  erring = await openLive({ provider, policy: { output: '{ denied: error }' } });
});
afterAll(async () => {
  await refusing.close();
  await erring.close();
  await provider.close();
});

async function streamed(
  live: Live,
  model: 'chat' | 'claude',
  script: Script,
  more: object = {},
): Promise<RawAnswer & { readonly text: string }> {
  provider.next(script);
  const path = model === 'chat' ? '/v1/chat/completions' : '/v1/messages';
  const answer = await post(
    live.url,
    live.key,
    path,
    JSON.stringify({
      model,
      stream: true,
      max_tokens: 9,
      messages: [{ role: 'user', content: 'Good morning.' }],
      ...more,
    }),
  );
  return {
    ...answer,
    text: String(answer.body)
      .replaceAll(/dec_[0-9A-Z]{26}/g, 'dec_X')
      .replaceAll(/req_[0-9A-Z]{26}/g, 'req_X'),
  };
}

const LONG = 'It is a fine day today. ';
const denied = [LONG, LONG, `${PLANT.block} never`, ' never'];
const head = '"id":"chatcmpl-mock","object":"chat.completion.chunk","created":1780000000,"model":"mock-1"';

describe('a stream that is stopped ends in the pinned frames', () => {
  test('chat, refusal: a notice, the finish reason, usage where asked for, [DONE]', async () => {
    const script = stream(chatFrames(denied, { usage: { input: 4, output: 5 } }));
    const { text } = await streamed(refusing, 'chat', script, { stream_options: { include_usage: true } });
    expect(text.split('\n\n').slice(-5)).toEqual([
      `data: {${head},"choices":[{"index":0,"delta":{"content":" [withheld by policy: dec_X]"},"finish_reason":null}]}`,
      `data: {${head},"choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}`,
      `data: {${head},"choices":[],"usage":{"prompt_tokens":4,"completion_tokens":5,"total_tokens":9}}`,
      'data: [DONE]',
      '',
    ]);
  });

  test('chat, refusal: the other choice runs on to its own end', async () => {
    const { text } = await streamed(
      refusing,
      'chat',
      stream(chatFrames([denied, ['All ', 'is ', 'well.', ' Indeed.']])),
      { n: 2 },
    );
    expect(text).toContain('"index":0,"delta":{},"finish_reason":"content_filter"');
    expect(text).toMatch(/"index":1,"delta":\{\},(?:"logprobs":null,)?"finish_reason":"stop"/);
    expect(text).not.toContain('never');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  test('chat, error: one error and no [DONE]', async () => {
    const { text, status } = await streamed(erring, 'chat', stream(chatFrames(denied)));
    expect(status).toBe(200);
    expect(text.split('\n\n').slice(-2)).toEqual([
      'data: {"error":{"message":"Blocked by policy.","type":"invalid_request_error","param":null,"code":"content_policy_violation","status":400,"ringfort":{"decision_id":"dec_X","action":"block","retryable":false}}}',
      '',
    ]);
  });

  test('messages, refusal: the block is closed, then the reason with usage, then the end', async () => {
    const { text } = await streamed(
      refusing,
      'claude',
      stream(messageFrames(denied, { usage: { input: 4, output: 5 } })),
    );
    expect(text.split('\n\n').slice(-4)).toEqual([
      'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}',
      'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null},"usage":{"output_tokens":5}}',
      'event: message_stop\ndata: {"type":"message_stop"}',
      '',
    ]);
  });

  test('messages, error: one error and no end', async () => {
    const { text } = await streamed(erring, 'claude', stream(messageFrames(denied)));
    expect(text.split('\n\n').slice(-2)).toEqual([
      'event: error\ndata: {"type":"error","error":{"type":"invalid_request_error","message":"Blocked by policy."}}',
      '',
    ]);
  });

  test.each([
    'chat',
    'claude',
  ] as const)('%s, error before any text: a status line, never an error frame', async (model) => {
    const pieces = [`${PLANT.block} never`];
    const script = stream(model === 'chat' ? chatFrames(pieces).slice(1) : messageFrames(pieces));
    const { text, status, headers } = await streamed(erring, model, script);
    if (model === 'claude') return expect(text).toMatch(/event: error\n[^\n]*\n\n$/); // its first event has left already
    expect([status, headers['content-type'], headers['x-should-retry']]).toEqual([400, 'application/json', 'false']);
    expect(JSON.parse(text).error.code).toBe('content_policy_violation');
  });

  test('a removed call leaves no trace but a notice, and the reason is reset', async () => {
    const script = stream(chatCallFrames('order_get', ['{"order_id":', `"${PLANT.block}"}`]));
    const { text } = await streamed(refusing, 'chat', script, {
      tools: [{ type: 'function', function: { name: 'order_get', parameters: {} } }],
    });
    expect(text).toContain('[tool call withheld by policy: dec_X]');
    expect(text).toContain('"finish_reason":"stop"');
    expect(text).not.toMatch(/tool_calls|order_get|plant-block/);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  test('headers of a stream keep proxies from holding it', async () => {
    const { headers } = await streamed(refusing, 'chat', stream(chatFrames(['Well.'])));
    expect([headers['content-type'], headers['cache-control'], headers['x-accel-buffering']]).toEqual([
      'text/event-stream; charset=utf-8',
      'no-cache',
      'no',
    ]);
  });
});
