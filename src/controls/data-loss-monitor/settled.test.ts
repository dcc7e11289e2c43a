import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONTEXT_BEFORE } from '../../core/index.ts';
import { cases } from './cases.ts';
import { control } from './control.ts';
import { recognise } from './recognise.ts';
import { settledAt } from './settled.ts';

/** Findings of a text that comes in pieces, as rule and place in the whole. */
function streamed(pieces: readonly string[]): readonly string[] {
  const found: string[] = [];
  let held = '';
  let before = '';
  let out = 0;
  pieces.forEach((piece, index) => {
    held += piece;
    const complete = index === pieces.length - 1;
    const reach = typeof control.reach === 'number' ? control.reach : Infinity;
    const line = complete ? held.length : Math.max(settledAt(held), held.length - reach);
    for (const { rule, start, end } of recognise(held, before, complete)) {
      if (end <= line) found.push(`${rule} ${start + out}-${end + out}`);
    }
    before = (before + held.slice(0, line)).slice(-CONTEXT_BEFORE);
    held = held.slice(line);
    out += line;
  });
  return found;
}

const whole = (text: string) => recognise(text, '', true).map(({ rule, start, end }) => `${rule} ${start}-${end}`);

const TEXTS = [...cases.attack, ...cases.benign, ...cases.missed].flatMap((one) =>
  typeof one.text === 'string' ? [one.text] : [],
);
const MARKS = [
  ' ',
  '\n',
  '\\n',
  '\\',
  '=',
  ': ',
  '"',
  'a ',
  'x',
  'password',
  'token is ',
  '-----BEGIN',
  ' PRIVATE KEY-----',
  '://',
];
const anyText = fc
  .array(fc.oneof(fc.constantFrom(...TEXTS), fc.constantFrom(...MARKS), fc.string({ maxLength: 5 })), { maxLength: 6 })
  .map((pieces) => pieces.join(''));

describe('how far a text is let out', () => {
  test('any chunking finds what the whole finds', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), (text, sizes) => {
        const pieces: string[] = [];
        let rest = text;
        for (const size of sizes) {
          pieces.push(rest.slice(0, size));
          rest = rest.slice(size);
        }
        expect(streamed([...pieces, rest])).toEqual(whole(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('prose is held for the current word only', () => {
    expect(settledAt('The quick brown fo')).toBe('The quick brown '.length);
    expect(settledAt('The quick brown fox ')).toBe('The quick brown fox '.length);
  });

  test('a name is held until it is known whether a value follows', () => {
    expect(settledAt('set the password ')).toBe('set the '.length);
    expect(settledAt('set the password = "h7Tq')).toBe('set the '.length);
  });

  test('a private key is held from its first mark', () => {
    expect(settledAt(`see -----BEGIN PRIVATE KEY-----\n${'k7Qw'.repeat(16)}\n`)).toBe('see '.length);
  });
});
