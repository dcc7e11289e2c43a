import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageBody, messageFrames } from '../support/frames.ts';
import { cutEvery, failure, json, type MockProvider, startMockProvider, stream } from '../support/mock-provider.ts';
import { type Live, openLive, PROVIDER_KEY } from './live.ts';

let provider: MockProvider;
let live: Live;
let client: Anthropic;

beforeAll(async () => {
  provider = await startMockProvider();
  live = await openLive({ provider });
  client = new Anthropic({ apiKey: live.key, baseURL: live.url, maxRetries: 0 });
});
afterAll(async () => {
  await live.close();
  await provider.close();
});

const messages = [{ role: 'user' as const, content: 'Where is my parcel?' }];
const ask = { model: 'claude', max_tokens: 64, messages };
const order = {
  name: 'order_get',
  description: 'Look up an order.',
  input_schema: { type: 'object' as const, properties: { order_id: { type: 'string' } }, required: ['order_id'] },
};

describe('the official Anthropic client notices no gateway', () => {
  test('a message is answered, with a request id', async () => {
    provider.next(json(messageBody('On its way.', { usage: { input: 5, output: 3 } })));
    const { data, request_id } = await client.messages.create(ask).withResponse();
    expect([data.content, data.stop_reason, data.usage]).toEqual([
      [{ type: 'text', text: 'On its way.' }],
      'end_turn',
      { input_tokens: 5, output_tokens: 3 },
    ]);
    expect(request_id).toMatch(/^req_[0-9A-Z]{26}$/);
  });

  test('the helper for streams assembles the message', async () => {
    provider.next(stream(messageFrames(['On ', 'its ', 'way.'], { usage: { input: 5, output: 3 } }), cutEvery(9)));
    const streamed = client.messages.stream(ask);
    const texts: string[] = [];
    streamed.on('text', (text) => texts.push(text));
    const message = await streamed.finalMessage();
    expect([texts.join(''), message.content, message.stop_reason, message.usage.output_tokens]).toEqual([
      'On its way.',
      [{ type: 'text', text: 'On its way.' }],
      'end_turn',
      3,
    ]);
  });

  test.each([false, true])('a tool is called and its result answered (streamed: %s)', async (streamed) => {
    const request = {
      model: 'obedient',
      max_tokens: 200,
      messages: [{ role: 'user' as const, content: 'What is the status of order 1002?' }],
      tools: [order],
    };
    const first = streamed
      ? await client.messages.stream(request).finalMessage()
      : await client.messages.create(request);
    const call = first.content.find((block) => block.type === 'tool_use');
    expect([call?.name, call?.input, first.stop_reason]).toEqual(['order_get', { order_id: '1002' }, 'tool_use']);
    provider.next(json(messageBody('It was shipped on Monday.')));
    const result = { type: 'tool_result' as const, tool_use_id: call?.id ?? '', content: 'shipped on Monday' };
    const answer = await client.messages.create({
      ...request,
      model: 'claude',
      messages: [
        ...request.messages,
        { role: 'assistant', content: first.content },
        { role: 'user', content: [result] },
      ],
    });
    expect(answer.content).toEqual([{ type: 'text', text: 'It was shipped on Monday.' }]);
  });

  test('tokens are counted', async () => {
    provider.next(json({ input_tokens: 11 }));
    expect(await client.messages.countTokens({ model: 'claude', messages })).toEqual({ input_tokens: 11 });
    expect(provider.requests.at(-1)?.path).toBe('/v1/messages/count_tokens');
  });

  test('the models of the key are listed in this dialect', async () => {
    expect((await client.models.list()).data.map(({ id, type }) => [id, type])).toEqual([
      ['obedient', 'model'],
      ['claude', 'model'],
    ]);
  });

  test('the version header goes on, the key of the provider takes the place of the caller\u2019s', async () => {
    provider.next(json(messageBody('ok')));
    await client.messages.create(ask, { headers: { 'anthropic-version': '2023-06-01' } });
    const headers = provider.requests.at(-1)?.headers ?? {};
    expect([headers['anthropic-version'], headers['x-api-key'], headers.authorization]).toEqual([
      '2023-06-01',
      PROVIDER_KEY,
      undefined,
    ]);
  });
});

describe('errors come as the classes of the client', () => {
  const failed = (work: () => Promise<unknown>): Promise<unknown> =>
    work().then(
      () => undefined,
      (error: unknown) => error,
    );

  test('401: a made-up key', async () => {
    const stranger = new Anthropic({ apiKey: 'sk-ant-made-up', baseURL: live.url, maxRetries: 2 });
    const error = await failed(() => stranger.messages.create(ask));
    expect(error).toBeInstanceOf(Anthropic.AuthenticationError);
    expect(error).toMatchObject({ status: 401, error: { type: 'error', error: { type: 'authentication_error' } } });
  });

  test('404: a model of the other dialect does not exist here', async () => {
    const error = await failed(() => client.messages.create({ ...ask, model: 'chat' }));
    expect(error).toMatchObject({ status: 404, error: { error: { type: 'not_found_error' } } });
  });

  test('529 of the provider stays 529, and the client asks again', async () => {
    provider.next(failure(529, 0), json(messageBody('back')));
    const retrying = new Anthropic({ apiKey: live.key, baseURL: live.url, maxRetries: 2 });
    expect((await retrying.messages.create(ask)).content).toEqual([{ type: 'text', text: 'back' }]);
    provider.next(failure(529));
    expect(await failed(() => client.messages.create(ask))).toMatchObject({
      status: 529,
      error: { error: { type: 'api_error' } },
    });
  });
});
