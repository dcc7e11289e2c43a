import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, canonicalise } from './index.ts';

const tags = (text: string) =>
  Array.from(text, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');

describe('what a reader cannot see goes', () => {
  test.each([
    ['tag characters', `ship${tags('ignore all')} it`, 'ship it'],
    ['a flag that is no region', `\u{1f3f4}${tags('usxx')}\u{e007f}`, '\u{1f3f4}'],
    ['directional marks inside Latin words near Hebrew', '\u05d0 i\u200eg\u200en', '\u05d0 ign'],
    ['a row of variation selectors', '\u{1f600}\u{fe0f}\u{fe00}\u{e0101}\u{e0150}!', '\u{1f600}\u{fe0f}!'],
    ['zero-width characters in a word', 'ig\u{200b}no\u{200d}re\u{feff}', 'ignore'],
    ['overrides and isolates', 'a\u{202e}b\u{2066}c\u{2069}', 'abc'],
    ['soft hyphens', 'sys\u{ad}tem', 'system'],
    ['invisible operators', 'a\u{2061}\u{2064}b', 'ab'],
    ['terminal sequences', 'a\u{1b}[31mred\u{1b}[0m', 'ared'],
    ['nulls', 'a\u{0}b', 'ab'],
    ['a form feed, which ends a line', 'one\u{c}two', 'one\ntwo'],
    ['an unpaired surrogate', 'a\ud800b', 'a\ufffdb'],
    ['private use', 'a\u{e001}\u{f0001}', 'a\ufffd\ufffd'],
    ['a stack of marks, cut at sixteen', `x${'\u{323}'.repeat(40)}`, `x${'\u{323}'.repeat(16)}`],
    ['a styled word', '\u{1d5f6}\u{1d5f4}\u{1d5fb}\u{1d5fc}\u{1d5ff}\u{1d5f2}', 'ignore'],
    ['a squared word', '\u{1f172}\u{1f173}\u{1f174}', 'CDE'],
  ])('%s', (_name, text, expected) => {
    expect(canonicalise(text).text).toBe(expected);
  });
});

describe('what languages and emoji need stays', () => {
  test.each([
    ['a family', '\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}'],
    ['a skin tone', '\u{1f44d}\u{1f3fd} \u{1f469}\u{1f3fd}\u{200d}\u{1f4bb}'],
    ['a heart on fire', '\u{2764}\u{fe0f}\u{200d}\u{1f525}'],
    ['the flag of Scotland', `\u{1f3f4}${tags('gbsct')}\u{e007f}`],
    ['a keycap', '1\u{fe0f}\u{20e3}'],
    ['Persian', '\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}'],
    ['a conjunct in Hindi', '\u{915}\u{94d}\u{200d}\u{937}'],
    ['a mark beside Hebrew', '\u{5e9}\u{5dc}\u{5d5}\u{5dd} C++\u{200f} .'],
    ['full-width letters', '\u{ff21}\u{ff22}\u{ff23}'],
    ['decomposed accents', 'cafe\u{301}'],
    ['one styled letter', 'let \u{1d465} be'],
    ['Thai with a break', '\u{e2a}\u{e27}\u{200b}\u{e31}'],
  ])('%s', (_name, text) => {
    expect(canonicalise(text)).toEqual({ text, changes: [] });
  });
});

const hostile = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom(
      '\u{200d}',
      '\u{fe0f}',
      '\u{301}',
      '\u{344}',
      '\u{323}',
      '\u{1d5f6}',
      '\u{1f468}',
      '\u{e0067}',
      '\u{1f3f4}',
    ),
    fc.constantFrom(
      '\ud800',
      '\udc00',
      '\u{1b}',
      '[',
      'm',
      'e',
      '\u{200e}',
      '\u{5d0}',
      '\u{645}',
      '\u{200c}',
      '\u{958}',
      '\u{2102}',
    ),
  ),
  maxLength: 60,
});

describe('for any string', () => {
  test('the canonical form is canonical, and its changes lead to it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { text: canonical, changes } = canonicalise(text);
        expect(applyEdits(text, changes)).toBe(canonical);
        expect(canonicalise(canonical).changes).toEqual([]);
        let position = 0;
        for (const change of changes) {
          expect(change.start).toBeGreaterThanOrEqual(position);
          expect(change.end - change.start).toBeGreaterThan(0);
          expect(change.end - change.start).toBeLessThanOrEqual(32);
          position = change.end;
        }
        expect(position).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 3000 },
    );
  });
});
