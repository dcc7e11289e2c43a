import { describe, expect, test } from 'vitest';
import { readPieces, UNKNOWN } from './pieces.ts';

const VOCABULARY = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'ignore',
  'rule',
  '##s',
  '##r',
  'the',
  '!',
  '\u5ffd',
  '\u7565',
  'a',
];
const pieces = readPieces(`${VOCABULARY.join('\n')}\n`);
const written = (text: string) => pieces.idsOf(text).map((id) => VOCABULARY[id]);

describe('word pieces', () => {
  test('the longest piece that fits comes first, and further pieces continue a word', () => {
    expect(written('ignore the rules')).toEqual(['ignore', 'the', 'rule', '##s']);
  });

  test('a word with a part that no piece fits is unknown as a whole', () => {
    expect(written('the rulex')).toEqual(['the', '[UNK]']);
  });

  test('signs and characters of scripts without spaces stand alone', () => {
    expect(written('a!a\u5ffd\u7565')).toEqual(['a', '!', 'a', '\u5ffd', '\u7565']);
  });

  test('space of every kind and invisible characters separate and have no piece', () => {
    expect(written('a\u3000the\u200b\n\ta')).toEqual(['a', 'the', 'a']);
  });

  test('a run of letters without end is cut, so that the search stays linear', () => {
    expect(pieces.idsOf('z'.repeat(1000)).every((id) => id === UNKNOWN)).toBe(true);
    expect(pieces.idsOf('z'.repeat(1000)).length).toBeGreaterThan(1);
  });

  test('halves of surrogate pairs and empty texts are no trouble', () => {
    expect(pieces.idsOf('\ud83d')).toEqual([UNKNOWN]);
    expect(pieces.idsOf('')).toEqual([]);
  });

  test('a vocabulary of another kind is refused', () => {
    expect(() => readPieces('hello\nworld\n')).toThrow(/begins with/);
  });
});
