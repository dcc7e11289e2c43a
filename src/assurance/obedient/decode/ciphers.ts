import { type Decoder, replacing } from './decoder.ts';
import { ORDER_WORDS } from './order-words.ts';

const LETTER_A = 97;
const LEET = new Map(
  Object.entries({
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '8': 'b',
    '@': 'a',
    $: 's',
    '!': 'i',
    '|': 'l',
    '+': 't',
  }),
);
const PIG = /\b[A-Za-z]{2,30}ay\b/g;
/** Beginnings of English words that pig Latin moves to the end as one. */
const ONSETS =
  /(?:str|thr|sh|ch|th|tr|pr|pl|br|cr|dr|fr|gr|bl|cl|fl|gl|sl|st|sp|sk|sn|sm|sw|tw|qu|wh|wr|ph|kn|[bcdfghjklmnpqrstvwxyz])$/i;

/** Moves every letter `by` places forward; a text enciphered with `26 - by` becomes plain. */
export function shiftLetters(text: string, by: number): string {
  return mapLetters(text, (place) => (place + by) % 26);
}

/** Swaps a with z, b with y and so on. */
export function atbash(text: string): string {
  return mapLetters(text, (place) => 25 - place);
}

/** The text from its end to its start, by code points. */
export function reverse(text: string): string {
  return [...text].reverse().join('');
}

/** Digits and signs read as the letters they look like. */
export function unleet(word: string): string {
  return word.replace(/[0134578@$!|+]/g, (sign) => LEET.get(sign) ?? sign);
}

/** One decoder for each cipher, by the name that stands in a chain. Which ones are worth trying, `keywords.ts` knows. */
export const CIPHERS: ReadonlyMap<string, Decoder> = new Map(
  [
    ...Array.from({ length: 25 }, (_, index) => {
      const key = index + 1;
      return replacing(key === 13 ? 'rot13' : `caesar-${key}`, (text) => shiftLetters(text, 26 - key));
    }),
    replacing('atbash', atbash),
    replacing('reversed', reverse),
    replacing('reversed-words', (text) => text.replace(/[A-Za-z]{2,}/g, reverse)),
    replacing('pig-latin', (text) => text.replace(PIG, readPig)),
  ].map((decoder) => [decoder.name, decoder]),
);

function mapLetters(text: string, move: (place: number) => number): string {
  return text.replace(/[A-Za-z]/g, (letter) => {
    const code = letter.charCodeAt(0);
    const base = code >= LETTER_A ? LETTER_A : 65;
    return String.fromCharCode(base + move(code - base));
  });
}

/** The cut that gives a known word wins, then the longest usual beginning. */
function readPig(word: string): string {
  const body = word.slice(0, -2);
  if (/[wy]$/i.test(body) && ORDER_WORDS.has(body.slice(0, -1).toLowerCase())) return body.slice(0, -1);
  for (let cut = 1; cut <= 4 && cut < body.length; cut++) {
    const known = body.slice(-cut) + body.slice(0, -cut);
    if (ORDER_WORDS.has(known.toLowerCase())) return known;
  }
  const onset = ONSETS.exec(body)?.[0];
  if (onset === undefined) return word;
  const stem = body.slice(0, -onset.length);
  return /^[wy]$/i.test(onset) ? stem : onset + stem;
}
