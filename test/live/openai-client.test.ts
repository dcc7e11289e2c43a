import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chatBody, chatCallFrames, chatFrames } from '../support/frames.ts';
import { cutEvery, failure, json, type MockProvider, startMockProvider, stream } from '../support/mock-provider.ts';
import { type Live, openLive } from './live.ts';

let provider: MockProvider;
let live: Live;
let client: OpenAI;

beforeAll(async () => {
  provider = await startMockProvider();
  live = await openLive({ provider });
  client = new OpenAI({ apiKey: live.key, baseURL: `${live.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await live.close();
  await provider.close();
});
afterEach(() => provider.always(json(chatBody(['no script']), 500)));

const HELLO = [{ role: 'user' as const, content: 'Where is my parcel?' }];
const TOOL = {
  type: 'function' as const,
  function: {
    name: 'order_get',
    description: 'Look up an order.',
    parameters: { type: 'object', properties: { order_id: { type: 'string' } }, required: ['order_id'] },
  },
};

describe('the official OpenAI client notices no gateway', () => {
  test('a chat is answered, with a request id', async () => {
    provider.next(json(chatBody(['On its way.'], { usage: { input: 5, output: 3 } })));
    const { data, request_id } = await client.chat.completions
      .create({ model: 'chat', messages: HELLO })
      .withResponse();
    expect([data.choices[0]?.message.content, data.choices[0]?.finish_reason, data.usage?.total_tokens]).toEqual([
      'On its way.',
      'stop',
      8,
    ]);
    expect(request_id).toMatch(/^req_[0-9A-Z]{26}$/);
  });

  test('a stream is answered, with usage where it is asked for', async () => {
    provider.next(stream(chatFrames(['On ', 'its ', 'way.'], { usage: { input: 5, output: 3 } }), cutEvery(11)));
    const chunks = await client.chat.completions.create({
      model: 'chat',
      messages: HELLO,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let usage: unknown;
    for await (const chunk of chunks) {
      text += chunk.choices[0]?.delta.content ?? '';
      usage = chunk.usage ?? usage;
    }
    expect([text, usage]).toEqual(['On its way.', { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 }]);
  });

  test('the helper for streams assembles two choices', async () => {
    provider.next(stream(chatFrames([['A', 'B'], ['C']])));
    const completion = await client.chat.completions
      .stream({ model: 'chat', messages: HELLO, n: 2 })
      .finalChatCompletion();
    expect(completion.choices.map((choice) => [choice.message.content, choice.finish_reason])).toEqual([
      ['AB', 'stop'],
      ['C', 'stop'],
    ]);
  });

  test.each([false, true])('a tool is called and its result answered (streamed: %s)', async (streamed) => {
    const request = {
      model: 'obedient',
      messages: [{ role: 'user' as const, content: 'What is the status of order 1002?' }],
      tools: [TOOL],
    };
    const ask = streamed
      ? await client.chat.completions.stream(request).finalChatCompletion()
      : await client.chat.completions.create(request);
    const call = ask.choices[0]?.message.tool_calls?.[0];
    if (call?.type !== 'function') throw new Error('a call was expected');
    expect([call.function.name, call.function.arguments, ask.choices[0]?.finish_reason]).toEqual([
      'order_get',
      '{"order_id":"1002"}',
      'tool_calls',
    ]);
    const messages = [
      ...request.messages,
      ask.choices[0]?.message ?? HELLO[0]!,
      { role: 'tool' as const, tool_call_id: call.id, content: '{"status":"shipped on Monday"}' },
    ];
    provider.next(json(chatBody(['It was shipped on Monday.'])));
    const answer = await client.chat.completions.create({ ...request, model: 'chat', messages });
    expect(answer.choices[0]?.message.content).toBe('It was shipped on Monday.');
  });

  test('RT-06: arguments in pieces are held, decided, and arrive whole', async () => {
    provider.next(stream(chatCallFrames('order_get', ['{"order', '_id":', '"1002"}']), cutEvery(5)));
    const completion = await client.chat.completions
      .stream({ model: 'chat', messages: HELLO, tools: [TOOL] })
      .finalChatCompletion();
    const call = completion.choices[0]?.message.tool_calls?.[0];
    expect(call?.type === 'function' && call.function.arguments).toBe('{"order_id":"1002"}');
  });

  test('embeddings come back', async () => {
    const { data } = await client.embeddings.create({ model: 'obedient', input: ['a parcel', 'a bicycle'] });
    expect(data.map((item) => [item.index, item.embedding.length > 10])).toEqual([
      [0, true],
      [1, true],
    ]);
  });

  test('the models of the key are listed', async () => {
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['obedient', 'chat', 'renamed']);
  });

  test('the provider is asked for its own name of a model', async () => {
    provider.next(json(chatBody(['ok'])));
    await client.chat.completions.create({ model: 'renamed', messages: HELLO });
    expect(JSON.parse(String(provider.requests.at(-1)?.body)).model).toBe('vendor-name-1');
  });
});

describe('errors have the pinned shape', () => {
  async function errorOf(work: () => Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
    try {
      await work();
    } catch (error) {
      if (error instanceof OpenAI.APIError) return error;
      throw error;
    }
    throw new Error('no error came');
  }

  test('401: a made-up key', async () => {
    const stranger = new OpenAI({ apiKey: 'sk-made-up', baseURL: `${live.url}/v1`, maxRetries: 2 });
    const error = await errorOf(() => stranger.chat.completions.create({ model: 'chat', messages: HELLO }));
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(error.error).toEqual({
      message: 'The key is missing or not valid.',
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_api_key',
      ringfort: { decision_id: expect.stringMatching(/^dec_[0-9A-Z]{26}$/), retryable: false },
    });
  });

  test('404: a model that this key may not know', async () => {
    const narrow = await live.newKey({ name: 'narrow', models: ['obedient'] });
    const stranger = new OpenAI({ apiKey: narrow, baseURL: `${live.url}/v1`, maxRetries: 2 });
    for (const model of ['chat', 'no-such-model', 'claude']) {
      const error = await errorOf(() => stranger.chat.completions.create({ model, messages: HELLO }));
      expect([error.status, error.code, error.param]).toEqual([404, 'not_found', 'model']);
    }
  });

  test('413: a body beyond the limit', async () => {
    const before = provider.requests.length;
    const error = await errorOf(() =>
      client.chat.completions.create({
        model: 'chat',
        messages: [{ role: 'user', content: 'a'.repeat(2 * 1024 * 1024) }],
      }),
    );
    expect([error.status, error.code, provider.requests.length - before]).toEqual([413, 'request_too_large', 0]);
  });

  test('the provider\u2019s own error keeps status, code and Retry-After', async () => {
    provider.next(failure(429, 7));
    const error = await errorOf(() => client.chat.completions.create({ model: 'chat', messages: HELLO }));
    expect([error.status, error.headers?.get('retry-after'), error.type]).toEqual([429, '7', 'api_error']);
  });

  test('a provider that fails once is asked again by the client', async () => {
    provider.next(failure(503, 0), json(chatBody(['back'])));
    const retrying = new OpenAI({ apiKey: live.key, baseURL: `${live.url}/v1`, maxRetries: 2 });
    const completion = await retrying.chat.completions.create({ model: 'chat', messages: HELLO });
    expect(completion.choices[0]?.message.content).toBe('back');
  });
});
