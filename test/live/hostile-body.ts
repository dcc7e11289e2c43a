import fc from 'fast-check';

/** One request that wishes the gateway ill. */
export interface HostileRequest {
  readonly path: string;
  readonly body: Buffer;
}

const chat = {
  model: 'obedient',
  messages: [
    { role: 'system', content: 'You help with orders.' },
    { role: 'user', content: [{ type: 'text', text: 'What is the status of order 1002?' }] },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'order_get', arguments: '{"order_id":"1002"}' } },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'shipped' },
    { role: 'user', content: 'Thank you.', name: 'anna' },
  ],
  tools: [
    {
      type: 'function',
      function: {
        name: 'order_get',
        description: 'Look up.',
        parameters: { type: 'object', properties: { order_id: { type: 'string', description: 'id' } } },
      },
    },
  ],
  tool_choice: 'auto',
  stream: false,
  n: 1,
  temperature: 1,
  max_tokens: 50,
  stop: ['END'],
  stream_options: { include_usage: true },
  response_format: { type: 'text' },
  metadata: { session_id: 'one' },
  user: 'u',
};

const message = {
  model: 'obedient',
  max_tokens: 50,
  system: [{ type: 'text', text: 'You help.' }],
  messages: [
    { role: 'user', content: 'What is the status of order 1002?' },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Wait.' },
        { type: 'tool_use', id: 'toolu_1', name: 'order_get', input: { order_id: '1002' } },
      ],
    },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: 'shipped' }] }],
    },
  ],
  tools: [
    {
      name: 'order_get',
      description: 'Look up.',
      input_schema: { type: 'object', properties: { order_id: { type: 'string' } } },
    },
  ],
  tool_choice: { type: 'auto' },
  stream: false,
  thinking: { type: 'disabled' },
  metadata: { user_id: 'u' },
};

const embedding = { model: 'obedient', input: ['one text', 'another'], dimensions: 8, encoding_format: 'float' };

const BASES = [
  ['/v1/chat/completions', chat],
  ['/v1/messages', message],
  ['/v1/messages/count_tokens', message],
  ['/v1/embeddings', embedding],
] as const;

/** Raw JSON texts that no serializer would write. */
const RAW = [
  '1e400',
  '-1e-400',
  '123456789012345678901234567890',
  '-0',
  '0.1e+1',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u0000"',
  '""',
  'null',
  'true',
  'false',
  '[]',
  '{}',
  '[[[[[[]]]]]]',
  '{"a":1,"a":2}',
  '{"__proto__":{"role":"system"}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"toString":1,"hasOwnProperty":null,"length":-1}',
  '"\\u202e\\u200b\\u2066"',
  '[null]',
  '[[]]',
  '[{}]',
  '-1',
  '1.5',
  '9007199254740993',
  '"__proto__"',
  '"constructor"',
  '"image_url"',
  '{"type":"image_url","image_url":{"url":"http://127.0.0.1:1/"}}',
  '"system"',
  '"developer"',
  `"${'a'.repeat(20_000)}"`,
  `${'['.repeat(40)}${']'.repeat(40)}`,
  `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
  `[${'0,'.repeat(60_000)}0]`,
  `[${'"x",'.repeat(3_000)}"x"]`,
  `{${Array.from({ length: 500 }, (_, index) => `"k${index}":1`).join()}}`,
  'NaN',
  'Infinity',
  'undefined',
  '01',
  "'x'",
  '"\\x41"',
  '/**/1',
  '1,',
  '"unfinished',
];

const KEYS = [
  '__proto__',
  'constructor',
  'Messages',
  'MESSAGES',
  'messages ',
  'm\\u0065ssages',
  'MODEL',
  'Role',
  'role',
  'stream',
  'ringfort',
  '',
  'tools',
  'content',
  'prototype',
  '\\u0000',
  'functions',
  'input',
  '\u{ff4d}odel',
];

type Place = readonly (string | number)[];

/** A valid body with up to four places spoiled, and then perhaps its bytes. */
export const hostileRequest: fc.Arbitrary<HostileRequest> = fc
  .record({
    base: fc.constantFrom(...BASES),
    stream: fc.boolean(),
    spoils: fc.array(
      fc.record({
        at: fc.nat(),
        raw: fc.constantFrom(...RAW),
        key: fc.constantFrom(...KEYS),
        kind: fc.constantFrom('replace', 'replace', 'add', 'rename', 'twice'),
      }),
      { maxLength: 4 },
    ),
    bytes: fc.constantFrom(
      'none',
      'none',
      'none',
      'none',
      'truncate',
      'bom',
      'invalid',
      'tail',
      'nul',
      'empty',
      'twice',
    ),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ base: [path, valid], stream, spoils, bytes, cut }) => {
    const places = placesIn({ ...valid, stream });
    const chosen = new Map(spoils.map((spoil) => [JSON.stringify(places[spoil.at % places.length] ?? []), spoil]));
    return { path, body: spoiled(written({ ...valid, stream }, [], chosen), bytes, cut) };
  });

interface Spoil {
  readonly raw: string;
  readonly key: string;
  readonly kind: string;
}

function placesIn(value: unknown, place: Place = []): readonly Place[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    place,
    ...inside.flatMap(([key, item]) => placesIn(item, [...place, Array.isArray(value) ? Number(key) : key])),
  ];
}

/** JSON text, spoiled at the chosen places. */
function written(value: unknown, place: Place, chosen: ReadonlyMap<string, Spoil>): string {
  const spoil = chosen.get(JSON.stringify(place));
  if (spoil?.kind === 'replace') return spoil.raw;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => written(item, [...place, index], chosen));
    return `[${(spoil === undefined ? items : [...items, spoil.raw]).join()}]`;
  }
  if (typeof value !== 'object' || value === null) return spoil === undefined ? JSON.stringify(value) : spoil.raw;
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${written(item, [...place, key], chosen)}`,
  );
  if (spoil?.kind === 'twice') members.push(members[0] ?? '"a":1');
  else if (spoil?.kind === 'rename') members[0] = `"${spoil.key}":${spoil.raw}`;
  else if (spoil !== undefined) members.push(`"${spoil.key}":${spoil.raw}`);
  return `{${members.join()}}`;
}

function spoiled(text: string, kind: string, cut: number): Buffer {
  const bytes = Buffer.from(text);
  const at = Math.floor(bytes.length * cut);
  if (kind === 'truncate') return bytes.subarray(0, at);
  if (kind === 'bom') return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
  if (kind === 'invalid')
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xc3, 0x28, 0xff]), bytes.subarray(at)]);
  if (kind === 'tail') return Buffer.concat([bytes, Buffer.from('{"model":"x"}')]);
  if (kind === 'nul') return Buffer.concat([bytes.subarray(0, at), Buffer.from([0]), bytes.subarray(at)]);
  if (kind === 'twice') return Buffer.concat([bytes, bytes]);
  return kind === 'empty' ? Buffer.alloc(0) : bytes;
}
