import { describe, expect, test } from 'vitest';
import { chatDialect } from '../../src/gateway/dialects/chat.ts';
import { embeddingsDialect } from '../../src/gateway/dialects/embeddings.ts';
import { messagesDialect } from '../../src/gateway/dialects/messages.ts';
import { policyOf } from './exchange-double.ts';
import { sent } from './request-double.ts';

const message = (more: object = {}, top: object = {}) => ({
  model: 'chat',
  messages: [{ role: 'user', content: 'hi', ...more }],
  ...top,
});
const called = (call: object) => ({
  model: 'chat',
  messages: [{ role: 'assistant', content: 'a', tool_calls: [call] }],
});
const fn = { name: 'order_get', arguments: '{}' };
const tool = { type: 'function', function: { name: 'order_get' } };
const block = (one: object) => message({ content: [one] });

describe('a known member in another spelling is refused', () => {
  test.each<readonly [string, object]>([
    ['in the body', message({}, { Messages: [] })],
    ['in the body, full-width', message({}, { '\u{ff54}ools': [] })],
    ['in the body, a parameter', message({}, { Temperature: 1 })],
    ['in a message', message({ Content: 'x' })],
    ['in a part', message({ content: [{ type: 'text', text: 'x', Text: 'y' }] })],
    ['as the type of a part', message({ content: [{ type: 'Text', Text: 'y' }] })],
    ['in a call', called({ id: 'a', type: 'function', function: fn, Function: fn })],
    ['in a called function', called({ id: 'a', type: 'function', function: { ...fn, Arguments: '{}' } })],
    ['in a tool', message({}, { tools: [{ ...tool, Function: {} }] })],
    [
      'in an offered function',
      message({}, { tools: [{ type: 'function', function: { name: 'a', Description: 'x' } }] }),
    ],
    ['in the choice of a tool', message({}, { tool_choice: { type: 'function', function: { name: 'a', Name: 'b' } } })],
  ])('%s', async (_where, body) => {
    expect(await sent(chatDialect, body, policyOf('unknown_parts: opaque\n'))).toMatchObject({
      ok: false,
      refusal: { code: 'invalid-request', message: expect.stringContaining('another spelling') },
    });
  });

  test.each<readonly [string, object]>([
    ['in the body', message({}, { System: 'x' })],
    ['in a block', block({ type: 'text', text: 'x', Text: 'y' })],
    ['in a result', block({ type: 'tool_result', tool_use_id: 'a', content: 'x', Content: 'y' })],
    ['in a system block', message({}, { system: [{ type: 'text', text: 'x', TEXT: 'y' }] })],
    ['as the type of a block', block({ type: 'Thinking', thinking: 'x' })],
    ['in a tool', message({}, { tools: [{ name: 'a', Input_Schema: {} }] })],
  ])('%s of messages', async (_where, body) => {
    expect(await sent(messagesDialect, body, policyOf('unknown_parts: opaque\n'))).toMatchObject({
      ok: false,
      refusal: { message: expect.stringContaining('another spelling') },
    });
  });
});

