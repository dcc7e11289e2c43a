import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATALOG } from '../../src/controls/index.ts';
import type { Case, Crossing } from '../../src/core/index.ts';
import { chatBody, chatFrames, messageBody, messageFrames } from '../support/frames.ts';
import { json, type MockProvider, startMockProvider, stream } from '../support/mock-provider.ts';
import { type Live, openLive } from './live.ts';
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

type Dialect = 'chat' | 'messages';
type Place = 'user' | 'system' | 'tool' | 'retrieved' | 'memory';

const PLACE_OF = {
  'interface.request': 'user',
  'model.prompt': 'system',
  'application.result': 'tool',
  'data.retrieval': 'retrieved',
  'data.memory': 'memory',
} as const satisfies Partial<Record<Crossing, Place>>;

/** Every text of every case of every control, with the crossing that it was written for. */
async function textsAt(crossings: readonly string[]): Promise<readonly (readonly [Crossing, string])[]> {
  const cases: Case[] = [];
  for (const control of CATALOG) {
    const { attack, benign, missed } = await control.cases();
    cases.push(...attack, ...benign, ...missed);
  }
  return cases
    .filter(({ crossing }) => crossings.includes(crossing))
    .flatMap(({ crossing, text = [] }) =>
      (typeof text === 'string' ? [text] : text).map((one) => [crossing, one] as const),
    )
    .filter(([, text]) => Buffer.from(text).toString() === text && text.length < 50_000);
}

/** The same text at the same place, as each dialect writes it. */
function requestOf(dialect: Dialect, place: Place, text: string): unknown {
  const user = { role: 'user', content: 'Good morning.' };
  if (dialect === 'chat') {
    const call = { id: 'call_1', type: 'function', function: { name: 'order_get', arguments: '{}' } };
    const messages = {
      user: [{ role: 'user', content: text }],
      system: [{ role: 'system', content: text }, user],
      tool: [
        user,
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: text },
      ],
      retrieved: [{ role: 'user', content: text, ringfort: { source: 'retrieved' } }],
      memory: [user, { role: 'assistant', content: text }, user],
    } as const;
    return { model: 'chat', messages: messages[place] };
  }
  const blocks = [{ type: 'tool_result', tool_use_id: 'call_1', content: text }];
  const messages = {
    user: [{ role: 'user', content: text }],
    system: [user],
    tool: [
      user,
      { role: 'assistant', content: [{ type: 'tool_use', id: 'call_1', name: 'order_get', input: {} }] },
      { role: 'user', content: blocks },
    ],
    retrieved: [{ role: 'user', content: text, ringfort: { source: 'retrieved' } }],
    memory: [user, { role: 'assistant', content: text }, user],
  } as const;
  return { model: 'claude', max_tokens: 9, messages: messages[place], ...(place === 'system' ? { system: text } : {}) };
}

/** Status and, where it passed, every text that the provider was given, in order. */
async function outcomeOf(dialect: Dialect, place: Place, text: string): Promise<unknown> {
  const before = provider.requests.length;
  provider.always(json(dialect === 'chat' ? chatBody(['ok']) : messageBody('ok')));
  const path = dialect === 'chat' ? '/v1/chat/completions' : '/v1/messages';
  const { status } = await post(live.url, live.key, path, JSON.stringify(requestOf(dialect, place, text)), {
    'x-ringfort-session': 'parity',
  });
  if (provider.requests.length === before) return [status];
  const sent = JSON.parse(String(provider.requests.at(-1)?.body));
  const told = [sent.system, ...sent.messages.flatMap((message: { content: unknown }) => contentsOf(message.content))];
  return [status, told.filter((one) => typeof one === 'string' && one !== 'Good morning.')];
}

function contentsOf(content: unknown): readonly unknown[] {
  if (!Array.isArray(content)) return [content];
  return content.flatMap((block) => contentsOf(block.content ?? block.text));
}

test('RT-05: the same text at the same place has the same fate in both dialects', async () => {
  const texts = await textsAt(Object.keys(PLACE_OF));
  const different: unknown[] = [];
  for (const [crossing, text] of texts) {
    const place = PLACE_OF[crossing as keyof typeof PLACE_OF]; // only crossings of the table were asked for
    const [chat, messages] = [await outcomeOf('chat', place, text), await outcomeOf('messages', place, text)];
    if (JSON.stringify(chat) !== JSON.stringify(messages))
      different.push([crossing, text.slice(0, 200), chat, messages]);
  }
  expect(different).toEqual([]);
  expect(texts.length).toBeGreaterThan(100);
});

describe('RT-01, RT-02, RT-05: the same answer has the same fate in both dialects, streamed and not', () => {
  const SHAPES = [
    ['chat', false],
    ['chat', true],
    ['messages', false],
    ['messages', true],
  ] as const;

  test('every text of every case', async () => {
    const texts = await textsAt(['interface.response', 'model.completion']);
    const different: unknown[] = [];
    for (const [, text] of texts) {
      const got: string[] = [];
      for (const [dialect, streamed] of SHAPES) got.push(await answered(dialect, streamed, text));
      if (new Set(got).size !== 1) different.push([text.slice(0, 200), ...got]);
    }
    expect(different.slice(0, 5)).toEqual([]);
    expect(texts.length).toBeGreaterThan(50);
  });
});

/** What a client reads when the provider says `text`, without the id of the decision. */
async function answered(dialect: Dialect, streamed: boolean, text: string): Promise<string> {
  const pieces = text.match(/[\s\S]{1,7}/gu) ?? [''];
  const isChat = dialect === 'chat';
  if (streamed) provider.next(stream(isChat ? chatFrames(pieces) : messageFrames(pieces)));
  else provider.next(json(isChat ? chatBody([text]) : messageBody(text)));
  const messages = [{ role: 'user', content: 'Good morning.' }];
  const body = isChat
    ? { model: 'chat', stream: streamed, messages }
    : { model: 'claude', max_tokens: 9, stream: streamed, messages };
  const answer = await post(live.url, live.key, isChat ? '/v1/chat/completions' : '/v1/messages', JSON.stringify(body));
  const read = streamed
    ? eventsOf(String(answer.body)).map(deltaOf).join('')
    : wholeOf(JSON.parse(String(answer.body)));
  return `${answer.status} ${read.replaceAll(/dec_[0-9A-Z]{26}/g, 'dec')}`;
}

type Wire = Readonly<Record<string, unknown>> & {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: string };
    readonly message?: { readonly content?: string };
  }[];
  readonly content?: readonly { readonly text?: string }[];
  readonly delta?: { readonly text?: string };
};

function eventsOf(text: string): readonly Wire[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)));
}

function deltaOf(event: Wire): string {
  return event.choices?.[0]?.delta?.content ?? event.delta?.text ?? '';
}

function wholeOf(body: Wire): string {
  return (
    body.choices?.[0]?.message?.content ?? body.content?.map(({ text }) => text ?? '').join('') ?? JSON.stringify(body)
  );
}
