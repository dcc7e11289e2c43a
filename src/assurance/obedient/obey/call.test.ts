import { expect, test } from 'vitest';
import { readChat } from '../wire/read-chat.ts';
import { findDirectives } from './index.ts';

const tools = ['order_get', 'run_report'].map((name) => ({ type: 'function', function: { name } }));

test.each([
  ['call_ab12', []],
  ['The call: call_9xQ2mB7c.', []],
  ['run_report', ['run_report']],
  ['call order_get', ['order_get']],
  ['call kb_gone', ['kb_gone']],
])('a longer name that begins with a verb is an order only when it is a tool: %s', (content, called) => {
  const request = readChat({ messages: [{ role: 'user', content }], tools }, 'digest');
  const calls = findDirectives(request).flatMap(({ act }) => (act.kind === 'call' ? [act.tool] : []));
  expect(calls).toEqual(called);
});
