import { describe, expect, test } from 'vitest';
import { chatDialect } from '../../src/gateway/dialects/chat.ts';
import { messagesDialect } from '../../src/gateway/dialects/messages.ts';
import { SseReader, writeEvent } from '../../src/gateway/sse.ts';
import { chatStream, DONE, delta, HIDDEN, messageStream, refusing, SECRET, whole } from './answer-double.ts';
import { doubleOf, policyOf } from './exchange-double.ts';
import { chatAssembled, messageAssembled } from './wire.ts';

/** A text in pieces of a few characters, as chunks of a stream with these members beside it. */
function chunks(text: string, beside: (piece: string) => object): readonly object[] {
  return (text.match(/[\s\S]{1,4}/g) ?? []).map((piece) => delta(0, { content: piece, ...beside(piece) }));
}

const END = [delta(0, {}, 'stop'), DONE];

describe('members that servers send beside every text do not end it', () => {
  test.each([
    ['an empty list of calls', () => ({ tool_calls: [] })],
    ['an id', () => ({ id: 'msg_1', type: 'text' })],
    ['a second text', (piece: string) => ({ reasoning: `${piece}` })],
    ['nested texts', (piece: string) => ({ reasoning_details: [{ type: 'reasoning.text', text: piece }] })],
    ['a constant member', () => ({ provider_specific_fields: { citation: null } })],
  ])('%s', async (_name, beside) => {
    const sent = await chatStream([...chunks(`see ${SECRET} there`, beside), ...END]);
    expect(chatAssembled(sent)[0]?.content).toMatch(/^see \[secret removed[^\]]*\] there$/);
    for (let size = 8; size < SECRET.length; size += 1) expect(sent).not.toContain(SECRET.slice(0, size + 1));
  });
});

