import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { END, readPieces, START } from './pieces.ts';
import { ROW_TOKENS, rowsOf } from './rows.ts';
import { sentencesOf } from './sentences.ts';

const WORDS = ['one', 'two', 'three', 'four', 'five'];
const pieces = readPieces(['[PAD]', '[UNK]', '[CLS]', '[SEP]', ...WORDS, '.', '!', '?'].join('\n'));

describe('sentences', () => {
  test('end at a stop before a space, and at the end of a line', () => {
    const text = 'Version 1.5 is out now. Read all of it\nSecond line here! Third one?';
    expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Version 1.5 is out now.',
      'Read all of it',
      'Second line here!',
      'Third one?',
    ]);
  });

  test('what is too short goes with the next', () => {
    const text = 'No. I said that already, did I not?';
    expect(sentencesOf(text)).toHaveLength(1);
  });

  test('cover everything but space, in order, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        let at = 0;
        for (const { start, end } of sentencesOf(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(text.slice(at, start).replaceAll(/[\s\0-\x20]/g, '')).toBe('');
          at = end;
        }
        expect(text.slice(at).replaceAll(/[\s\0-\x20]/g, '')).toBe('');
      }),
      { seed: 1 },
    );
  });
});

describe('rows', () => {
  const sentence = (words: number) =>
    `${Array.from({ length: words }, (_, at) => WORDS[at % WORDS.length]).join(' ')}.`;

  test('hold as many whole sentences as fit, and begin with the last one of the row before', () => {
    const text = Array.from({ length: 6 }, () => sentence(19)).join(' ');
    const rows = rowsOf(text, pieces);
    expect(rows.map(({ ids }) => ids.length)).toEqual([62, 62, 42]);
    expect(rows[1]!.start).toBeLessThan(rows[0]!.end);
    for (const { ids } of rows) expect([ids[0], ids.at(-1)]).toEqual([START, END]);
  });

  test('a sentence longer than a row is cut with an overlap', () => {
    const rows = rowsOf(sentence(75), pieces);
    expect(rows.length).toBe(2);
    expect(rows[1]!.start).toBeLessThan(rows[0]!.end);
  });

  test('no token is lost and no row is too long, whatever the text', () => {
    const words = fc.array(fc.constantFrom(...WORDS, 'x.', '\n', '!'), { maxLength: 400 });
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(' ');
        const rows = rowsOf(text, pieces);
        const covered = rows.reduce((sum, { ids }) => sum + ids.length - 2, 0);
        expect(covered).toBeGreaterThanOrEqual(pieces.idsOf(text).length);
        expect(rows.every(({ ids }) => ids.length <= ROW_TOKENS)).toBe(true);
        expect(covered).toBeLessThanOrEqual(2 * pieces.idsOf(text).length + 2);
      }),
      { seed: 2 },
    );
  });
});
