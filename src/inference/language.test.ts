import { describe, expect, test } from 'vitest';
import { isUnassessed } from './language.ts';
import { readPieces } from './pieces.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const KNOWN = ['how', 'do', 'say', 'in', 'to', 'my', 'friend', 'today'];
const SIGNS = [...'0123456789+=?{}()[];!'];
const further = LETTERS.map((letter) => `##${letter}`);
const pieces = readPieces(['[PAD]', '[UNK]', '[CLS]', '[SEP]', ...LETTERS, ...KNOWN, ...SIGNS, ...further].join('\n'));

describe('languages that the detectors were not measured in', () => {
  test.each([
    ['Russian', '\u043f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440', true],
    ['Chinese', '\u4f60\u597d\u4e16\u754c', true],
    ['English with one foreign word', 'how do say \u0434\u0430 in to my friend today', false],
    ['a few accents', '\u00e9t\u00e9 \u00e0 la plage', false],
    ['no letters', '1234 + 5 = ?', false],
    ['Latin words that fall into many pieces', 'mita kuuluu sinulle tanaan ystavani huomenna', true],
    ['too few words to say', 'mita kuuluu sinulle', false],
    ['signs and digits between known words', 'how { do } = 12; say (in) [to] my friend!', false],
  ])('%s', (_name, text, expected) => {
    const row = { text: text.toLowerCase(), ids: Int32Array.from(pieces.idsOf(text.toLowerCase())) };
    expect(isUnassessed(row.text, [row], pieces)).toBe(expected);
  });
});
