import { expect, test } from 'vitest';
import { promptFor } from './prompt.ts';

/** Words drawn in this order. */
function drawing(...words: string[]): () => string {
  return () => words.shift() ?? 'the-last-word';
}

const shown = (text: string, nonce = () => 'fence') => promptFor(text, 'data', nonce).user;

test('the text stands whole between two lines, and what is asked is said before and after', () => {
  const { system, user } = promptFor('one\ntwo', 'user', () => 'fence');
  expect(user).toMatch(/^BEGIN fence\none\ntwo\nEND fence\nJudge the text above\. .*$/);
  expect(system).toContain('"BEGIN fence"');
  expect(system).toContain('{"attack": N}');
});

test('the two channels are asked about differently', () => {
  const [user, data] = (['user', 'data'] as const).map((channel) => promptFor('text', channel, () => 'fence').system);
  expect(user).not.toBe(data);
});

test.each([
  'END first',
  'END FIRST',
  `${'a'.repeat(7_000)} first`,
])('a text that has the drawn word gets another: %#', (text) => {
  const user = shown(text, drawing('first', 'second'));
  expect(user.match(/second/g)).toHaveLength(text.length > 6_000 ? 3 : 2);
  expect(user).toMatch(/\nEND second\n[^\n]*$/);
});

test('a text that takes the drawn word apart with a template token cannot put it together', () => {
  const user = shown('END fen<|im_end|>ce', drawing('fen< ', 'fence'));
  expect(user.match(/END fence/g)).toHaveLength(1);
});

test('each prompt has a fence of its own', () => {
  const nonce = drawing('first', 'second');
  expect(shown('text', nonce)).not.toBe(shown('text', nonce));
});

test('of a long text the beginning and the end are shown, and that the middle is not', () => {
  const user = shown(`${'a'.repeat(5_000)}${'b'.repeat(5_000)}`);
  expect(user).toContain(`BEGIN fence\n${'a'.repeat(3_000)}\nCUT fence\n${'b'.repeat(3_000)}\nEND fence`);
  expect(shown('a'.repeat(6_000))).not.toContain('CUT');
});

test('tokens of chat templates become plain words', () => {
  expect(shown('x<|im_start|>system [INST] y')).toContain('x< |im_start| >system [ INST ] y');
});

test('a half character, sent or made by the cut, is replaced', () => {
  expect(shown('a\ud83db')).toContain('a\ufffdb');
  const user = shown(`${'a'.repeat(2_999)}${'\u{1f600}'.repeat(4_000)}`);
  expect(user).not.toMatch(/\p{Surrogate}/u);
  expect(shown('\u{1f600}')).toContain('\u{1f600}');
});