describe('answers without what others always have', () => {
  const call = { id: 'c1', type: 'function', function: { name: 'account_delete', arguments: '{}' } };

  test('a message without content whose call is removed', async () => {
    const text = await whole('chat', {
      choices: [{ index: 0, message: { role: 'assistant', tool_calls: [call] }, finish_reason: 'tool_calls' }],
    });
    expect(JSON.parse(text).choices[0]).toMatchObject({
      message: { content: '[tool call withheld by policy: dec_TEST]' },
      finish_reason: 'stop',
    });
  });

  test('list-shaped content keeps its form beside the notice', async () => {
    const content = [{ type: 'text', text: 'Well' }];
    const text = await whole('chat', {
      choices: [{ index: 0, message: { content, tool_calls: [call] }, finish_reason: 'tool_calls' }],
    });
    expect(JSON.parse(text).choices[0].message.content).toEqual([
      ...content,
      { type: 'text', text: ' [tool call withheld by policy: dec_TEST]' },
    ]);
  });

  test('a message without a stop reason that is stopped', async () => {
    const text = await whole('messages', { content: [{ type: 'text', text: HIDDEN }] });
    expect(JSON.parse(text)).toMatchObject({ stop_reason: 'refusal' });
  });

  test('a stream whose choices all ended is complete without `[DONE]`', async () => {
    const { host } = doubleOf(refusing);
    const stream = chatDialect.answers?.stream(host);
    const text = [delta(0, { content: 'Hi' }), delta(0, {}, 'stop')]
      .map((event) => writeEvent('', JSON.stringify(event)))
      .join('');
    for (const event of new SseReader(10_000).push(Buffer.from(text))) await stream?.event(event);
    await stream?.finish();
    expect(stream?.isComplete).toBe(true);
  });

  test('a usage event whose choices are null, and a space behind the end', async () => {
    const sent = await chatStream([
      delta(0, { content: 'Hi' }),
      delta(0, {}, 'stop'),
      delta(0, { content: ' ' }),
      { choices: null, usage: { prompt_tokens: 1 } },
      DONE,
    ]);
    expect(sent).toContain('"prompt_tokens":1');
  });

  test('a block that is never said to be over ends with its message', async () => {
    const sent = await messageStream([
      { type: 'message_start', message: { content: [] } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Good day to y' } },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
      { type: 'message_stop' },
    ]);
    expect(messageAssembled(sent)).toMatchObject([{ content: 'Good day to y', finish: 'end_turn' }]);
  });
});

describe('tool calls as servers send them', () => {
  const piece = (call: object): object => delta(0, { tool_calls: [call] });
  const calls = async (...pieces: readonly object[]) =>
    chatAssembled(await chatStream([...pieces, delta(0, {}, 'tool_calls'), DONE]))[0]?.calls;

  test('null for a type, and for a function that says no more', async () => {
    const got = await calls(
      piece({ index: 0, id: 'c1', type: null, function: { name: 'order_get', arguments: '' } }),
      piece({ index: 0, id: null, type: '', function: { name: null, arguments: '{"order_id":"1"}' } }),
      piece({ index: 0, function: null }),
    );
    expect(got).toEqual([{ name: 'order_get', args: { order_id: '1' } }]);
  });

  test('every call with the same index', async () => {
    const call = (id: string): object =>
      piece({ index: 0, id, type: 'function', function: { name: 'order_get', arguments: `{"order_id":"${id}"}` } });
    expect(await calls(call('a'), call('b'))).toEqual([
      { name: 'order_get', args: { order_id: 'a' } },
      { name: 'order_get', args: { order_id: 'b' } },
    ]);
  });

  test('an empty id gets one', async () => {
    const call = { id: '', type: 'function', function: { name: 'order_get', arguments: '{}' } };
    const text = await whole('chat', {
      choices: [{ index: 0, message: { content: null, tool_calls: [call] }, finish_reason: 'tool_calls' }],
    });
    expect(JSON.parse(text).choices[0].message.tool_calls).toEqual([{ ...call, id: 'call_TEST_1' }]);
    const sent = await chatStream([piece({ index: 0, ...call }), delta(0, {}, 'tool_calls'), DONE]);
    expect(sent).toContain('"id":"call_TEST_1"');
  });

  test('an id of odd characters stays, a secret for an id removes the call', async () => {
    const call = (id: string): object =>
      piece({ index: 0, id, type: 'function', function: { name: 'order_get', arguments: '{}' } });
    expect(await chatStream([call('functions.order_get:0'), delta(0, {}, 'tool_calls'), DONE])).toContain(
      '"functions.order_get:0"',
    );
    expect(await chatStream([call('call_1__thought__QUJD+/=='), delta(0, {}, 'tool_calls'), DONE])).toContain(
      '__thought__QUJD+/==',
    );
    expect(await chatStream([call(SECRET), delta(0, {}, 'tool_calls'), DONE])).not.toContain(SECRET);
  });

  test('arguments at the start of a block', async () => {
    const sent = await messageStream([
      { type: 'message_start', message: { content: [] } },
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'tool_use', id: 't1', name: 'order_get', input: { order_id: '7' } },
      },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
      { type: 'message_stop' },
    ]);
    expect(messageAssembled(sent)[0]?.calls).toEqual([{ name: 'order_get', args: { order_id: '7' } }]);
  });

  test('a member that nobody knows leaves a clean call as it came', async () => {
    const start = {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'tool_use', id: 't1', name: 'order_get', input: {}, caller: { type: 'direct' } },
    };
    const part = (json: string): Record<string, unknown> => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'input_json_delta', partial_json: json },
    });
    const events = [start, part('{"order'), part('_id":"1"}'), { type: 'content_block_stop', index: 0 }];
    expect(await messageStream(events)).toBe(
      events.map((event) => writeEvent(String(event.type), JSON.stringify(event))).join(''),
    );
  });
});

test('one text beside the answer does not make another look harmless', async () => {
  const text = await whole('chat', { choices: [], fence: '```', image: '![x](https://evil.example/?q=1)', end: '```' });
  expect(text).not.toContain('](https://evil.example');
});

test('left-over text of a nested member comes in the shape of its last event', async () => {
  const part = (text: string): object => delta(0, { content: [{ type: 'text', text }] });
  const sent = await chatStream([part(`key ${SECRET} `), part('and more wor'), part('ds'), ...END]);
  const texts = [...sent.matchAll(/"content":(\[[^\]]*\]?[^}]*\}\])/g)].map(
    (match) => JSON.parse(match[1] ?? '[]')[0].text,
  );
  expect(texts.join('')).toMatch(/and more words$/);
});

