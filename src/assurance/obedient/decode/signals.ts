import { type Decoder, replacing } from './decoder.ts';

const MORSE_CODES =
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. .-.-.- --..-- ---... .--.-. ..--..';
const MORSE_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789.,:@?';
const MORSE = new Map(MORSE_CODES.split(' ').map((code, index) => [code, MORSE_LETTERS[index] ?? '']));
const MORSE_RUN = /[.-]{1,6}(?:[ /|]{1,4}[.-]{1,6}){4,}/g;

/** Dots of the letters a to z in the Unicode order of Braille patterns. */
const BRAILLE_CODES = [
  1, 3, 9, 25, 17, 11, 27, 19, 10, 26, 5, 7, 13, 29, 21, 15, 31, 23, 14, 30, 37, 39, 58, 45, 61, 53,
];
const BRAILLE = new Map(BRAILLE_CODES.map((dots, index) => [dots, String.fromCharCode(97 + index)]));
const BRAILLE_DIGITS = 'abcdefghij';
const NUMBER_SIGN = 60;
const BRAILLE_RUN = /[\u{2800}-\u{28ff}]+/gu;
const BRAILLE_MARKS = new Map([
  [2, ','],
  [50, '.'],
  [22, '!'],
  [38, '?'],
  [18, ':'],
  [36, '-'],
]);

const NATO_WORDS =
  'alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu'.split(
    ' ',
  );
/** Spellings of the alphabet of radio operators. */
export const NATO = new Map<string, string>([
  ...NATO_WORDS.map((word, index): [string, string] => [word, String.fromCharCode(97 + index)]),
  ['alfa', 'a'],
  ['juliet', 'j'],
  ['whisky', 'w'],
  ['x-ray', 'x'],
]);
const NATO_RUN = /[A-Za-z-]{4,8}(?:[ ,]{1,2}[A-Za-z-]{4,8}){3,}/g;

/** Alphabets made for wires, fingers and radio. */
export const SIGNALS: readonly Decoder[] = [
  replacing('morse', (text) => text.replace(MORSE_RUN, readMorse)),
  replacing('braille', (text) => text.replace(BRAILLE_RUN, readBraille)),
];

/** Applied only to a text that holds words of the alphabet. A slash or a line ends a word. */
export const NATO_DECODER = replacing('nato', (text) => text.replace(NATO_RUN, readNato).replace(/ [/|] /g, ' '));

/** A text in Morse code; what has no code is left out. */
export function toMorse(text: string): string {
  const codes = new Map([...MORSE].map(([code, letter]) => [letter, code]));
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => [...word].map((letter) => codes.get(letter)));
  return words.map((letters) => letters.filter((code) => code !== undefined).join(' ')).join(' / ');
}

function readMorse(run: string): string {
  const words = run.split(/ ?[/|] ?| {3,}/).map((word) => word.split(/ +/).map((code) => MORSE.get(code)));
  if (words.some((letters) => letters.includes(undefined))) return run;
  return words.map((letters) => letters.join('')).join(' ');
}

function readBraille(run: string): string {
  let numeric = false;
  let text = '';
  for (const cell of run) {
    const dots = (cell.codePointAt(0) ?? 0) - 0x2800;
    const letter = BRAILLE.get(dots);
    if (dots === NUMBER_SIGN) numeric = true;
    else if (letter === undefined || dots === 0) {
      numeric = false;
      text += BRAILLE_MARKS.get(dots) ?? ' ';
    } else text += numeric ? String((BRAILLE_DIGITS.indexOf(letter) + 1) % 10) : letter;
  }
  return text;
}

function readNato(run: string): string {
  const words = run.toLowerCase().split(/[ ,]+/);
  const letters = words.map((word) => NATO.get(word));
  const known = letters.filter((letter) => letter !== undefined).length;
  return known < 4 ? run : letters.map((letter, index) => letter ?? ` ${words[index]} `).join('');
}
