import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchAnywhere, searchAtWords } from './index.ts';

const WORDS = ['ignore', 'ign', 'do not follow', 'and say', 'the user must', "don't", 'e-mail', 'as an ai'];
const PIECES = [
  ...WORDS,
  ' ',
  '_',
  '7',
  '\u00e9',
  '\u5ffd',
  '\u{1f600}',
  '\n',
  'xignore',
  'ignor',
  'and ',
  'the ',
  'ai',
];
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join(''));

/** What the search promises, the slow way. */
function standing(literals: readonly string[], text: string, boundary: string): string[] {
  const found = literals.flatMap((literal) =>
    Array.from(text.matchAll(new RegExp(`${boundary}(?=${literal})`, 'g')), ({ index }) => `${index} ${literal}`),
  );
  return found.sort();
}

function found(search: ReturnType<typeof searchAtWords>, literals: readonly string[], text: string): string[] {
  return search
    .find(text)
    .map(({ literal, at }) => `${at} ${literals[literal]}`)
    .sort();
}

describe('a search at words', () => {
  test('finds every literal where a word begins, and nothing else', () => {
    const search = searchAtWords(WORDS);
    fc.assert(
      fc.property(texts, (text) => {
        expect(found(search, WORDS, text)).toEqual(standing(WORDS, text, '\\b'));
      }),
      { numRuns: 2000 },
    );
  });

  test('gives places in order', () => {
    const places = searchAtWords(['the user must', 'ignore', 'user']).find('the user must ignore the user must');
    expect(places.map(({ at }) => at)).toEqual([0, 4, 14, 21, 25]);
  });

  test.each([['ai'], ['/inst'], ['']])('refuses %j, which begins no word', (literal) => {
    expect(() => searchAtWords([literal])).toThrow(TypeError);
  });
});

describe('a search anywhere', () => {
  test('finds every literal, inside words as well', () => {
    const literals = ['\u5ffd\u7565', '\u7565\u6240', 'ab'];
    const pieces = fc.array(fc.constantFrom('\u5ffd', '\u7565', '\u6240', 'a', 'b', ' '), { maxLength: 30 });
    const search = searchAnywhere(literals);
    fc.assert(
      fc.property(pieces, (all) => {
        expect(found(search, literals, all.join(''))).toEqual(standing(literals, all.join(''), ''));
      }),
      { numRuns: 1000 },
    );
  });

  test('refuses a literal of one character', () => {
    expect(() => searchAnywhere(['a'])).toThrow(TypeError);
  });
});
