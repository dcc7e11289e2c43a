import { describe, expect, test } from 'vitest';
import { chatDialect } from '../../src/gateway/dialects/chat.ts';
import { GarbledAnswer } from '../../src/gateway/garbled.ts';
import { SseReader, writeEvent } from '../../src/gateway/sse.ts';
import { chatStream, DONE, delta, failing, HIDDEN, messageStream, refusing, SECRET, whole } from './answer-double.ts';
import { doubleOf } from './exchange-double.ts';
import { chatAssembled, messageAssembled } from './wire.ts';

describe('a denial that is an error lets nothing out that waits (RT-28)', () => {
  test('a secret and a call of another choice', async () => {
    const sent = await chatStream(
      [
        delta(0, { content: 'The key is ghp_A1b2C3d4E5f6G7h8I9' }),
        delta(0, { content: 'j0K1l2M3n4O5p6Q7r8' }),
        delta(0, {
          tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'refund_create', arguments: '{}' } }],
        }),
        delta(1, { content: HIDDEN }, 'stop'),
        DONE,
      ],
      failing,
    );
    expect(sent).not.toContain('ghp_');
    expect(sent).not.toContain('refund_create');
  });
});

describe('what two readers could read differently is garbled', () => {
  test.each([
    [
      'a key twice in an event',
      () => chatStream([writeEvent('', `{"choices":[{"index":0,"delta":{"content":"a","content":"${SECRET}"}}]}`)]),
    ],
    [
      '`tool_calls` that is no list',
      () => whole('chat', { choices: [{ index: 0, message: { content: null, tool_calls: { name: 'x' } } }] }),
    ],
    [
      'a call of another type',
      () =>
        whole('chat', {
          choices: [
            {
              index: 0,
              message: {
                content: null,
                tool_calls: [{ id: 'c', type: 'custom', custom: {}, function: { name: 'order_get', arguments: '{}' } }],
              },
            },
          ],
        }),
    ],
    [
      'a call that changes its id',
      () =>
        chatStream([
          delta(0, { tool_calls: [{ index: 0, id: 'c1', function: { name: 'order_get', arguments: '' } }] }),
          delta(0, { tool_calls: [{ index: 0, id: 'c2', function: { arguments: '{}' } }] }),
        ]),
    ],
    [
      'text behind the end of its choice',
      () => chatStream([delta(0, { content: 'a' }, 'stop'), delta(0, { content: 'b' })]),
    ],
    [
      'a call behind the end of its choice',
      () =>
        chatStream([
          delta(0, { content: 'a' }, 'stop'),
          delta(0, { tool_calls: [{ index: 0, id: 'c1', function: { name: 'order_get', arguments: '{}' } }] }),
        ]),
    ],
    [
      'a message that begins with content',
      () => messageStream([{ type: 'message_start', message: { content: [{ type: 'text', text: HIDDEN }] } }]),
    ],
    [
      'more choices than the limit',
      () => chatStream(Array.from({ length: 1000 }, (_, index) => delta(index, { content: 'x' }))),
    ],
    [
      'more kinds of text than the limit',
      () => chatStream(Array.from({ length: 40 }, (_, index) => delta(0, { [`text_${index}`]: 'x' }))),
    ],
  ])('%s', async (_name, send) => {
    await expect(send()).rejects.toBeInstanceOf(GarbledAnswer);
  });
});

