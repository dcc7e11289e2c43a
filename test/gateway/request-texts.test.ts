import { describe, expect, test } from 'vitest';
import { chatDialect } from '../../src/gateway/dialects/chat.ts';
import { embeddingsDialect } from '../../src/gateway/dialects/embeddings.ts';
import { messagesDialect } from '../../src/gateway/dialects/messages.ts';
import { SECRET, sent } from './request-double.ts';

const message = (more: object = {}, top: object = {}) => ({
  model: 'chat',
  messages: [{ role: 'user', content: 'hi', ...more }],
  ...top,
});
const part = (more: object) => message({ content: [{ type: 'text', text: 'x', ...more }] });
const called = (fn: object, more: object = {}) => ({
  model: 'chat',
  messages: [
    {
      role: 'assistant',
      content: 'a',
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'order_get', arguments: '{}', ...fn }, ...more }],
    },
  ],
});
const offering = (fn: object) => message({}, { tools: [{ type: 'function', function: { name: 'order_get', ...fn } }] });
const properties = (schema: object) => offering({ parameters: { type: 'object', properties: { a: schema } } });
const format = (schema: object) =>
  message({}, { response_format: { type: 'json_schema', json_schema: { name: 'a', schema } } });
const escaped = [...SECRET].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const block = (one: object) => message({ content: [one] });
const replayed = (one: object) => ({ model: 'chat', messages: [{ role: 'assistant', content: [one] }] });

describe('a secret does not reach the provider of a chat from', () => {
  test.each<readonly [string, object]>([
    ['a message', message({ content: SECRET })],
    ['a name', message({ name: SECRET })],
    ['`stop`', message({}, { stop: [SECRET] })],
    ['`user`', message({}, { user: SECRET })],
    ['metadata', message({}, { metadata: { note: SECRET } })],
    ['a list of documents', message({}, { documents: [{ title: 'x', text: SECRET }] })],
    ['a member that nobody knows', message({}, { chat_template: SECRET })],
    ['a number that is none', message({}, { temperature: SECRET })],
    ['an object of numbers', message({}, { logit_bias: { a: { b: SECRET } } })],
    ['the name of a member', message({}, { extra: { [SECRET]: 1 } })],
    ['a member of a message', message({ reasoning: SECRET })],
    ['a member of a part', part({ image_url: { url: SECRET } })],
    ['arguments', called({ arguments: JSON.stringify({ a: [SECRET] }) })],
    ['escaped arguments', called({ arguments: `{"a":"${escaped}"}` })],
    ['the name of an argument', called({ arguments: JSON.stringify({ [SECRET]: 1 }) })],
    ['arguments that are no JSON', called({ arguments: `{"a":"${SECRET}` })],
    ['the name of a call', called({ name: SECRET })],
    ['a member of a call', called({}, { extra: SECRET })],
    ['a member of a called function', called({ extra: SECRET })],
    ['the description of a tool', offering({ description: SECRET })],
    ['a member of a tool', offering({ notes: SECRET })],
    [
      'a member beside a tool',
      message({}, { tools: [{ type: 'function', function: { name: 'order_get' }, x: SECRET }] }),
    ],
    ['a pattern', properties({ type: 'string', pattern: SECRET })],
    ['an extension of a schema', properties({ type: 'string', 'x-hint': [SECRET] })],
    ['an enumeration', properties({ enum: [SECRET] })],
    ['the name of a property', offering({ parameters: { type: 'object', properties: { [SECRET]: {} } } })],
    ['the form of the answer', format({ type: 'string', enum: [SECRET], default: SECRET })],
    ['a property of the answer', format({ properties: { [SECRET]: {} } })],
    ['a guess at the answer', message({}, { prediction: { type: 'content', content: SECRET } })],
    ['the choice of a tool', message({}, { tool_choice: { type: 'allowed_tools', allowed_tools: { note: SECRET } } })],
    ['a mode of choosing', message({}, { tool_choice: SECRET })],
  ])('%s', async (_where, body) => {
    expect((await sent(chatDialect, body)).text).not.toContain(SECRET);
  });
});

describe('a secret does not reach the provider of messages from', () => {
  test.each<readonly [string, object]>([
    ['a message', message({ content: SECRET })],
    ['`stop_sequences`', message({}, { stop_sequences: [SECRET] })],
    ['metadata', message({}, { metadata: { user_id: SECRET } })],
    ['a system block', message({}, { system: [{ type: 'text', text: SECRET }] })],
    ['a member of a system block', message({}, { system: [{ type: 'text', text: 'x', note: SECRET }] })],
    ['citations', block({ type: 'text', text: 'x', citations: [{ cited_text: SECRET }] })],
    ['the source of a search result', block({ type: 'search_result', source: SECRET, title: 't', content: [] })],
    ['a member of a search result', block({ type: 'search_result', source: 's', title: 't', content: [], x: SECRET })],
    ['the input of a call', replayed({ type: 'tool_use', id: 'a', name: 'order_get', input: { a: [SECRET] } })],
    ['the name of an input', replayed({ type: 'tool_use', id: 'a', name: 'order_get', input: { [SECRET]: 1 } })],
    ['the name of a call', replayed({ type: 'tool_use', id: 'a', name: SECRET, input: {} })],
    ['a result', block({ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text: SECRET }] })],
    ['a member of a result', block({ type: 'tool_result', tool_use_id: 'a', content: 'x', note: SECRET })],
    ['a thought', replayed({ type: 'thinking', thinking: SECRET, signature: 'c2lnbmVk' })],
    ['a signature', replayed({ type: 'thinking', thinking: 'x', signature: SECRET })],
    ['a sealed thought', replayed({ type: 'redacted_thinking', data: SECRET })],
    ['a member of `thinking`', message({}, { thinking: { type: 'enabled', note: SECRET } })],
    [
      'the form of the answer',
      message({}, { output_config: { format: { type: 'json_schema', schema: { const: SECRET } } } }),
    ],
    [
      'an example of an input',
      message({}, { tools: [{ name: 'order_get', input_schema: {}, input_examples: [{ a: SECRET }] }] }),
    ],
  ])('%s', async (_where, body) => {
    expect((await sent(messagesDialect, body)).text).not.toContain(SECRET);
  });
});

