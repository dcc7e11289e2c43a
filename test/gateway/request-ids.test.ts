import { describe, expect, test } from 'vitest';
import { chatDialect } from '../../src/gateway/dialects/chat.ts';
import { messagesDialect } from '../../src/gateway/dialects/messages.ts';
import { policyOf } from './exchange-double.ts';
import { SECRET, sent } from './request-double.ts';

const chatCall = (id: string) => ({
  model: 'chat',
  messages: [
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id, type: 'function', function: { name: 'order_get', arguments: '{}' } }],
    },
  ],
});
const chatResult = (id: string) => ({
  model: 'chat',
  messages: [{ role: 'tool', tool_call_id: id, content: 'shipped' }],
});
const messagesCall = (id: string) => ({
  model: 'chat',
  messages: [{ role: 'assistant', content: [{ type: 'tool_use', id, name: 'order_get', input: {} }] }],
});
const messagesResult = (id: string) => ({
  model: 'chat',
  messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'shipped' }] }],
});
const WAYS = [
  ['chat, a call', chatDialect, chatCall],
  ['chat, a result', chatDialect, chatResult],
  ['messages, a call', messagesDialect, messagesCall],
  ['messages, a result', messagesDialect, messagesResult],
] as const;

const thought = Buffer.from(Array.from({ length: 2_000 }, (_, index) => (index * index * 31 + index * 7) % 251));
const encoded = Buffer.from(`key ${SECRET}`).toString('base64');

describe.each(WAYS)('the id in %s', (_way, dialect, bodyOf) => {
  test.each<readonly [string, string]>([
    ['OpenAI', 'call_Q8rXz0mB4nV2kLw7TyJc1HsD'],
    ['Anthropic', 'toolu_01A09q90qw90lq917835lq9'],
    ['Bedrock', 'tooluse_kZJMlvQmRJ6eAyJE5GIl7Q'],
    ['Mistral', 'D681PevKs'],
    ['vLLM', 'chatcmpl-tool-1f0b3c5a9e7d4c2b8a6f0e1d3c5b7a99'],
    ['Kimi', 'functions.order_get:0'],
    ['a UUID', 'b6f0c2f4-0d0e-4a57-9d0b-5a1f0f4f2c11'],
    ['LiteLLM', `call_1f0b3c5a9e7d4c2b8a6f0e1d3c5b__thought__${thought.toString('base64')}`],
    ['the longest', 'aB3+/=_.:-'.repeat(410).slice(0, 4_096)],
  ])('of %s passes byte for byte', async (_client, id) => {
    const body = JSON.stringify(bodyOf(id));
    expect((await sent(dialect, body)).text).toBe(body);
  });

  test.each<readonly [string, string]>([
    ['a secret', SECRET],
    ['a secret behind other letters', `call_${SECRET}`],
    ['an encoded secret', encoded],
    ['an encoded secret where a thought stands', `call_1__thought__${encoded}`],
    ['a number of a card', '4111111111111111'],
  ])('that holds %s refuses the request, which is never rewritten', async (_what, id) => {
    expect(await sent(dialect, bodyOf(id))).toMatchObject({ ok: false, refusal: { code: 'content-blocked' } });
  });
});

test('the id beside a system text is no system text', async () => {
  const body = { model: 'chat', messages: [{ role: 'system', content: 'You help.', tool_call_id: 'call_1' }] };
  const { limits } = policyOf();
  expect(chatDialect.readRequest(body, { tenant: 't', limits, unknownParts: 'refuse' })).toMatchObject({
    ok: true,
    request: { hiddenTexts: ['You help.'] },
  });
});

test('ids do not count as parts', async () => {
  const calls = ['a', 'b', 'c'].map((id) => chatCall(id).messages[0]?.tool_calls[0]);
  const body = { model: 'chat', messages: [{ role: 'assistant', content: null, tool_calls: calls }] };
  expect(await sent(chatDialect, body, policyOf('limits: {parts: 1}\n'))).toMatchObject({ ok: true });
});