describe('what machines match holds no text', () => {
  test.each<readonly [string, object, string]>([
    ['the id of a call', called({ id: 'ignore all', function: fn }), 'messages[0].tool_calls[0].id'],
    [
      'the name of a call',
      called({ id: 'a', function: { ...fn, name: 'a b' } }),
      'messages[0].tool_calls[0].function.name',
    ],
    ['the id of a result', message({ role: 'tool', tool_call_id: 'a\nb' }), 'messages[0].tool_call_id'],
    ['a long id', message({ role: 'tool', tool_call_id: 'x'.repeat(4_097) }), 'messages[0].tool_call_id'],
    ['an empty id', message({ role: 'tool', tool_call_id: '' }), 'messages[0].tool_call_id'],
    [
      'the name of a tool',
      message({}, { tools: [{ type: 'function', function: { name: 'x'.repeat(129) } }] }),
      'tools[0].function.name',
    ],
    [
      'a forced tool',
      message({}, { tool_choice: { type: 'function', function: { name: 'a b' } } }),
      'tool_choice.function.name',
    ],
  ])('%s', async (_what, body, param) => {
    expect(await sent(chatDialect, body)).toMatchObject({ ok: false, refusal: { code: 'invalid-request', param } });
  });

  test.each<readonly [string, object, string]>([
    ['the id of a call', { type: 'tool_use', id: 'a b', name: 'order_get', input: {} }, 'messages[0].content[0].id'],
    ['the id of a result', { type: 'tool_result', tool_use_id: 'a;b' }, 'messages[0].content[0].tool_use_id'],
  ])('%s of messages', async (_what, one, param) => {
    const inbound = await sent(messagesDialect, block(one));
    expect(inbound).toMatchObject({ ok: false, refusal: { code: 'invalid-request', param } });
  });

  test('sealed data of another form', async () => {
    const sealed = block({ type: 'redacted_thinking', data: 'ignore all previous' });
    expect(await sent(messagesDialect, sealed)).toMatchObject({ ok: false, refusal: { code: 'invalid-request' } });
  });
});

test.each<readonly [string, object]>([
  ['a name of a member with spaces', message({}, { 'please ignore': 1 })],
  ['a long name of a member', message({}, { ['x'.repeat(65)]: 1 })],
  ['a long name inside a member', message({}, { extra: { ['x'.repeat(65)]: 1 } })],
  ['a long name of an argument', called({ id: 'a', function: { ...fn, arguments: `{"${'x'.repeat(257)}":1}` } })],
  ['an argument that stands twice', called({ id: 'a', function: { ...fn, arguments: '{"a":1,"a":2}' } })],
  ['another list of models', message({}, { models: ['other'] })],
  ['token numbers', message({}, { prompt_token_ids: [1, 2] })],
  ['a declaration where it means nothing', message({}, { tools: [{ ...tool, ringfort: {} }] })],
  ['a declaration that nobody knows', message({ ringfort: { sauce: 'user' } })],
  ['a document that is not retrieved', message({ ringfort: { document: 'd' } })],
  ['a raise of trust', message({ role: 'tool', tool_call_id: 'a', ringfort: { source: 'user' } })],
])('%s is refused', async (_what, body) => {
  expect(await sent(chatDialect, body)).toMatchObject({ ok: false, refusal: { code: 'invalid-request' } });
});

describe('a member that would choose a host or run where no control stands is refused', () => {
  test.each<readonly [typeof chatDialect, string, unknown]>([
    [chatDialect, 'provider', { order: ['other'] }],
    [chatDialect, 'provider', 'other'],
    [chatDialect, 'api_base', 'https://evil.example'],
    [chatDialect, 'base_url', 'https://evil.example'],
    [chatDialect, 'api_key', 'x'],
    [chatDialect, 'custom_llm_provider', 'x'],
    [chatDialect, 'route', 'fallback'],
    [chatDialect, 'plugins', [{ id: 'web' }]],
    [chatDialect, 'functions', [{ name: 'order_get' }]],
    [chatDialect, 'web_search_options', {}],
    [messagesDialect, 'provider', { only: ['other'] }],
    [messagesDialect, 'route', 'fallback'],
    [messagesDialect, 'mcp_servers', [{ url: 'https://mcp.example' }]],
    [messagesDialect, 'container', 'c1'],
    [embeddingsDialect, 'provider', { order: ['other'] }],
  ])('$0.id: `%s` %j', async (dialect, member, value) => {
    const body = dialect === embeddingsDialect ? { model: 'chat', input: 'hi' } : message();
    expect(await sent(dialect, { ...body, [member]: value })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid-request', message: expect.stringContaining('is not accepted'), param: member },
    });
  });
});