describe('a stream with reasoning flows', () => {
  test('reasoning is let out when the answer begins, and the clean stream keeps its bytes', async () => {
    const { host } = doubleOf(refusing);
    const stream = chatDialect.answers?.stream(host);
    const events = [
      delta(0, { reasoning_content: 'They ask' }),
      delta(0, { reasoning_content: ' for it' }),
      delta(0, { content: 'Well,' }),
      delta(0, { content: ' this is it' }),
    ];
    const raw = events.map((event) => writeEvent('', JSON.stringify(event)));
    const sent: string[] = [];
    for (const event of new SseReader(10_000).push(Buffer.from(raw.join(''))))
      sent.push((await stream?.event(event)) ?? '');
    expect(sent.slice(0, 3).join('').startsWith(raw.slice(0, 2).join(''))).toBe(true);
  });

  test('a text that is resumed is read across the seam', async () => {
    const half = SECRET.slice(0, 20);
    const sent = await chatStream([
      delta(0, { reasoning_content: `key ${half}` }),
      delta(0, { content: 'Well' }),
      delta(0, { reasoning_content: `${SECRET.slice(20)} ` }),
      delta(0, {}, 'stop'),
      DONE,
    ]);
    expect(sent).not.toContain(SECRET.slice(20));
    expect(chatAssembled(sent)[0]?.finish).toBe('content_filter');
  });

  test('resumed reasoning that says nothing wrong goes on', async () => {
    const sent = await chatStream([
      delta(0, { reasoning_content: 'One ' }),
      delta(0, { content: 'Well' }),
      delta(0, { reasoning_content: 'two' }),
      delta(0, {}, 'stop'),
      DONE,
    ]);
    expect(chatAssembled(sent)).toMatchObject([{ reasoning: 'One two', content: 'Well', finish: 'stop' }]);
  });

  test('pieces of an array belong together', async () => {
    const part = (text: string): object => delta(0, { content: [{ type: 'text', text }] });
    const sent = await chatStream([
      part(`key ${SECRET.slice(0, 12)}`),
      part(`${SECRET.slice(12)} end`),
      delta(0, {}, 'stop'),
      DONE,
    ]);
    expect(sent).not.toContain(SECRET.slice(12));
  });

  test('a member that is taken out takes the edits below it along', async () => {
    const part = { type: HIDDEN, text: `key ${SECRET} ` };
    const sent = await chatStream([delta(0, { content: [part] }), delta(0, {}, 'stop'), DONE]);
    expect(sent).not.toContain('discount rules');
    expect(chatAssembled(sent)[0]?.finish).toBe('content_filter');
  });

  test('an empty finish reason is no end', async () => {
    const sent = await chatStream([
      delta(0, { content: 'a ' }, ''),
      delta(0, { content: 'b' }, ''),
      delta(0, {}, 'stop'),
      DONE,
    ]);
    expect(chatAssembled(sent.replaceAll('"finish_reason":""', '"finish_reason":null'))).toMatchObject([
      { content: 'a b', finish: 'stop' },
    ]);
  });
});

describe('calls', () => {
  test.each(['', '{}'])('without arguments (%j) are judged alike in a stream and whole', async (args) => {
    const start = {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'tool_use', id: 't1', name: 'order_get', input: {} },
    };
    const sent = await messageStream([
      start,
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: args } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
      { type: 'message_stop' },
    ]);
    expect(messageAssembled(sent.replace('"partial_json":""', '"partial_json":"{}"'))[0]?.calls).toEqual([
      { name: 'order_get', args: {} },
    ]);
  });

  test('a name that comes in pieces goes out in one', async () => {
    const piece = (name: string): object => delta(0, { tool_calls: [{ index: 0, function: { name, arguments: '' } }] });
    const sent = await chatStream([
      delta(0, { tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'order', arguments: '' } }] }),
      piece('_get'),
      delta(0, { tool_calls: [{ index: 0, function: { arguments: '{}' } }] }),
      delta(0, {}, 'tool_calls'),
      DONE,
    ]);
    expect(sent).toContain('"name":"order_get"');
    expect(sent).not.toContain('"name":"_get"');
  });

  test('what a vendor needs back with a call stays', async () => {
    const call = {
      index: 0,
      id: 'c1',
      type: 'function',
      function: { name: 'order_get', arguments: '{}' },
      extra_content: { google: { thought_signature: 'c2ln' } },
    };
    const sent = await chatStream([delta(0, { tool_calls: [call] }), delta(0, {}, 'tool_calls'), DONE]);
    expect(sent).toContain('"thought_signature":"c2ln"');
  });
});

test('a stopped message may be followed by a second message_delta', async () => {
  const text = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
  const sent = await messageStream([
    { type: 'message_start', message: { id: 'm', content: [] } },
    text,
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: `Sure. ${HIDDEN} ` } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: {}, usage: { output_tokens: 3 } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 4 } },
    { type: 'message_stop' },
  ]);
  expect(messageAssembled(sent)).toMatchObject([{ finish: 'refusal' }]);
  expect(sent).not.toContain('discount rules');
});

test('blocks that are open when a message is stopped are closed', async () => {
  const start = (index: number): Record<string, unknown> => ({
    type: 'content_block_start',
    index,
    content_block: { type: 'text', text: '' },
  });
  const text = (index: number, piece: string): Record<string, unknown> => ({
    type: 'content_block_delta',
    index,
    delta: { type: 'text_delta', text: piece },
  });
  const sent = await messageStream([
    { type: 'message_start', message: { content: [] } },
    start(0),
    start(1),
    text(0, 'Good day '),
    text(1, `${HIDDEN} `),
    { type: 'message_stop' },
  ]);
  expect([...sent.matchAll(/"type":"content_block_stop","index":(\d)/g)].map((match) => match[1])).toEqual(['0', '1']);
});
