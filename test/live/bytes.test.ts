import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatBody } from '../support/frames.ts';
import { type Cut, cutEvery, json, type MockProvider, startMockProvider } from '../support/mock-provider.ts';
import { type Live, openLive, PROVIDER_KEY } from './live.ts';
import { post } from './raw.ts';

let provider: MockProvider;
let live: Live;

beforeAll(async () => {
  provider = await startMockProvider();
  live = await openLive({ provider });
});
afterAll(async () => {
  await live.close();
  await provider.close();
});

const CHAT = '/v1/chat/completions';

/** What the provider received, as text. */
async function arrived(path: string, body: string, headers = {}): Promise<string> {
  provider.next(json(chatBody(['ok'])));
  const before = provider.requests.length;
  const answer = await post(live.url, live.key, path, body, headers);
  if (provider.requests.length === before) return `${answer.status} ${answer.body}`;
  return String(provider.requests.at(-1)?.body);
}

describe('REG-30: what no control changes reaches the provider byte for byte', () => {
  test.each([
    ['odd spacing', '\t{ "messages" :\n[ {"content":"hi"  ,"role":"user"} ]\r\n,"model":"chat" }\n\n'],
    [
      'escapes of letters',
      '{"model":"\\u0063hat","messages":[{"role":"user","content":"\\u0068\\u00e9\\/ \\ud83d\\ude00 \u{1f600}"}]}',
    ],
    [
      'numbers as written',
      '{"model":"chat","temperature":1.0,"top_p":1e-1,"seed":12345678901234567890123,"x":-0.0,"y":1E+2,"messages":[{"role":"user","content":"hi"}]}',
    ],
    [
      'unknown members and nulls',
      '{"model":"chat","messages":[{"role":"user","content":"hi","zzz":null}],"stop":null,"future_option":{"a":[null,{}]},"metadata":null,"user":null,"tools":null,"n":null}',
    ],
    [
      'empty containers and order',
      '{"z":{},"a":[],"stream":false,"model":"chat","messages":[{"content":"hi","role":"user"}],"m":[[]]}',
    ],
    [
      'long text with every plain character',
      `{"model":"chat","messages":[{"role":"user","content":${JSON.stringify('The house is quiet. "Yes," she said; \\ / \u{e9}\u{4e2d}\u{6587} '.repeat(200))}}]}`,
    ],
  ])('chat: %s', async (_, body) => {
    expect(await arrived(CHAT, body)).toBe(body);
  });

  test('messages and embeddings, too', async () => {
    const message =
      '{ "max_tokens":5, "messages":[{"role":"user","content":[{"type":"text","text":"hi","cache_control":null}]}],"model":"claude","thinking":null}';
    expect(await arrived('/v1/messages', message)).toBe(message);
    const embed = '{"input" : ["a b", "c"],"model":"chat", "dimensions":8.0}';
    expect(await arrived('/v1/embeddings', embed)).toBe(embed);
  });

  test('a change touches its own place only', async () => {
    const body =
      '{ "model":"renamed", "seed":1.0,\n"messages":[ {"role":"user","content":"write to \\u0061nna@shop.example now","name":null} ] , "x":[1.50] }';
    const got = await arrived(CHAT, body);
    const [head, tail] = [
      '{ "model":"vendor-name-1", "seed":1.0,\n"messages":[ {"role":"user","content":"write to EMAIL_',
      ' now","name":null} ] , "x":[1.50] }',
    ];
    expect([got.slice(0, head.length), got.slice(-tail.length)]).toEqual([head, tail]);
    expect(got.slice(head.length, -tail.length)).toMatch(/^[A-Z0-9]{8,16}$/);
  });

  test('what is meant for Ringfort stays here', async () => {
    const body =
      '{"model":"chat","ringfort":{"a":1},"messages":[{"role":"user","content":"hi","ringfort":{"source":"retrieved"}}]}';
    const got = JSON.parse(await arrived(CHAT, body));
    expect(got).toEqual({ model: 'chat', messages: [{ role: 'user', content: 'hi' }] });
  });
});