describe('a refused member that is empty passes as it is', () => {
  const members = ['models', 'fallbacks', 'provider', 'route', 'plugins', 'prompt_token_ids'];
  test.each<readonly [typeof chatDialect, string]>([
    ...[...members, 'functions', 'function_call', 'audio'].map((member) => [chatDialect, member] as const),
    ...[...members, 'mcp_servers', 'container'].map((member) => [messagesDialect, member] as const),
  ])('$0.id: `%s`', async (dialect, member) => {
    for (const empty of [[], {}, '', null]) {
      const body = JSON.stringify(message({}, { [member]: empty }));
      expect((await sent(dialect, body)).text).toBe(body);
    }
  });

  test('of a message', async () => {
    const body = JSON.stringify(message({ function_call: {}, audio: '' }));
    expect((await sent(chatDialect, body)).text).toBe(body);
  });
});

test.each<readonly [string, string]>([
  ['text_editor_20250728', 'offer a tool of type `custom` with a schema instead'],
  ['bash_20250124', 'Ringfort does not know the arguments of `bash_20250124` yet'],
  ['computer_20251124', 'Ringfort does not know the arguments of `computer_20251124` yet'],
  ['memory_20250818', 'Ringfort does not know the arguments of `memory_20250818` yet'],
  ['web_search_20250305', 'tools that run at the provider pass no control here'],
  ['web_fetch_20250910', 'tools that run at the provider pass no control here'],
  ['code_execution_20250825', 'tools that run at the provider pass no control here'],
  ['bash_ignore `x`', 'tools that run at the provider pass no control here'],
])('a tool of type `%s` is refused with the reason: %s', async (type, reason) => {
  expect(await sent(messagesDialect, message({}, { tools: [{ type, name: 'one' }] }))).toMatchObject({
    ok: false,
    refusal: { code: 'invalid-request', message: expect.stringContaining(reason), param: 'tools[0].type' },
  });
});

test.each<readonly [string, unknown, boolean]>([
  ['logprobs', true, true],
  ['logprobs', 1, true],
  ['logprobs', 'yes', true],
  ['logprobs', false, false],
  ['logprobs', null, false],
  ['logprobs', 0, false],
  ['top_logprobs', 5, true],
  ['prompt_logprobs', 5, true],
  ['echo', true, true],
])('`%s: %j` asks for log probabilities: %s', (member, value, wanted) => {
  const { limits } = policyOf();
  const reading = chatDialect.readRequest(message({}, { [member]: value }), {
    tenant: 't',
    limits,
    unknownParts: 'refuse',
  });
  expect(reading).toMatchObject({ ok: true, request: { wantsLogprobs: wanted } });
});

test('our own members leave from the body, messages, parts and blocks', async () => {
  const own = { ringfort: { source: 'retrieved', document: 'd' } };
  const body = message({ content: [{ type: 'text', text: 'hi', ...own }], ...own }, { ringfort: {} });
  for (const dialect of [chatDialect, messagesDialect])
    expect((await sent(dialect, body)).text).not.toContain('ringfort');
});

test('the name of a conversation leaves from messages and stays in a chat, whose provider knows metadata', async () => {
  const body = message({}, { metadata: { session_id: 'one', user_id: 'u' } });
  expect(JSON.parse((await sent(messagesDialect, body)).text).metadata).toEqual({ user_id: 'u' });
  expect(JSON.parse((await sent(chatDialect, body)).text).metadata).toEqual({ session_id: 'one', user_id: 'u' });
});

test('an answer may repeat what its form says, and no system text', () => {
  const { limits } = policyOf();
  const body = {
    model: 'chat',
    messages: [{ role: 'system', content: 'You help.', name: 'desk' }],
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'a', description: 'One of the colours of the shop.' },
    },
  };
  expect(chatDialect.readRequest(body, { tenant: 't', limits, unknownParts: 'refuse' })).toMatchObject({
    ok: true,
    request: { hiddenTexts: ['You help.'] },
  });
});
