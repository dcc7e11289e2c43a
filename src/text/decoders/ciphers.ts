import { type Candidate, type Decoder, NONE } from './candidate.ts';
import { applyCipher, type Cipher, enciphered, PLAIN_WORDS, SHORTEST_TELLING } from './telltale.ts';

export const rot13: Decoder = lineCipher('rot13');
export const atbash: Decoder = lineCipher('atbash');
/** Lines written backwards. */
export const reversal: Decoder = lineCipher('reversal');

/** One common word in a whole text or in a line is chance. */
const FEWEST = 2;

/** A line is read when its reading has at least two common English words, and more than the line as it stands. */
function lineCipher(cipher: Cipher): Decoder {
  const words: ReadonlySet<string> = new Set(enciphered(cipher));
  return {
    name: cipher,
    needsLanguage: true,
    find(text, survey, most) {
      const { telling, places } = survey[cipher];
      if (telling < FEWEST) return NONE;
      const found: Candidate[] = [];
      for (let next = 0; next < places.length; ) {
        const start = text.lastIndexOf('\n', places[next]!) + 1;
        const newline = text.indexOf('\n', places[next]!);
        const end = newline < 0 ? text.length : newline;
        const first = next;
        while (next < places.length && places[next]! < end) next += 1;
        if (next - first < FEWEST) continue;
        const line = text.slice(start, end);
        if (line.length > most) found.push({ start, end, text: line });
        else if (readsBetter(line, words)) found.push({ start, end, text: applyCipher(cipher, line) });
      }
      return found;
    },
  };
}

function readsBetter(line: string, words: ReadonlySet<string>): boolean {
  let plain = 0;
  let enciphered = 0;
  let isTold = false;
  for (const word of line.toLowerCase().split(/[^a-z]+/)) {
    if (PLAIN_WORDS.has(word)) plain += 1;
    if (words.has(word)) {
      enciphered += 1;
      isTold ||= word.length >= SHORTEST_TELLING;
    }
  }
  return isTold && enciphered >= FEWEST && enciphered > plain;
}
