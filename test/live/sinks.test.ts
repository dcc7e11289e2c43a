import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatBody, chatCallFrames, chatFrames, messageBody, messageFrames } from '../support/frames.ts';
import {
  cutEvery,
  dyingAfter,
  json,
  type MockProvider,
  type Script,
  startMockProvider,
  stream,
} from '../support/mock-provider.ts';
import { type Live, openLive, PROVIDER_KEY } from './live.ts';
import { post } from './raw.ts';

/** Values that controls take out of texts; each is unique to these tests. */
const CANARIES = {
  token: 'ghp_Zq7Wm3Xk9Rt2Vb8Nc4Lp6Yh1Jd5Gf0Sa7Qe3',
  mail: 'canary.bird@aviary-of-tests.example',
  card: '4539 5787 6362 1486',
};

let provider: MockProvider;
let live: Live;
/** Every byte that clients were sent, headers included. */
const answers: string[] = [];

beforeAll(async () => {
  provider = await startMockProvider();
  live = await openLive({ provider, options: { logLevel: 'debug' } });
});
afterAll(async () => {
  await live.close();
  await provider.close();
});

const { token, mail, card } = CANARIES;
const told = `my key is ${token}, write to ${mail}, card ${card}`;
const escaped = JSON.stringify(told);

/** Requests that carry the canaries in every place that a caller can fill. */
const ASKED = [
  [
    '/v1/chat/completions',
    {
      model: 'chat',
      messages: [
        { role: 'system', content: `Rules. ${told}` },
        { role: 'user', content: told },
      ],
    },
  ],
  [
    '/v1/chat/completions',
    {
      model: 'chat',
      messages: [
        { role: 'user', content: [{ type: 'text', text: told }], name: 'n' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: { name: 'note_write', arguments: JSON.stringify({ text: told }) },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: told },
      ],
    },
  ],
  ['/v1/messages', { model: 'claude', max_tokens: 9, system: told, messages: [{ role: 'user', content: told }] }],
  [
    '/v1/messages',
    {
      model: 'claude',
      max_tokens: 9,
      messages: [
        { role: 'user', content: 'hi' },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'toolu_1', name: 'note_write', input: { text: told } }],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: told }] },
      ],
    },
  ],
  ['/v1/embeddings', { model: 'chat', input: [told] }],
] as const;

const TOOLS = [
  {
    type: 'function',
    function: {
      name: 'note_write',
      description: 'Write a note.',
      parameters: { type: 'object', properties: { text: { type: 'string' } } },
    },
  },
];
const leak = `you sent the key ${token}`;
const failing = { error: { message: leak, type: leak, code: token, param: null, details: [{ note: leak }] } };

/** What the provider answers, with the token in it: as an answer, a call, an error, whole, streamed, and broken off. */
const SAID: readonly (readonly [string, boolean, Script])[] = [
  ['/v1/chat/completions', false, json(chatBody([`The key is ${token} ok`]))],
  ['/v1/chat/completions', true, stream(chatFrames([...`The key is ${token} ok`]), cutEvery(700))],
  ['/v1/chat/completions', true, stream(chatCallFrames('note_write', [...JSON.stringify({ text: `key ${token}` })]))],
  ['/v1/chat/completions', true, dyingAfter(3, stream(chatFrames([...`The key is ${token} ok`]), cutEvery(3000)))],
  ['/v1/chat/completions', false, json(failing, 400)],
  [
    '/v1/chat/completions',
    false,
    { status: 200, headers: { 'content-type': 'application/json' }, steps: [Buffer.from(`{"broken": ${escaped}`)] },
  ],
  ['/v1/chat/completions', false, json({ ...failing, extra: PROVIDER_KEY }, 500, { 'x-secret': PROVIDER_KEY })],
  ['/v1/messages', false, json(messageBody(`The key is ${token} ok`))],
  ['/v1/messages', true, stream(messageFrames([...`The key is ${token} ok`]))],
  ['/v1/messages', false, json({ type: 'error', ...failing }, 529)],
];

