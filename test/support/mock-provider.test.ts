import { afterEach, beforeEach, expect, test } from 'vitest';
import { chatBody, chatFrames, messageFrames } from './frames.ts';
import {
  createGate,
  cutAt,
  cutEvery,
  cutInsideCodePoints,
  dyingAfter,
  failure,
  garbage,
  halfOpen,
  hangingAfter,
  heldBy,
  json,
  type MockProvider,
  startMockProvider,
  stream,
} from './mock-provider.ts';

let provider: MockProvider;
beforeEach(async () => {
  provider = await startMockProvider();
});
afterEach(() => provider.close());

const post = (body = '{}', signal?: AbortSignal): Promise<Response> =>
  fetch(
    `${provider.url}/chat/completions`,
    signal === undefined ? { method: 'POST', body } : { method: 'POST', body, signal },
  );

test('a request is kept byte for byte', async () => {
  provider.next(json(chatBody(['hi'])));
  await post('{"a" : "\u{e9}",\n "b":1}');
  expect(provider.requests.map(({ method, path, body }) => [method, path, body.toString('hex')])).toEqual([
    ['POST', '/v1/chat/completions', Buffer.from('{"a" : "\u{e9}",\n "b":1}').toString('hex')],
  ]);
});

test('scripts are used in order, then the one for always, and none is an error that says so', async () => {
  provider.next(failure(429, 7), json({ second: true }));
  const first = await post();
  expect([first.status, first.headers.get('retry-after'), await (await post()).json()]).toEqual([
    429,
    '7',
    { second: true },
  ]);
  expect((await post()).status).toBe(500);
  provider.always(json({ always: true }));
  expect(await (await post()).json()).toEqual({ always: true });
});

const FRAMES = chatFrames(['na\u{ef}ve', ' \u{1f600}'], { usage: { input: 1, output: 2 } });

test.each([
  ['whole', undefined],
  ['single bytes', cutEvery(1)],
  ['seven bytes', cutEvery(7)],
  ['one cut', cutAt(100)],
  ['cuts inside characters', cutInsideCodePoints()],
] as const)('a stream in %s arrives as written', async (_, cut) => {
  provider.next(stream(FRAMES, cut));
  expect(await (await post()).text()).toBe(FRAMES.join(''));
});

test('a wide character is cut before each of its later bytes', () => {
  const pieces = cutInsideCodePoints()(Buffer.from('a\u{ef}b\u{1f600}'));
  expect(pieces.map((piece) => Buffer.from(piece).toString('hex'))).toEqual(['61c3', 'af62f0', '9f', '98', '80']);
});

test('a stream dies in the middle', async () => {
  provider.next(dyingAfter(2, stream(FRAMES, cutEvery(40))));
  await expect(post().then((response) => response.text())).rejects.toThrow();
});

test('a stream falls silent, and the provider notices who leaves', async () => {
  provider.next(hangingAfter(1, stream(messageFrames(['hi']), cutEvery(40))));
  const leaving = new AbortController();
  const response = await post('{}', leaving.signal);
  const reader = response.body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).length).toBe(40);
  leaving.abort();
  await expect(reader?.read()).rejects.toThrow();
  while (provider.abandoned === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(provider.abandoned).toBe(1);
});

test('headers wait at a gate', async () => {
  const gate = createGate();
  provider.next(heldBy(gate, json({ late: true })));
  const answer = post();
  await provider.arrived(1);
  gate.open();
  expect(await (await answer).json()).toEqual({ late: true });
});

test('a half-open connection never answers', async () => {
  provider.next(halfOpen());
  const leaving = new AbortController();
  const answer = post('{}', leaving.signal);
  await provider.arrived(1);
  leaving.abort();
  await expect(answer).rejects.toThrow();
});

test('garbage is not JSON', async () => {
  provider.next(garbage());
  await expect(post().then((response) => response.json())).rejects.toThrow();
});

test('several choices are interleaved', () => {
  const frames = chatFrames([['a', 'c'], ['b']]);
  const seen = frames.slice(0, -1).map((frame) => JSON.parse(frame.slice(6)).choices[0]);
  expect(seen.map((choice) => [choice.index, choice.delta.content ?? choice.finish_reason])).toEqual([
    [0, ''],
    [1, ''],
    [0, 'a'],
    [1, 'b'],
    [0, 'c'],
    [0, 'stop'],
    [1, 'stop'],
  ]);
});
