// Ways to write an attack so that it looks different and still says the same; for text in printable ASCII.
const CYRILLIC = new Map(
  zip(
    'aceopxyijsABCEHIJKMOPSTX',
    '\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425',
  ),
);
const GREEK = new Map(
  zip(
    'aoipvuABEHIKMNOPTXYZ',
    '\u03b1\u03bf\u03b9\u03c1\u03bd\u03c5\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03a5\u0396',
  ),
);
const LEET = new Map(zip('aeiostAEIOST', '4310574310$7'));
const UPSIDE_DOWN = new Map(
  zip(
    'abcdefghijklmnopqrstuvwxyz.?!',
    '\u0250q\u0254p\u01dd\u025f\u0253\u0265\u0131\u027e\u029el\u026fuodb\u0279s\u0287n\u028c\u028dx\u028ez\u02d9\u00bf\u00a1',
  ),
);
const MORSE = zip(
  'abcdefghijklmnopqrstuvwxyz0123456789',
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.'.split(
    ' ',
  ),
);
const NATO = zip(
  'abcdefghijklmnopqrstuvwxyz',
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey Xray Yankee Zulu'.split(
    ' ',
  ),
);
const BRAILLE = zip('abcdefghijklmnopqrstuvwxyz', [
  ...'\u2801\u2803\u2809\u2819\u2811\u280b\u281b\u2813\u280a\u281a\u2805\u2807\u280d\u281d\u2815\u280f\u281f\u2817\u280e\u281e\u2825\u2827\u283a\u282d\u283d\u2835',
]);
const MARKS = ['\u0301', '\u0308', '\u0323', '\u0302'];
const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function zip(keys, values) {
  return [...keys].map((key, at) => [key, [...values][at]]);
}

const mapped = (table) => (text) => [...text].map((one) => table.get(one) ?? one).join('');
const lookup = (pairs, gap, space) => {
  const table = new Map(pairs);
  return (text) =>
    text
      .toLowerCase()
      .split(/\s+/)
      .map((word) => [...word].flatMap((one) => table.get(one) ?? []).join(gap))
      .filter((word) => word !== '')
      .join(space);
};
const letters = (change) => (text) => text.replace(/[A-Za-z]/g, change);
const shifted = (upper, lower) =>
  letters((one) => {
    const code = one.charCodeAt(0);
    return String.fromCodePoint(code < 97 ? upper + code - 65 : lower + code - 97);
  });
const rot13 = letters((one) => {
  const base = one < 'a' ? 65 : 97;
  return String.fromCharCode(((one.charCodeAt(0) - base + 13) % 26) + base);
});
const bytes = (encoding) => (text) => Buffer.from(text, 'utf8').toString(encoding);
const units =
  (write, gap = '') =>
  (text) =>
    [...text].map((one) => write(one.charCodeAt(0))).join(gap);
const alternating = (text) =>
  [...text].map((one, at) => (at % 2 === 0 ? one.toUpperCase() : one.toLowerCase())).join('');
const accented = (text) => {
  let next = 0;
  return text.replace(/[aeiouy]/gi, (one) => one + MARKS[next++ % MARKS.length]);
};
const spaced = (gap) => (text) =>
  text
    .split(/\s+/)
    .map((word) => [...word].join(gap))
    .join(gap === ' ' ? '   ' : ' ');

function base32(text) {
  const bits = [...Buffer.from(text, 'utf8')].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  const word = groups.map((group) => BASE_32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
  return word.padEnd(Math.ceil(word.length / 8) * 8, '=');
}

/** The way of three layers, which the decoders must take off. */
export const DEEPEST = 'base64 of hexadecimal of rot13';

export const DISGUISES = new Map([
  ['full-width letters', shifted(0xff21, 0xff41)],
  ['mathematical bold letters', shifted(0x1d400, 0x1d41a)],
  ['mathematical monospace letters', shifted(0x1d670, 0x1d68a)],
  ['circled letters', shifted(0x24b6, 0x24d0)],
  ['Cyrillic look-alikes', mapped(CYRILLIC)],
  ['Greek look-alikes', mapped(GREEK)],
  ['leet', mapped(LEET)],
  ['spaced letters', spaced(' ')],
  ['dots between letters', spaced('.')],
  ['hyphens between letters', spaced('-')],
  ['case noise', alternating],
  ['line breaks between words', (text) => text.split(/\s+/).join('\n')],
  ['diacritics on vowels', accented],
  ['upside-down', (text) => [...mapped(UPSIDE_DOWN)(text.toLowerCase())].reverse().join('')],
  ['reversed', (text) => [...text].reverse().join('')],
  ['rot13', rot13],
  ['base64', bytes('base64')],
  ['base32', base32],
  ['hexadecimal', bytes('hex')],
  ['percent', units((code) => `%${code.toString(16).padStart(2, '0')}`)],
  ['HTML entities', units((code) => `&#${code};`)],
  ['unicode escapes', units((code) => `\\u${code.toString(16).padStart(4, '0')}`)],
  ['Morse', lookup(MORSE, ' ', ' / ')],
  ['Braille', lookup(BRAILLE, '', ' ')],
  ['radio alphabet', lookup(NATO, ' ', ' / ')],
  ['binary', units((code) => code.toString(2).padStart(8, '0'), ' ')],
  ['base64 of rot13', (text) => bytes('base64')(rot13(text))],
  [DEEPEST, (text) => bytes('base64')(bytes('hex')(rot13(text)))],
]);
