import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createObedientModel, type ObedientOptions } from './http.ts';

let options: ObedientOptions = {};
let server: Server;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = createObedientModel(options).handle({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: {},
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, answer.headers);
    try {
      for await (const piece of answer.body) response.write(piece);
      response.end();
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = (server.address() as AddressInfo).port; // a listening TCP server has one
  openai = new OpenAI({ apiKey: 'none', baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: 'none', baseURL: `http://127.0.0.1:${port}`, maxRetries: 0 });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const parameters = { type: 'object' as const, properties: { order_id: { type: 'string' } }, required: ['order_id'] };
const chatTools = [
  { type: 'function' as const, function: { name: 'order_get', description: 'Look up an order.', parameters } },
];
const question = [{ role: 'user' as const, content: 'What is the status of order 1002?' }];
const ANSWERED = '{"order":"1002","status":"shipped"}';
const say = [{ role: 'user' as const, content: 'Reply with exactly "na\u{ef}ve \u{1f600} answer"' }];

describe('Chat Completions, read by the official client', () => {
  test('an answer arrives whole', async () => {
    options = {};
    const completion = await openai.chat.completions.create({
      model: 'obedient-1',
      messages: say,
      n: 2,
      logprobs: true,
    });
    expect(completion.choices.map((choice) => [choice.message.content, choice.finish_reason])).toEqual([
      ['na\u{ef}ve \u{1f600} answer', 'stop'],
      ['na\u{ef}ve \u{1f600} answer', 'stop'],
    ]);
    expect(completion.usage).toEqual({ prompt_tokens: 13, completion_tokens: 10, total_tokens: 23 });
  });

  test.each([
    'word',
    'whole',
    'character',
    3,
  ] as const)('a stream cut by %s says the same in every choice', async (stream) => {
    options = { stream };
    const chunks = await openai.chat.completions.create({
      model: 'm',
      messages: say,
      n: 2,
      stream: true,
      stream_options: { include_usage: true },
    });
    const texts = ['', ''];
    let usage: unknown;
    for await (const chunk of chunks) {
      for (const choice of chunk.choices) texts[choice.index] += choice.delta.content ?? '';
      usage = chunk.usage ?? usage;
    }
    expect(texts).toEqual(['na\u{ef}ve \u{1f600} answer', 'na\u{ef}ve \u{1f600} answer']);
    expect(usage).toEqual({ prompt_tokens: 13, completion_tokens: 10, total_tokens: 23 });
  });

  test('a tool is called, whole and in a stream alike', async () => {
    options = { stream: 3 };
    const request = { model: 'm', messages: question, tools: chatTools };
    const whole = await openai.chat.completions.create(request);
    const streamed = await openai.chat.completions.stream(request).finalChatCompletion();
    const called = [whole, streamed].map((completion) => {
      const call = completion.choices[0]?.message.tool_calls?.[0];
      return [
        completion.choices[0]?.finish_reason,
        call?.type === 'function' ? call.function.name : '',
        call?.type === 'function' ? call.function.arguments : '',
      ];
    });
    expect(called).toEqual([
      ['tool_calls', 'order_get', '{"order_id":"1002"}'],
      ['tool_calls', 'order_get', '{"order_id":"1002"}'],
    ]);
  });

  test.each([
    undefined,
    'call_ab12',
    'call_9xQ2mB7cT4vR1wE8yU5iO3pA',
    'use_run_3f',
    'execute_order_66',
  ])('a tool is called once, and its result answered, whatever the id %s', async (id) => {
    options = {};
    const asked = await openai.chat.completions.create({ model: 'm', messages: question, tools: chatTools });
    const said = asked.choices[0]?.message;
    const calls = (said?.tool_calls ?? []).map((call) => ({ ...call, id: id ?? call.id }));
    expect(calls).toMatchObject([{ type: 'function', function: { name: 'order_get' } }]);
    const messages = [
      ...question,
      { role: 'assistant' as const, content: said?.content ?? null, tool_calls: calls },
      ...calls.map((call) => ({ role: 'tool' as const, tool_call_id: call.id, content: ANSWERED })),
    ];
    const answered = await openai.chat.completions.create({ model: 'm', messages, tools: chatTools });
    expect(answered.choices[0]?.message.tool_calls).toBeUndefined();
    expect(answered.choices[0]?.message.content).toBe('order: 1002, status: shipped [1002]');
  });

  test('`tool_choice: none` forbids a call, a named one forces it', async () => {
    options = {};
    const none = await openai.chat.completions.create({
      model: 'm',
      messages: question,
      tools: chatTools,
      tool_choice: 'none',
    });
    const forced = await openai.chat.completions.create({
      model: 'm',
      messages: [{ role: 'user', content: 'Hello, I am 1002' }],
      tools: chatTools,
      tool_choice: { type: 'function', function: { name: 'order_get' } },
    });
    expect([none.choices[0]?.finish_reason, forced.choices[0]?.finish_reason]).toEqual(['stop', 'tool_calls']);
  });

  test('a limit of tokens cuts the answer', async () => {
    options = {};
    const completion = await openai.chat.completions.create({ model: 'm', messages: say, max_completion_tokens: 2 });
    expect([completion.choices[0]?.message.content, completion.choices[0]?.finish_reason]).toEqual([
      'na\u{ef}ve ',
      'length',
    ]);
  });

  test('embeddings are unit vectors, near for texts that share words, equal in both encodings', async () => {
    options = {};
    const input = ['return a parcel', 'parcels to return', 'quantum chromodynamics'];
    const coded = await openai.embeddings.create({ model: 'm', input });
    const plain = await openai.embeddings.create({ model: 'm', input, encoding_format: 'float' });
    const vectors = plain.data.map((item) => item.embedding);
    const product = (left: number, right: number): number =>
      (vectors[left] ?? []).reduce((sum, value, index) => sum + value * (vectors[right]?.[index] ?? 0), 0);
    expect(product(0, 0)).toBeCloseTo(1, 5);
    expect(product(0, 1)).toBeGreaterThan(product(0, 2) + 0.2);
    expect(coded.data[0]?.embedding[0]).toBeCloseTo(vectors[0]?.[0] ?? 9, 6);
  });

  test('the list of models names one', async () => {
    options = {};
    expect((await openai.models.list()).data.map((model) => model.id)).toEqual(['obedient-1']);
  });
});

describe('Messages, read by the official client', () => {
  const tools = [{ name: 'order_get', description: 'Look up an order.', input_schema: parameters }];

  test('an answer arrives whole and in a stream alike', async () => {
    options = { stream: 'character' };
    const request = { model: 'm', max_tokens: 100, messages: say };
    const whole = await anthropic.messages.create(request);
    const streamed = await anthropic.messages.stream(request).finalMessage();
    expect(whole.content).toEqual([{ type: 'text', text: 'na\u{ef}ve \u{1f600} answer' }]);
    expect(streamed.content[0]).toMatchObject({ type: 'text', text: 'na\u{ef}ve \u{1f600} answer' });
    expect([whole.stop_reason, streamed.stop_reason, streamed.usage.output_tokens]).toEqual([
      'end_turn',
      'end_turn',
      5,
    ]);
  });

  test.each([
    undefined,
    'toolu_01A09q90qw90lq917835lq9',
    'call_ab12',
    'use_run_3f',
  ])('a tool is used once, and its result answered, whatever the id %s', async (id) => {
    options = { stream: 3 };
    const asked = await anthropic.messages
      .stream({ model: 'm', max_tokens: 100, tools, messages: question })
      .finalMessage();
    const used = asked.content[0];
    expect([asked.stop_reason, used]).toMatchObject([
      'tool_use',
      { type: 'tool_use', name: 'order_get', input: { order_id: '1002' } },
    ]);
    const uses = asked.content.map((block) => (block.type === 'tool_use' ? { ...block, id: id ?? block.id } : block));
    const results = uses.flatMap((block) =>
      block.type === 'tool_use' ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: ANSWERED }] : [],
    );
    const messages = [
      ...question,
      { role: 'assistant' as const, content: uses },
      { role: 'user' as const, content: results },
    ];
    const answered = await anthropic.messages.create({ model: 'm', max_tokens: 100, tools, messages });
    expect(answered.content).toEqual([{ type: 'text', text: 'order: 1002, status: shipped [1002]' }]);
  });

  test('tokens are counted by the fixed rule', async () => {
    options = {};
    expect(
      await anthropic.messages.countTokens({ model: 'm', messages: [{ role: 'user', content: '12345678' }] }),
    ).toEqual({ input_tokens: 5 });
  });
});

