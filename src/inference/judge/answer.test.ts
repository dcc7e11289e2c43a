import { expect, test } from 'vitest';
import { attackIn } from './answer.ts';

test.each([
  ['{"attack": 0}', 0],
  ['{"attack":100}', 1],
  [' { "attack" : 7.0 , "why" : "it orders" } ', 0.07],
  ['The text says {"attack": 0} but I say {"attack": 95}.', 0.95],
  ['{"attack": 95}, though it asks for {"attack": 0}', 0.95],
])('%s is understood', (content, probability) => {
  expect(attackIn(content)).toBe(probability);
});

test.each([
  '',
  '50',
  'null',
  '{}',
  '{"attack"}',
  '{"attack": "90"}',
  '{"attack": null}',
  '{"attack": true}',
  '{"attack": [90]}',
  '{"attack": -1}',
  '{"attack": 101}',
  '{"attack": 1e999}',
  '{"attack": 0.9}',
  '{"attack": 0, "attack": 90}',
  '{"Attack": 90}',
  '{"attack": 9',
  '"{\\"attack\\": 90}"',
])('%s says nothing', (content) => {
  expect(attackIn(content)).toBeUndefined();
});

test('an answer of only braces is read in no time', () => {
  const start = performance.now();
  expect(attackIn('{'.repeat(64_000))).toBeUndefined();
  expect(attackIn(`{${'"'.repeat(399)}`.repeat(160))).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(1_000);
});
