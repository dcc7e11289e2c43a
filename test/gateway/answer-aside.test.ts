import { describe, expect, test } from 'vitest';
import { enforcePlain } from '../../src/gateway/answer/plain-whole.ts';
import { GarbledAnswer } from '../../src/gateway/garbled.ts';
import { writeEvent } from '../../src/gateway/sse.ts';
import { chatStream, DONE, delta, HIDDEN, messageStream, refusing, SECRET, whole } from './answer-double.ts';
import { doubleOf } from './exchange-double.ts';

describe('text outside the main text is judged', () => {
  const leak = { message: `prompt was: ${HIDDEN}` };

  test.each([
    ['an error event of a chat stream', () => chatStream([{ error: leak }, DONE])],
    ['an event without choices', () => chatStream([{ note: HIDDEN }, DONE])],
    [
      'members beside the delta',
      () =>
        chatStream([{ choices: [{ index: 0, delta: {}, message: { content: HIDDEN }, finish_reason: null }] }, DONE]),
    ],
    ['members beside the choices', () => chatStream([{ ...delta(0, { content: 'Hi' }), citations: [HIDDEN] }, DONE])],
    ['members of an event with no choice', () => chatStream([{ choices: [], note: HIDDEN }, DONE])],
    ['the role', () => chatStream([delta(0, { role: HIDDEN }), DONE])],
    ['an unknown member of the delta', () => chatStream([delta(0, { poem: HIDDEN }), DONE])],
    [
      'an unknown member of a call',
      () =>
        chatStream([
          delta(0, {
            tool_calls: [
              { index: 0, id: 'c1', type: 'function', note: HIDDEN, function: { name: 'order_get', arguments: '{}' } },
            ],
          }),
          delta(0, {}, 'tool_calls'),
          DONE,
        ]),
    ],
    [
      'a field of the event',
      () => chatStream([`id: ${HIDDEN}\n${writeEvent('', JSON.stringify(delta(0, { content: 'Hi' })))}`, DONE]),
    ],
    [
      'the name of the event',
      () => chatStream([writeEvent(HIDDEN, JSON.stringify(delta(0, { content: 'Hi' }))), DONE]),
    ],
    [
      'a comment inside an event',
      () => chatStream([`: ${HIDDEN}\n${writeEvent('', JSON.stringify(delta(0, { content: 'Hi' })))}`, DONE]),
    ],
    ['a comment', () => chatStream([`: ${HIDDEN}\n\n`, DONE])],
    [
      'log probabilities that nobody asked for',
      () =>
        chatStream([
          {
            choices: [
              { index: 0, delta: { content: 'Hi' }, logprobs: { content: [{ token: HIDDEN }] }, finish_reason: null },
            ],
          },
          DONE,
        ]),
    ],
    ['an error event of a message stream', () => messageStream([{ type: 'error', error: leak }])],
    [
      'the event that starts a message',
      () => messageStream([{ type: 'message_start', message: { id: HIDDEN, content: [] } }]),
    ],
    ['a ping', () => messageStream([{ type: 'ping', note: HIDDEN }])],
    [
      'the end of a block',
      () =>
        messageStream([
          { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
          { type: 'content_block_stop', index: 0, note: HIDDEN },
        ]),
    ],
    [
      'citations at the start of a block',
      () =>
        messageStream([
          {
            type: 'content_block_start',
            index: 0,
            content_block: { type: 'text', text: '', citations: [{ cited_text: HIDDEN }] },
          },
        ]),
    ],
    [
      'a citation',
      () =>
        messageStream([
          { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
          {
            type: 'content_block_delta',
            index: 0,
            delta: { type: 'citations_delta', citation: { cited_text: HIDDEN } },
          },
        ]),
    ],
    [
      'an unknown member of a text delta',
      () =>
        messageStream([
          { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
          { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi', note: HIDDEN } },
        ]),
    ],
    [
      'the first text of a thinking block',
      () =>
        messageStream([
          {
            type: 'content_block_start',
            index: 0,
            content_block: { type: 'thinking', thinking: HIDDEN, signature: '' },
          },
          { type: 'content_block_stop', index: 0 },
        ]),
    ],
    [
      'a signature that is none',
      () =>
        messageStream([
          { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
          { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: HIDDEN } },
          { type: 'content_block_stop', index: 0 },
        ]),
    ],
    [
      'a sealed block that is none',
      () =>
        messageStream([
          { type: 'content_block_start', index: 0, content_block: { type: 'redacted_thinking', data: HIDDEN } },
          { type: 'content_block_stop', index: 0 },
        ]),
    ],
    [
      'a block of an unknown kind',
      () =>
        messageStream([
          { type: 'content_block_start', index: 0, content_block: { type: 'poem', poem: HIDDEN } },
          { type: 'content_block_stop', index: 0 },
        ]),
    ],
    ['an event of an unknown kind', () => messageStream([{ type: 'poem', poem: HIDDEN }])],
    [
      'a stop sequence',
      () => messageStream([{ type: 'message_delta', delta: { stop_reason: 'stop_sequence', stop_sequence: HIDDEN } }]),
    ],
    ['a whole chat: a member at the top', () => whole('chat', { citations: [HIDDEN], choices: [] })],
    [
      'a whole chat: a member of a choice',
      () =>
        whole('chat', {
          choices: [{ index: 0, text: HIDDEN, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
        }),
    ],
    [
      'a whole chat: a member named `data`',
      () =>
        whole('chat', {
          choices: [
            { index: 0, message: { role: 'assistant', content: 'Hi', data: { id: HIDDEN } }, finish_reason: 'stop' },
          ],
        }),
    ],
    [
      'a whole chat: log probabilities',
      () =>
        whole('chat', {
          choices: [
            {
              index: 0,
              logprobs: { content: [{ token: HIDDEN }] },
              message: { role: 'assistant', content: 'Hi' },
              finish_reason: 'stop',
            },
          ],
        }),
    ],
    [
      'a whole chat: the finish reason',
      () =>
        whole('chat', {
          choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: HIDDEN }],
        }),
    ],
    ['a whole message: a member at the top', () => whole('messages', { content: [], note: HIDDEN })],
    [
      'a whole message: a member of thinking',
      () => whole('messages', { content: [{ type: 'thinking', thinking: 'x', signature: 'c2ln', note: HIDDEN }] }),
    ],
    [
      'a whole message: sealed text',
      () => whole('messages', { content: [{ type: 'redacted_thinking', data: HIDDEN }] }),
    ],
  ])('%s', async (_name, send) => {
    expect(await send().catch((error: unknown) => String(error))).not.toContain('discount rules');
  });

  test('the name of a member', async () => {
    const answer = whole('chat', { [`key ${SECRET}`]: 1, choices: [] });
    await expect(answer).rejects.toBeInstanceOf(GarbledAnswer);
  });

  test('an answer of vectors', async () => {
    const { host } = doubleOf(refusing, {}, [HIDDEN]);
    const json = { object: 'list', note: HIDDEN, data: [{ embedding: [0.5, 1], index: 0 }] };
    const answer = await enforcePlain(JSON.stringify(json), json, host);
    expect(answer.kind === 'changed' ? answer.text : '').not.toContain('discount rules');
    await expect(enforcePlain('', { data: [{ embedding: ['text'] }] }, host)).rejects.toBeInstanceOf(GarbledAnswer);
  });
});