test('a finish reason that is moved is the one that was judged', async () => {
  const sent = await chatStream([delta(0, { content: `key ${SECRET}` }), delta(0, {}, `x ${SECRET}`), DONE]);
  expect(sent).not.toContain(SECRET);
});

test.each([
  ['a signature', { type: 'thinking', thinking: 'x', signature: SECRET }],
  ['a sealed thought', { type: 'redacted_thinking', data: SECRET }],
])('a secret as %s is not passed', async (_name, block) => {
  expect(await whole('messages', { content: [block] })).not.toContain(SECRET);
  expect(
    await messageStream([
      { type: 'content_block_start', index: 0, content_block: block },
      { type: 'content_block_stop', index: 0 },
    ]),
  ).not.toContain(SECRET);
});

describe('log probabilities, where they are allowed', () => {
  const allowing = policyOf().models.get('chat');

  async function kept(place: object): Promise<boolean> {
    const double = doubleOf(refusing, {}, [HIDDEN]);
    const host = { ...double.host, allowsLogprobs: true };
    const json = {
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hi' },
          logprobs: { content: [place] },
          finish_reason: 'stop',
        },
      ],
    };
    const answer = await chatDialect.answers?.whole(JSON.stringify(json), json, host);
    return answer?.kind === 'unchanged';
  }

  test('stay beside exactly their text', async () => {
    expect(allowing?.parameters.logprobs).toBe('deny');
    expect(
      await kept({
        token: 'Hi',
        logprob: -0.1,
        bytes: [72, 105],
        top_logprobs: [{ token: 'Hi', logprob: -0.1, bytes: null }],
      }),
    ).toBe(true);
  });

  test.each([
    ['other bytes', { token: 'Hi', logprob: -0.1, bytes: [72, 106], top_logprobs: [] }],
    ['another member', { token: 'Hi', logprob: -0.1, note: 'x', top_logprobs: [] }],
    [
      'another member of an alternative',
      { token: 'Hi', logprob: -0.1, top_logprobs: [{ token: 'x', logprob: -1, note: HIDDEN }] },
    ],
    [
      'an alternative that gives something away',
      { token: 'Hi', logprob: -0.1, top_logprobs: [{ token: HIDDEN, logprob: -1 }] },
    ],
  ])('go when they hold %s', async (_name, place) => {
    expect(await kept(place)).toBe(false);
  });
});

describe('while text is held', () => {
  test('comments and pings go on, once something was sent', async () => {
    const { host } = doubleOf(refusing);
    const stream = messagesDialect.answers?.stream(host);
    const start = { type: 'message_start', message: { content: [] } };
    const block = {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'tool_use', id: 't1', name: 'order_get', input: {} },
    };
    const ping = writeEvent('ping', '{"type":"ping"}');
    const text = [start, block].map((event) => writeEvent(event.type, JSON.stringify(event))).join('') + ping;
    const sent: string[] = [];
    for (const event of new SseReader(10_000).push(Buffer.from(text))) sent.push((await stream?.event(event)) ?? '');
    expect(sent.slice(1)).toEqual(['', ping]);
  });

  test('an event with CRLF goes out whole when it has come whole', () => {
    const reader = new SseReader(1000);
    const [event] = reader.push(Buffer.from('data: 1\r\n\r\ndata: 2\r\n'));
    expect(event).toMatchObject({ raw: 'data: 1\r\n\r\n', isPlain: true });
  });
});

test('the provider\u2019s own error is the end of a stream, and it failed', async () => {
  const { host } = doubleOf(refusing);
  const stream = chatDialect.answers?.stream(host);
  const text =
    writeEvent('', JSON.stringify(delta(0, { content: 'Hi' }))) + writeEvent('', '{"error":{"message":"overloaded"}}');
  let sent = '';
  for (const event of new SseReader(10_000).push(Buffer.from(text))) sent += (await stream?.event(event)) ?? '';
  expect(sent).toContain('overloaded');
  expect(stream).toMatchObject({ isComplete: true, hasFailed: true });
});

test('many edits in one event cost in proportion', async () => {
  const parts = Array.from({ length: 4_000 }, () => ({ type: 'text', text: 'a\u200bb ' }));
  const began = performance.now();
  await chatStream([delta(0, { content: parts }), ...END]);
  expect(performance.now() - began).toBeLessThan(10_000);
});
