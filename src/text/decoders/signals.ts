import { type Decoder, decodeMatches, NONE } from './candidate.ts';

const MORSE: ReadonlyMap<string, string> = new Map(
  pairs(
    'abcdefghijklmnopqrstuvwxyz0123456789.,?\'!/()&:;=+-_"$@',
    '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. .-.-.- --..-- ..--.. .----. -.-.-- -..-. -.--. -.--.- .-... ---... -.-.-. -...- .-.-. -....- ..--.- .-..-. ...-..- .--.-.',
  ),
);

function pairs(characters: string, codes: string): [string, string][] {
  return codes.split(' ').map((code, at) => [code, characters[at] ?? '']);
}

/** Groups of dots and dashes after the first one. */
const FEWEST_GROUPS = 7;
/** Of so many groups one may be unknown: a slip, or a sign of one nation. */
const GROUPS_A_SLIP = 8;

/** Morse in dots and dashes, with its signs; words apart by a slash, a bar or wide space. */
export const morse: Decoder = {
  name: 'morse',
  needsLanguage: false,
  find(text, { dashRow, hasWideDashes }) {
    if (dashRow < FEWEST_GROUPS && !hasWideDashes) return NONE;
    return decodeMatches(
      text,
      /[.\-\u00b7\u2013\u2212]{1,7}(?:[ /|\n]{1,4}[.\-\u00b7\u2013\u2212]{1,7}){7,}/g,
      (run) => {
        const groups = run
          .replaceAll('\u00b7', '.')
          .replace(/[\u2013\u2212]/g, '-')
          .split(/( {2,}|[ ]?[/|\n]+[ ]?| )/);
        let slips = 0;
        const plain = groups.map((group, at) => {
          if (at % 2 === 1) return group === ' ' ? '' : ' ';
          const letter = MORSE.get(group);
          if (letter === undefined) slips += 1;
          return letter ?? '';
        });
        return slips * GROUPS_A_SLIP * 2 > groups.length ? undefined : plain.join('');
      },
    );
  },
};

/** Dots 1 to 6 of the letters a to j; the later decades add dots 3 and 6. */
const BRAILLE_LETTERS =
  '\u2801\u2803\u2809\u2819\u2811\u280b\u281b\u2813\u280a\u281a\u2805\u2807\u280d\u281d\u2815\u280f\u281f\u2817\u280e\u281e\u2825\u2827\u283a\u282d\u283d\u2835';
/** Signs of one cell. Those that say how to read the next cell (capital, letter, emphasis) say nothing themselves. */
const BRAILLE_SIGNS: readonly (readonly [string, string])[] = [
  ['\u2800', ' '],
  ['\u2802', ','],
  ['\u2804', "'"],
  ['\u2806', ';'],
  ['\u2808', ''],
  ['\u2810', ''],
  ['\u2812', ':'],
  ['\u2816', '!'],
  ['\u2820', ''],
  ['\u2824', '-'],
  ['\u2826', '?'],
  ['\u2828', ''],
  ['\u2830', ''],
  ['\u2832', '.'],
  ['\u2834', '"'],
  ['\u2836', '"'],
  ['\u2838', ''],
];
const BRAILLE: ReadonlyMap<string, string> = new Map([
  ...Array.from(BRAILLE_LETTERS, (cell, at) => [cell, 'abcdefghijklmnopqrstuvwxyz'[at] ?? ''] as const),
  ...BRAILLE_SIGNS,
]);
/** After the number sign the letters a to j are digits. */
const BRAILLE_NUMBER = /\u283c([\u2801\u2803\u2809\u280a\u280b\u2811\u2813\u2819\u281a\u281b]+)/g;
const BRAILLE_DIGITS = Array.from(BRAILLE_LETTERS.slice(0, 10));

/** Braille cells, uncontracted; signs of print between them stay. */
export const braille: Decoder = {
  name: 'braille',
  needsLanguage: false,
  find: (text, { hasBraille }) =>
    hasBraille
      ? decodeMatches(text, /[\u2800-\u28ff](?:[ \n!-@[-`{-~]{0,6}[\u2800-\u28ff]){5,}/g, (run) =>
          run
            .replace(BRAILLE_NUMBER, (_, digits: string) =>
              Array.from(digits, (cell) => (BRAILLE_DIGITS.indexOf(cell) + 1) % 10).join(''),
            )
            .replace(/[\u2800-\u28ff]/g, (cell) => BRAILLE.get(cell) ?? cell),
        )
      : NONE,
};
