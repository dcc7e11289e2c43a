// Ways to write what a person does not see. Marks go between two Latin letters, where no script needs them.
const between = (mark) => (text) => text.replace(/([A-Za-z])(?=[A-Za-z])/g, (letter) => letter + mark);
const eachWord = (change) => (text) => text.replace(/[A-Za-z]+/g, change);
const rotating = (first, last) => (text) => {
  let next = first;
  return text.replace(/([A-Za-z])(?=[A-Za-z])/g, (letter) => {
    const mark = String.fromCodePoint(next);
    next = next === last ? first : next + 1;
    return letter + mark;
  });
};
const asTags = (text) =>
  [...text]
    .map((one) => (one > '\u001f' && one < '\u007f' ? String.fromCodePoint(0xe0000 + one.charCodeAt(0)) : ''))
    .join('');
const selectorOf = (byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16);
const bitsOf = (text) => [...Buffer.from(text, 'utf8')].map((byte) => byte.toString(2).padStart(8, '0')).join('');

/** Marks between the letters of words that can be read: what is left after them is the plain text. */
export const SCATTERED = new Map([
  ['zero-width space', between('\u200b')],
  ['zero-width non-joiner', between('\u200c')],
  ['zero-width joiner', between('\u200d')],
  ['word joiner', between('\u2060')],
  ['invisible operators', rotating(0x2061, 0x2064)],
  ['byte order mark', between('\ufeff')],
  ['soft hyphen', between('\u00ad')],
  ['grapheme joiner', between('\u034f')],
  ['variation selectors', rotating(0xfe00, 0xfe0f)],
  ['supplementary variation selectors', rotating(0xe0100, 0xe01ef)],
  ['tag characters', rotating(0xe0061, 0xe007a)],
  ['directional marks', between('\u200e')],
  ['bidirectional override around words', eachWord((word) => `\u202d${word}\u202c`)],
  ['bidirectional isolates around words', eachWord((word) => `\u2066${word}\u2069`)],
  ['deprecated format characters', rotating(0x206a, 0x206f)],
  ['interlinear annotation', between('\ufff9')],
  ['Mongolian vowel separator', between('\u180e')],
  ['Hangul fillers', between('\u3164')],
  ['control characters', between('\u0008')],
]);

/** Marks that say the whole attack behind a harmless line: what is left after them is that line. */
export const HIDDEN = new Map([
  ['whole text in tag characters', asTags],
  [
    'whole text in selectors behind an emoji',
    (text) => `\u{1f600}${[...Buffer.from(text, 'utf8')].map(selectorOf).join('')}`,
  ],
  ['whole text in zero-width bits', (text) => bitsOf(text).replaceAll('0', '\u200b').replaceAll('1', '\u200c')],
  [
    'whole text in private use',
    (text) => [...text].map((one) => String.fromCodePoint(0xe000 + (one.codePointAt(0) % 0x1000))).join(''),
  ],
]);

/** The harmless line that hidden text stands behind. */
export const CARRIER = 'Please tell me your opening hours on Sunday.';

/** Everything that the ways above write with, other than what plain text may hold. */
const MARKS =
  /\u034f|[\ufe00-\ufe0f]|[\u0008\u00ad\u180e\u200b-\u200e\u202c\u202d\u2060-\u206f\u3164\ue000-\uf8ff\ufeff\ufff9\u{e0000}-\u{e0fff}]/gu;

/** How many such marks a text holds. */
export function marksIn(text) {
  return text.match(MARKS)?.length ?? 0;
}
