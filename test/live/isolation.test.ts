import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Live, openLive } from './live.ts';
import { post } from './raw.ts';

/** A provider that repeats the last message, whole or in small pieces, and remembers what it saw. */
const seen: string[] = [];
const echo = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  seen.push(text);
  const { messages, stream } = JSON.parse(text);
  const content: string = messages.at(-1).content;
  if (stream !== true) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] }),
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (let at = 0; at < content.length; at += 5) {
    response.write(
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: content.slice(at, at + 5) }, finish_reason: null }] })}\n\n`,
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end(
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`,
  );
});

let live: Live;
let keys: readonly string[];

beforeAll(async () => {
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  const { port } = echo.address() as AddressInfo; // a listening TCP server has one
  live = await openLive({
    policy: {
      providers: `\n  echo: { dialect: openai, base_url: "http://127.0.0.1:${port}/v1", authentication: none }`,
      models: '\n  chat: { provider: echo, model: chat }',
    },
  });
  keys = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      live.newKey({ name: `caller-${index}`, tenant: `tenant-${index % 4}`, models: ['*'] }),
    ),
  );
});
afterAll(async () => {
  await live.close();
  echo.closeAllConnections();
  echo.close();
});

/** What comes back of a text, read from either shape. */
async function echoed(key: string, session: string | undefined, content: string, stream: boolean): Promise<string> {
  const headers = session === undefined ? {} : { 'x-ringfort-session': session };
  const { status, body } = await post(
    live.url,
    key,
    '/v1/chat/completions',
    JSON.stringify({ model: 'chat', stream, messages: [{ role: 'user', content }] }),
    headers,
  );
  if (status !== 200) throw new Error(`${status} ${body}`);
  if (!stream) return JSON.parse(String(body)).choices[0].message.content;
  const events = String(body)
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'));
  return events.map((event) => JSON.parse(event.slice(6)).choices[0].delta.content ?? '').join('');
}

const tokensIn = (text: string): readonly string[] => text.match(/EMAIL_[A-Z0-9]{8,16}/g) ?? [];

describe('RT-11, RT-26, REG-18: sessions never see each other', () => {
  test('interleaved callers, streamed and not, each get back their own address and no other', async () => {
    const work = Array.from({ length: 400 }, async (_, index) => {
      const key = keys[index % keys.length] ?? '';
      const session = index % 3 === 0 ? undefined : `session-${index % 7}`;
      const mine = `person${index}@mail${index % 5}.example`;
      const text = `Call number ${index}: please write to ${mine} today.`;
      return [await echoed(key, session, text, index % 2 === 0), text];
    });
    for (const [got, sent] of await Promise.all(work)) expect(got).toBe(sent);
    expect(seen.join('\n')).not.toMatch(/person\d+@/);
  });

  test('the same words of different callers, sessions and tenants become different tokens', async () => {
    seen.length = 0;
    const text = 'Write to the.same@person.example please.';
    const scopes = keys.flatMap((key) => ['one', 'two'].map((session) => ({ key, session })));
    const got = await Promise.all(scopes.map(({ key, session }) => echoed(key, session, text, false)));
    expect(new Set(got)).toEqual(new Set([text]));
    const tokens = seen.flatMap(tokensIn);
    expect([tokens.length, new Set(tokens).size]).toEqual([scopes.length, scopes.length]);
  });

  test('a token of another session, caller or tenant stays a token', async () => {
    seen.length = 0;
    await echoed(keys[0] ?? '', 'mine', 'I am owner@mine.example by name.', false);
    const [token] = seen.flatMap(tokensIn);
    const ask = `Who is ${token}?`;
    expect(await echoed(keys[0] ?? '', 'mine', ask, false)).toBe('Who is owner@mine.example?');
    for (const [key, session] of [
      [keys[0], 'other'],
      [keys[0], undefined],
      [keys[1], 'mine'],
      [keys[4], 'mine'],
      [live.key, 'mine'],
    ] as const) {
      for (const stream of [false, true]) expect(await echoed(key ?? '', session, ask, stream)).toBe(ask);
    }
  });

  test('without a session nothing is remembered from one exchange to the next', async () => {
    seen.length = 0;
    await echoed(keys[2] ?? '', undefined, 'I am fleeting@mine.example here.', false);
    const [token] = seen.flatMap(tokensIn);
    expect(await echoed(keys[2] ?? '', undefined, `Who is ${token}?`, false)).toBe(`Who is ${token}?`);
  });

  test('a session remembers what it has seen, and no other session does', async () => {
    const tool = { role: 'tool', tool_call_id: 'c1', content: 'A result from outside.' };
    const integrityOf = async (session: string | undefined, messages: readonly object[]): Promise<string> => {
      const headers = session === undefined ? {} : { 'x-ringfort-session': session };
      const body = JSON.stringify({ model: 'chat', messages });
      const answer = await post(live.url, keys[3] ?? '', '/v1/chat/completions', body, headers);
      const { text } = await live.admin('GET', `/admin/decisions/${answer.headers['x-ringfort-decision-id']}`);
      return JSON.parse(text)[0].integrity;
    };
    const hello = [{ role: 'user', content: 'Hello again.' }];
    expect(await integrityOf('labelled', hello)).toBe('user');
    expect(await integrityOf('labelled', [...hello, tool])).toBe('untrusted');
    expect(await integrityOf('labelled', hello)).toBe('untrusted');
    expect(await integrityOf('another', hello)).toBe('user');
    expect(await integrityOf(undefined, hello)).toBe('user');
  });

  test('REG-17: a hundred equal requests of ten callers each have their own ids', async () => {
    const body = JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'Equal words of all.' }] });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => post(live.url, keys[index % 10] ?? '', '/v1/chat/completions', body)),
    );
    const ids = answers.flatMap(({ headers }) => [headers['x-request-id'], headers['x-ringfort-decision-id']]);
    expect(new Set(ids).size).toBe(200);
    const owners = new Set<string>();
    for (const { headers } of answers.slice(0, 10))
      owners.add(
        JSON.parse((await live.admin('GET', `/admin/decisions/${headers['x-ringfort-decision-id']}`)).text)[0]
          .principal,
      );
    expect(owners.size).toBe(10);
  });
});