describe('misbehaviour', () => {
  const ask = (): Promise<OpenAI.ChatCompletion> =>
    Promise.resolve(openai.chat.completions.create({ model: 'm', messages: say }));

  test('another model id is reported', async () => {
    options = { misbehave: { modelId: 'obedient-2' } };
    expect((await ask()).model).toBe('obedient-2');
  });

  test('a memorised text leaks', async () => {
    options = { misbehave: { leak: 'CANARY-9' } };
    expect((await ask()).choices[0]?.message.content).toBe('CANARY-9\n\nna\u{ef}ve \u{1f600} answer');
  });

  test('an act is claimed that was not done', async () => {
    options = { misbehave: { claim: 'I have sent it.' } };
    const completion = await openai.chat.completions.create({ model: 'm', messages: question, tools: chatTools });
    expect(completion.choices[0]?.message.content).toBe('I have sent it.');
  });

  test.each([500, 503, 429])('status %i reaches the client', async (status) => {
    options = { misbehave: { status, retryAfter: 3 } };
    await expect(ask()).rejects.toMatchObject({ status });
  });

  test('garbage is no answer', async () => {
    options = { misbehave: { garbage: true } };
    await expect(ask()).rejects.toThrow();
  });

  test('a stream breaks after the given pieces', async () => {
    options = { stream: 'character', misbehave: { breakAfter: 4 } };
    const pieces: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of await openai.chat.completions.create({ model: 'm', messages: say, stream: true }))
        pieces.push(chunk.choices[0]?.delta.content ?? '');
    };
    await expect(read()).rejects.toThrow();
    expect(pieces.length).toBeLessThanOrEqual(4);
  });

  test('a stalled body can be left', async () => {
    const model = createObedientModel({ misbehave: { stallAfter: 1 } });
    const { body } = model.handle({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: {},
      body: Buffer.from('{"stream":true,"messages":[{"role":"user","content":"hi"}]}'),
    });
    const pieces = body[Symbol.asyncIterator]();
    expect((await pieces.next()).done).toBe(false);
    const waiting = pieces.next();
    await pieces.return?.();
    expect((await waiting).done).toBe(true);
  });
});

test('the same request gives the same bytes', async () => {
  const body = Buffer.from('{"stream":true,"messages":[{"role":"user","content":"What are your instructions?"}]}');
  const bytes = async (): Promise<string> => {
    const answer = createObedientModel().handle({ method: 'POST', path: '/v1/chat/completions', headers: {}, body });
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body) chunks.push(chunk);
    return Buffer.concat(chunks).toString('hex');
  };
  expect(await bytes()).toBe(await bytes());
});
