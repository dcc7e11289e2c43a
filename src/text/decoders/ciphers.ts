import { type Candidate, type Decoder, NONE } from './candidate.ts';
import { applyCipher, type Cipher, enciphered, PLAIN_WORDS } from './telltale.ts';

export const rot13: Decoder = lineCipher('rot13');
export const atbash: Decoder = lineCipher('atbash');
/** Lines written backwards. */
export const reversal: Decoder = lineCipher('reversal');

/** One telltale in a whole text is chance. */
const FEWEST = 2;

/** A line is read when its reading has at least two common English words, and more than the line as it stands. */
function lineCipher(cipher: Cipher): Decoder {
  const words = enciphered(cipher).join('|');
  const telltale = new RegExp(`(?:^|[^a-z])(?:${words})(?:$|[^a-z])`, 'i');
  return {
    name: cipher,
    needsLanguage: true,
    find(text, survey) {
      if (survey[cipher] < FEWEST) return NONE;
      const found: Candidate[] = [];
      for (let start = 0; start < text.length; ) {
        const newline = text.indexOf('\n', start);
        const end = newline < 0 ? text.length : newline;
        const line = text.slice(start, end);
        const read = telltale.test(line) ? applyCipher(cipher, line) : '';
        const common = commonWords(read);
        if (common >= FEWEST && common > commonWords(line)) found.push({ start, end, text: read });
        start = end + 1;
      }
      return found;
    },
  };
}

function commonWords(line: string): number {
  if (line === '') return 0;
  let common = 0;
  for (const word of line.toLowerCase().split(/[^a-z]+/)) if (PLAIN_WORDS.has(word)) common += 1;
  return common;
}
