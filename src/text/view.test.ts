import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, detectionView, skeleton, withInsertions, wordsOf } from './index.ts';

describe('detectionView', () => {
  test.each([
    ['capitals', 'IGNORE All', 'ignore all'],
    ['Cyrillic letters inside a Latin word', 'ign\u043er\u0435', 'ignore'],
    ['full-width letters', '\u{ff29}\u{ff47}\u{ff4e}\u{ff4f}\u{ff52}\u{ff45}', 'ignore'],
    ['styled letters', '\u{1d5f6}\u{1d5f4}\u{1d5fb}\u{1d5fc}\u{1d5ff}\u{1d5f2}', 'ignore'],
    ['accents on Latin letters', 'ign\u00f3r\u00e9', 'ignore'],
    ['curly quotes and long dashes', '\u201cx\u201d \u2014', '"x" -'],
    ['invisible characters', 'ig\u200bnore', 'ignore'],
    ['Russian, which stays', '\u0418\u0433\u043d\u043e\u0440', '\u0438\u0433\u043d\u043e\u0440'],
    ['Japanese, which stays', '\u3053\u3093\u306b\u3061\u306f', '\u3053\u3093\u306b\u3061\u306f'],
  ])('%s', (_name, text, expected) => {
    expect(detectionView(text).text).toBe(expected);
  });

  test('a place in the view is found again in the source', () => {
    const source = '\u{1d5f6}\u{1d5f4}\u00df \u2026 rules';
    const view = detectionView(source);
    const at = view.text.indexOf('rules');
    expect(source.slice(view.sourceAt(at), view.sourceAt(at + 5))).toBe('rules');
  });

  test('offsets never leave the source and never go back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const view = detectionView(text);
        let last = 0;
        for (let at = 0; at <= view.text.length; at += 1) {
          const source = view.sourceAt(at);
          expect(source).toBeGreaterThanOrEqual(last);
          expect(source).toBeLessThanOrEqual(text.length);
          last = source;
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('texts that look alike have one skeleton', () => {
  expect(skeleton('\u0441\u043e\u0440\u0435')).toBe(skeleton('cope'));
});

test('words are letters, digits and marks in a row', () => {
  const text = 'caf\u00e9 n\u00b0 42, \u{1d400}x';
  expect(Array.from(wordsOf(text), ({ start, end }) => text.slice(start, end))).toEqual([
    'caf\u00e9',
    'n',
    '42',
    '\u{1d400}x',
  ]);
});

test('insertions made after edits reach the source in one application', () => {
  const source = '0123456789';
  const edits = [
    { start: 1, end: 3, replacement: 'ab' },
    { start: 5, end: 6, replacement: '' },
  ];
  const edited = applyEdits(source, edits);
  for (let at = 0; at <= edited.length; at += 1) {
    const expected = `${edited.slice(0, at)}|${edited.slice(at)}`;
    expect(applyEdits(source, withInsertions(edits, [{ at, text: '|' }]))).toBe(expected);
  }
});
