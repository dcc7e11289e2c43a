import { type Decoder, replacing } from './decoder.ts';

/** Letters of other scripts by the Latin letter that they resemble. */
const LOOKS_LIKE = {
  a: '\u{430}\u{3b1}\u{251}\u{1d00}',
  b: '\u{432}\u{42c}\u{184}\u{3b2}\u{299}',
  c: '\u{441}\u{3f2}\u{1d04}\u{217d}',
  d: '\u{501}\u{1d05}\u{217e}',
  e: '\u{435}\u{4bd}\u{3b5}\u{1d07}\u{451}',
  f: '\u{3dd}\u{192}\u{a730}',
  g: '\u{581}\u{261}\u{262}',
  h: '\u{4bb}\u{570}\u{43d}\u{29c}',
  i: '\u{456}\u{131}\u{3b9}\u{269}\u{26a}\u{406}',
  j: '\u{458}\u{3f3}\u{1d0a}',
  k: '\u{43a}\u{3ba}\u{1d0b}',
  l: '\u{4cf}\u{4c0}\u{29f}\u{217c}',
  m: '\u{43c}\u{1d0d}\u{217f}',
  n: '\u{578}\u{57c}\u{3b7}\u{274}\u{438}',
  o: '\u{43e}\u{3bf}\u{585}\u{1d0f}\u{3c3}',
  p: '\u{440}\u{3c1}\u{1d18}',
  q: '\u{51b}\u{566}',
  r: '\u{433}\u{280}\u{1d26}\u{27e}',
  s: '\u{455}\u{a731}\u{501f}',
  t: '\u{442}\u{3c4}\u{1d1b}',
  u: '\u{57d}\u{3c5}\u{1d1c}\u{446}',
  v: '\u{475}\u{3bd}\u{1d20}\u{2174}',
  w: '\u{51d}\u{461}\u{1d21}\u{3c9}',
  x: '\u{445}\u{3c7}\u{2179}',
  y: '\u{443}\u{4af}\u{3b3}\u{28f}',
  z: '\u{1d22}\u{3b6}',
  A: '\u{410}\u{391}',
  B: '\u{412}\u{392}',
  C: '\u{421}',
  E: '\u{415}\u{395}',
  H: '\u{41d}\u{397}',
  I: '\u{399}',
  J: '\u{408}',
  K: '\u{41a}\u{39a}',
  M: '\u{41c}\u{39c}',
  N: '\u{39d}',
  O: '\u{41e}\u{39f}',
  P: '\u{420}\u{3a1}',
  S: '\u{405}',
  T: '\u{422}\u{3a4}',
  X: '\u{425}\u{3a7}',
  Y: '\u{4ae}\u{3a5}',
  Z: '\u{396}',
} satisfies Record<string, string>;

const LATIN = new Map(
  Object.entries(LOOKS_LIKE).flatMap(([letter, others]) => [...others].map((other) => [other, letter])),
);
const FOREIGN = /[\u{131}-\u{2af}\u{370}-\u{58f}\u{1d00}-\u{1d2b}\u{2160}-\u{217f}\u{a730}\u{a731}]/gu;
const MARKS = /\p{M}+/gu;
const LATIN_WITH_MARKS = /[a-z]\p{M}/iu;

/** Letters in disguise. */
export const LOOKALIKES: readonly Decoder[] = [
  replacing('compatibility', (text) => text.normalize('NFKC')),
  replacing('homoglyph', (text) => text.replace(FOREIGN, (letter) => LATIN.get(letter) ?? letter)),
  replacing('marks', (text) => {
    const apart = text.normalize('NFD');
    return LATIN_WITH_MARKS.test(apart) ? apart.replace(MARKS, '') : text;
  }),
];
