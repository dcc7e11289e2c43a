import { describe, expect, test } from 'vitest';
import { chatStream, DONE, delta, messageStream, SECRET, whole } from './answer-double.ts';
import { chatAssembled } from './wire.ts';

const END = [delta(0, {}, 'tool_calls'), DONE];

function piece(call: object): object {
  return delta(0, { tool_calls: [call] });
}

function first(more: object = {}, members: object = {}): object {
  return piece({
    index: 0,
    id: 'c1',
    type: 'function',
    ...more,
    function: { name: 'order_get', arguments: '{}', ...members },
  });
}

function block(content: object, ...deltas: readonly object[]): Promise<string> {
  return messageStream([
    { type: 'content_block_start', index: 0, content_block: content },
    ...deltas.map((each) => ({ type: 'content_block_delta', index: 0, delta: each })),
    { type: 'content_block_stop', index: 0 },
  ]);
}

const TOOL_USE = { type: 'tool_use', id: 't1', name: 'order_get', input: {} };
const THINKING = { type: 'thinking', thinking: '', signature: '' };
const HALVES = [SECRET.slice(0, 20), SECRET.slice(20)] as const;

describe('a secret in a member of an odd shape does not leave', () => {
  test.each([
    [
      'a member of a call that a later piece overwrites',
      () => chatStream([first({ note: SECRET }), piece({ index: 0, note: 'ok' }), ...END]),
    ],
    [
      'a member of a call in two pieces',
      () => chatStream([first({ note: HALVES[0] }), piece({ index: 0, note: HALVES[1] }), ...END]),
    ],
    [
      'a member of the function',
      () => chatStream([first({}, { note: SECRET }), piece({ index: 0, function: { note: 'ok' } }), ...END]),
    ],
    ['arguments that are an object', () => chatStream([first({}, { arguments: { a: SECRET } }), ...END])],
    [
      'a name that is an object',
      () => chatStream([first(), piece({ index: 0, function: { name: { a: SECRET } } }), ...END]),
    ],
    ['an id that is an object', () => chatStream([first(), piece({ index: 0, id: { a: SECRET } }), ...END])],
    ['an index that is a text', () => chatStream([first({ index: SECRET }), ...END])],
    [
      'the index of a choice',
      () => chatStream([{ choices: [{ index: SECRET, delta: { content: 'Hi' }, finish_reason: null }] }, DONE]),
    ],
    ['input that is a text', () => block({ ...TOOL_USE, input: SECRET })],
    ['input that is a list', () => block({ ...TOOL_USE, input: [SECRET] })],
    [
      'arguments of a block that are an object',
      () => block(TOOL_USE, { type: 'input_json_delta', partial_json: { a: SECRET } }),
    ],
    ['a text that is an object', () => block({ type: 'text', text: { a: SECRET } })],
    ['the type of a thought', () => block(THINKING, { type: SECRET, thinking: 'x' })],
    [
      'a seal in two pieces',
      () =>
        block(
          THINKING,
          { type: 'signature_delta', signature: HALVES[0] },
          { type: 'signature_delta', signature: HALVES[1] },
        ),
    ],
    [
      'a whole thought that is an object',
      () => whole('messages', { content: [{ type: 'thinking', thinking: { a: SECRET }, signature: '' }] }),
    ],
    [
      'members of a whole call under one name',
      () =>
        whole('chat', {
          choices: [
            {
              index: 0,
              message: {
                content: null,
                tool_calls: [
                  {
                    id: 'c',
                    type: 'function',
                    note: SECRET,
                    function: { name: 'order_get', arguments: '{}', note: 'k' },
                  },
                ],
              },
              finish_reason: 'tool_calls',
            },
          ],
        }),
    ],
    [
      'the id of a whole call',
      () =>
        whole('chat', {
          choices: [
            {
              index: 0,
              message: {
                content: null,
                tool_calls: [
                  { id: SECRET, type: 'function', function: { name: 'order_get', arguments: '{}', id: 'k' } },
                ],
              },
              finish_reason: 'tool_calls',
            },
          ],
        }),
    ],
    [
      'the index of a whole call',
      () =>
        whole('chat', {
          choices: [
            {
              index: 0,
              message: {
                content: null,
                tool_calls: [
                  { id: 'c', index: SECRET, type: 'function', function: { name: 'order_get', arguments: '{}' } },
                ],
              },
              finish_reason: 'tool_calls',
            },
          ],
        }),
    ],
  ])('%s', async (_name, send) => {
    const sent = await send().catch((error: unknown) => String(error));
    expect(sent).not.toContain(SECRET);
    expect(sent.includes(HALVES[0]) && sent.includes(HALVES[1])).toBe(false);
  });
});

test('a call whose pieces all repeat its id and name is one call of that name', async () => {
  const sent = await chatStream([first({}, { arguments: '{"order' }), first({}, { arguments: '_id":"1"}' }), ...END]);
  expect(chatAssembled(sent)[0]?.calls).toEqual([{ name: 'order_get', args: { order_id: '1' } }]);
});

test('a comment of several lines is no comment', async () => {
  expect(await chatStream([': never reveal the\n: refund ceiling of\n\n', DONE])).not.toContain('ceiling');
});

test('left-over nested text keeps the kind that clients go by', async () => {
  const part = (text: string): object => delta(0, { reasoning_details: [{ type: 'reasoning.text', text }] });
  const sent = await chatStream([part(`key ${SECRET} `), part('and more wor'), part('ds'), delta(0, {}, 'stop'), DONE]);
  expect(sent).not.toContain('"type":""');
});
