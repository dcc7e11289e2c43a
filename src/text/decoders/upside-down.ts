import { type Candidate, type Decoder, NONE } from './candidate.ts';
import { englishBits } from './english.ts';

/** Characters that look like letters, digits and signs upside down, with what they stand for; several may stand for one. */
const TURNED =
  '\u0250a\u0254c\u01dde\u025ff\u0183g\u0253g\u1d77g\u0265h\u1d09i\u0131i\u027ej\u017fj\u029ek\ua781l\u05dfl\u026fm\u0279r\u0287t\u028cv\u028dw\u028ey' +
  '\u2200A\u{10412}B\u0186C\u15e1D\u018eE\u2132F\u2141G\u05e4G\u22caK\u02e5L\u2142L\u0500P\u1d1aR\u22a5T\u2534T\u2229U\u039bV\u2144Y' +
  '\u01961\u11052\u01903\u31234\u03db5\u31257\u02d9.\u00bf?\u00a1!\u203e_\u201e"\u061b;\u214b&';
/** Characters of ASCII that are another one upside down; the rest are themselves or nothing. */
const ALIKE = 'bqqbdppdunnuMWWM6996())([]][{}}{<>><';

const UPRIGHT = new Map<string, string>();
for (const row of [TURNED, ALIKE]) {
  const characters = Array.from(row);
  for (let at = 0; at < characters.length; at += 2) UPRIGHT.set(characters[at]!, characters[at + 1]!);
}
/** Letters that hardly any text has but one upside down or in phonetic signs. */
const TELLING = /[\u0250\u0254\u01dd\u025f\u0265\u1d09\u027e\u029e\u026f\u0279\u0287\u028c\u028d\u028e\u018e\u2132]/gu;
const WORD = /\S+/g;
const LETTER = /[\p{L}\u2200\u2229\u22a5]/gu;

/** Phonetic spelling has fewer of them among its letters, and fewer kinds in a word or two. */
const LEAST_SHARE = 0.3;
const FEWEST_KINDS = 3;
const FEWEST = 5;

/** Letters turned upside down; the text runs from its end to its start then, or was left in order. */
export const upsideDown: Decoder = {
  name: 'upside-down',
  needsLanguage: true,
  find(text, { hasTurned }, most) {
    if (!hasTurned) return NONE;
    const whole = turnedPart(text, 0, text.length, most);
    if (whole !== undefined) return [whole];
    const found: Candidate[] = [];
    for (let start = 0; start <= text.length; ) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      const part = turnedPart(text, start, end, most);
      if (part !== undefined) found.push(part);
      start = end + 1;
    }
    return found;
  },
};

/** All of a text or line, or its words from the first turned one to the last. */
function turnedPart(text: string, from: number, until: number, most: number): Candidate | undefined {
  const line = text.slice(from, until);
  const telling = line.match(TELLING);
  if (telling === null || telling.length < FEWEST || new Set(telling).size < FEWEST_KINDS) return undefined;
  if (telling.length >= LEAST_SHARE * lettersIn(line)) return candidate(line, from, most);
  const words = Array.from(line.matchAll(WORD)).filter(([word]) => word.search(TELLING) >= 0);
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const part = line.slice(first.index, last.index + last[0].length);
  return telling.length >= LEAST_SHARE * lettersIn(part) ? candidate(part, from + first.index, most) : undefined;
}

function candidate(written: string, start: number, most: number): Candidate {
  return { start, end: start + written.length, text: written.length > most ? written : upright(written) };
}

function lettersIn(text: string): number {
  return text.match(LETTER)?.length ?? 0;
}

function upright(written: string): string {
  const letters = Array.from(written, (letter) => UPRIGHT.get(letter) ?? letter);
  const inOrder = letters.join('');
  const turned = letters.reverse().join('');
  return swapMarks(englishBits(turned) >= englishBits(inOrder) ? turned : inOrder);
}

/** A comma upside down is an apostrophe, and some writers leave both as they are: the place tells which it was. */
function swapMarks(text: string): string {
  return text.replace(/(?<=[a-z])['\u2019,](?=[a-z])/gi, "'").replace(/(?<=[a-z])'(?=\s)/gi, ',');
}