describe('what no control changes comes back byte for byte', () => {
  const ask = (stream: boolean): string =>
    JSON.stringify({ model: 'chat', stream, messages: [{ role: 'user', content: 'hi' }] });

  test('JSON with odd spacing, numbers, nulls, unknown members', async () => {
    const body =
      ' {"choices" : [ {"finish_reason":"stop","index":0,"message":{"content":"\\u0068i","role":"assistant","extra":null}} ],\n"created":1.0,"big":98765432109876543210,"id":"x" }\n';
    provider.next({ status: 200, headers: { 'content-type': 'application/json' }, steps: [Buffer.from(body)] });
    expect(String((await post(live.url, live.key, CHAT, ask(false))).body)).toBe(body);
  });

  const events = [
    'data: {"id":"x","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"big":98765432109876543210}\n\n',
    'data:{ "id":"x", "choices":[{"index":0,"delta":{"content":"Hello. "},"finish_reason":null}] }\n\n',
    'data: {"id":"x","choices":[{"index":0,"delta":{"content":"\\u00e9\u{1f600} "},"finish_reason":null}],"usage":null}\n\n',
    'data: {"id":"x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
    'data: [DONE]\n\n',
  ].join('');

  test.each([
    ['whole', (bytes: Uint8Array) => [bytes]],
    ['byte by byte', cutEvery(1)],
  ] satisfies [string, Cut][])('a stream sent %s means the same, value for value', async (_, cut) => {
    provider.next({ status: 200, headers: { 'content-type': 'text/event-stream' }, steps: cut(Buffer.from(events)) });
    const { body } = await post(live.url, live.key, CHAT, ask(true));
    const data = (text: string): string[] =>
      text
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trim());
    expect(data(String(body))).toEqual(data(events));
  });
});

describe('REG-13, REG-16, RT-20: no caller chooses where a request goes, or what headers go with it', () => {
  test('headers, query and body that name a host change nothing', async () => {
    const evil = 'http://127.0.0.1:1/evil';
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
      'x-portkey-custom-host': evil,
      'x-portkey-provider': 'evil',
      'x-litellm-api-base': evil,
      'x-bf-vk': 'evil',
      'openai-base-url': evil,
      'x-original-url': evil,
      'x-rewrite-url': evil,
      'openai-organization': 'evil',
      cookie: 'evil=1',
      'x-real-ip': '1.2.3.4',
      'x-ringfort-session': 'mine',
      te: 'trailers',
      'proxy-authorization': 'Basic evil',
      referer: evil,
      'user-agent': 'evil/1',
    };
    const body = JSON.stringify({
      model: 'chat',
      messages: [{ role: 'user', content: 'hi' }],
      custom_host: evil,
    });
    expect(await arrived(`${CHAT}?api_base=${evil}&base_url=${evil}`, body, headers)).toBe(body);
    const got = provider.requests.at(-1);
    const { host, 'content-length': length, connection, ...rest } = got?.headers ?? {};
    expect([got?.path, host, length]).toEqual([CHAT, new URL(provider.url).host, String(Buffer.byteLength(body))]);
    expect(rest).toEqual({
      accept: 'application/json',
      authorization: `Bearer ${PROVIDER_KEY}`,
      'content-type': 'application/json',
      'user-agent': 'ringfort',
    });
    expect(connection).toBe('keep-alive');
  });

  test('the model is a name of the policy, never a path or a URL', async () => {
    const before = provider.requests.length;
    for (const model of [
      'http://127.0.0.1:1/x',
      '../chat',
      'openai/chat',
      'chat#',
      'chat@evil.example',
      '__proto__',
      'constructor',
      'CHAT',
      'chat\u0000',
      '',
    ]) {
      const { status } = await post(
        live.url,
        live.key,
        CHAT,
        JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }] }),
      );
      expect([model, status]).toEqual([model, 404]);
    }
    expect(provider.requests.length).toBe(before);
  });

  test('neither the provider\u2019s headers nor its address are told', async () => {
    provider.next(
      json(chatBody(['ok']), 200, {
        server: 'secret-vendor',
        'x-upstream': 'u',
        'set-cookie': 'a=b',
        'openai-organization': 'org-1',
        location: provider.url,
      }),
    );
    const { headers } = await post(live.url, live.key, CHAT, ask('hi'));
    const names = Object.keys(headers).sort();
    expect(names).toEqual([
      'connection',
      'content-length',
      'content-type',
      'date',
      'x-request-id',
      'x-ringfort-decision-id',
      'x-ringfort-overhead-ms',
    ]);
  });
});

function ask(content: string): string {
  return JSON.stringify({ model: 'chat', messages: [{ role: 'user', content }] });
}