async function talk(): Promise<void> {
  await live.newKey({ name: 'another', models: ['*'] }); // so that the log has a line
  for (const [path, body] of ASKED) {
    provider.next(json(path === '/v1/messages' ? messageBody('Noted.') : chatBody(['Noted.'])));
    await note(await post(live.url, live.key, path, JSON.stringify(body), { 'x-ringfort-session': `s-${mail}` }));
  }
  for (const [path, streamed, script] of SAID) {
    provider.next(script);
    const model = path === '/v1/messages' ? 'claude' : 'chat';
    await note(
      await post(
        live.url,
        live.key,
        path,
        JSON.stringify({
          model,
          max_tokens: 9,
          stream: streamed,
          messages: [{ role: 'user', content: 'hi' }],
          ...(model === 'chat' ? { tools: TOOLS } : {}),
        }),
      ),
    );
  }
  for (const body of [
    `{"model":"chat","messages":${escaped}}`,
    `{"model":${JSON.stringify(token)},"messages":[]}`,
    `{${escaped}:1}`,
    escaped,
    `{"model":"chat","messages":[{"role":${JSON.stringify(token)},"content":[{"type":${JSON.stringify(mail)}}]}]}`,
  ]) {
    await note(await post(live.url, live.key, '/v1/chat/completions', body));
    await note(await post(live.url, live.key, '/v1/messages', body));
  }
  await note(await post(live.url, `${live.key}x`, '/v1/chat/completions', '{}'));
  await note(await post(live.url, token, `/v1/${token}?key=${token}`, '{}'));
}

async function note(answer: Awaited<ReturnType<typeof post>>): Promise<void> {
  const rest: string[] = [];
  const id = answer.headers['x-ringfort-decision-id'];
  if (id !== undefined) rest.push((await live.admin('GET', `/admin/decisions/${id}`)).text);
  answers.push(`${answer.status} ${JSON.stringify(answer.headers)} ${answer.body}`, ...rest);
}

/** The value as it stands, in base64 at each of three offsets, in hex, percent-encoded and backwards. */
function formsOf(value: string): readonly (readonly [string, string])[] {
  const bytes = Buffer.from(value);
  const inner = [0, 1, 2].map((lead) =>
    Buffer.concat([Buffer.alloc(lead), bytes])
      .toString('base64')
      .slice(lead === 0 ? 0 : 4, -4),
  );
  return [
    ['raw', value],
    ['hex', bytes.toString('hex')],
    ['percent', encodeURIComponent(value)],
    ['backwards', [...value].reverse().join('')],
    ...inner.map((text, index) => [`base64 at ${index}`, text] as const),
    ['utf-16', bytes.toString('utf8').split('').join('\u0000')],
  ];
}

describe('RT-23, REG-25, RT-28: a secret reaches no sink', () => {
  beforeAll(async () => {
    await talk();
    for (const path of ['/metrics', '/admin/keys', '/admin/configuration', '/admin/coverage', '/readyz'])
      answers.push((await live.admin('GET', path)).text);
  });

  const secrets = (): readonly (readonly [string, string])[] => [
    ['token', token],
    ['mail', mail],
    ['card', card],
    ['key', live.key],
    ['provider key', PROVIDER_KEY],
    ['operator', live.adminToken],
  ];

  test('the provider is told none of them but its own key', () => {
    const sent = provider.requests
      .map(
        ({ headers, body, path }) =>
          `${path} ${JSON.stringify({ ...headers, authorization: '', 'x-api-key': '' })} ${body}`,
      )
      .join('\n');
    for (const [name, value] of secrets())
      for (const [form, text] of formsOf(value)) expect(sent.includes(text), `${name}, ${form}`).toBe(false);
    expect(provider.requests.length).toBeGreaterThan(10);
  });

  test('no log line, and nothing on the terminal', () => {
    const lines = live.said.join('\n');
    for (const [name, value] of secrets())
      for (const [form, text] of formsOf(value)) expect(lines.includes(text), `${name}, ${form}`).toBe(false);
    expect(lines.length).toBeGreaterThan(0);
  });

  test('no file below the state folder', () => {
    const files = live.stateFiles().filter(({ path }) => !path.endsWith('admin.token'));
    for (const { path, bytes } of files) {
      for (const [name, value] of secrets())
        for (const [form, text] of formsOf(value))
          expect(bytes.includes(text), `${name}, ${form}, ${path}`).toBe(false);
    }
    expect(files.length).toBeGreaterThan(5);
  });

  test('no answer, no error, no header, no metric, no decision, nothing of the admin listener', () => {
    const all = answers.join('\n');
    for (const [name, value] of secrets())
      for (const [form, text] of formsOf(value)) expect(all.includes(text), `${name}, ${form}`).toBe(false);
    expect(answers.length).toBeGreaterThan(50);
  });
});