test.each<readonly [string, object]>([
  ['a text', { model: 'chat', input: [SECRET] }],
  ['a member that nobody knows', { model: 'chat', input: 'x', instruction: `Find ${SECRET}` }],
])('a secret does not reach the provider of embeddings from %s', async (_where, body) => {
  expect((await sent(embeddingsDialect, body)).text).not.toContain(SECRET);
});

describe('what holds nothing passes byte for byte', () => {
  test('members that nobody knows, at every level', async () => {
    const body = `{ "model":"chat", "x_option": {"deep": [1, "some text", null, {"Key": "a b"}]}, "seed": 7.0,
      "reasoning_effort":"low", "metadata": {"session_id":"one two","n":"3"}, "user":"u-1", "stop":["END"],
      "messages":[{"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral","ttl":"5m"}}],"extra":{"a":"b"}},
        {"role":"assistant","content":null,"tool_calls":[{"id":"c:1","type":"function","function":{"name":"order_get","arguments":"{ \\"order_id\\": \\"1002\\", \\"password\\": null }"}}]},
        {"role":"tool","tool_call_id":"c:1","content":"shipped"}],
      "tools":[{"type":"function","function":{"name":"order_get","strict":true,"parameters":{"type":"object","properties":{"order_id":{"type":"string"},"password":{"type":"string"},"new_password2":{"type":"string"}},"required":["order_id"]}}}],
      "response_format":{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object","properties":{"email":{"type":"string","format":"email"}}}}}}`;
    expect((await sent(chatDialect, body)).text).toBe(body);
  });

  test('blocks with all their members', async () => {
    const body = JSON.stringify({
      model: 'chat',
      max_tokens: 5,
      thinking: { type: 'enabled', budget_tokens: 1024 },
      system: [{ type: 'text', text: 'You help.', cache_control: { type: 'ephemeral' } }],
      messages: [
        {
          role: 'user',
          content: [
            {
              type: 'search_result',
              source: 'https://kb.example/1',
              title: 't',
              content: [],
              citations: { enabled: true },
            },
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm.', signature: 'EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds' },
            { type: 'tool_use', id: 'toolu_1', name: 'order_get', input: { order_id: '1002', 'a key': 1 } },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'toolu_1', is_error: false, content: 'shipped' }],
        },
      ],
      tools: [
        {
          name: 'order_get',
          description: 'Looks up.',
          input_schema: { type: 'object' },
          input_examples: [{ order_id: '1' }],
        },
      ],
      tool_choice: { type: 'tool', name: 'order_get', disable_parallel_tool_use: true },
    });
    expect((await sent(messagesDialect, body)).text).toBe(body);
  });
});

test('a secret in escapes inside replayed arguments is taken out', async () => {
  const inbound = await sent(chatDialect, called({ arguments: `{"a":"${escaped}"}` }));
  if (!inbound.ok) return expect(inbound.refusal.code).toBe('content-blocked');
  expect(inbound.text).not.toContain('0067'); // the code of its first letter
});

test('a text inside replayed arguments is edited at its place, and the arguments stay one string', async () => {
  const argumentsText = '{ "to" : "bob.smith@shop.example", "n": 1.0, "again": ["bob.smith@shop.example"] }';
  const { text } = await sent(chatDialect, called({ arguments: argumentsText }));
  const body = JSON.parse(text) as { messages: { tool_calls: { function: { arguments: string } }[] }[] }; // as it was sent
  const out = body.messages[0]?.tool_calls[0]?.function.arguments ?? '';
  const token = /EMAIL_[0-9A-Z]{8}/.exec(out)?.[0] ?? 'none';
  expect(out).toBe(argumentsText.replaceAll('bob.smith@shop.example', token));
});

test('a tool whose property names would have to be changed is not offered', async () => {
  const order = { type: 'function', function: { name: 'order_get', parameters: { properties: { [SECRET]: {} } } } };
  const inbound = await sent(chatDialect, message({}, { tools: [order], tool_choice: 'auto' }));
  expect(inbound).toMatchObject({ ok: true, offered: [] });
  expect(JSON.parse(inbound.text)).toEqual(message());
});
