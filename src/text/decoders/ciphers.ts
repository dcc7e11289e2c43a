import { type Candidate, type Decoder, NONE } from './candidate.ts';
import { bestReading, gainOf, type Reading, type Readings, readingsOf } from './reading.ts';
import { applyCipher, type Cipher } from './telltale.ts';

export const rot13: Decoder = cipherOf('rot13');
export const atbash: Decoder = cipherOf('atbash');
/** Text written backwards, line by line or as a whole. */
export const reversal: Decoder = cipherOf('reversal');

/** What a reading must gain, in bits: less is chance, or another language. */
const LEAST_GAIN = 20;
/** How much of English a reading must be, in bits a letter; English has about six, languages near it about five. */
const LEAST_ENGLISH = 4.8;

const FEWEST_LETTERS = 8;

/** Read is the part of a line that has a common English word as the cipher writes it, and whose letters say the same. */
function cipherOf(cipher: Cipher): Decoder {
  const readings = readingsOf(cipher);
  return {
    name: cipher,
    needsLanguage: true,
    find(text, survey, most) {
      const places = survey[cipher];
      if (places.length === 0) return NONE;
      const found: Candidate[] = [];
      let done = 0;
      let last = 0;
      for (const place of places) {
        if (place < done) continue;
        const line = { start: text.lastIndexOf('\n', place) + 1, end: endOfLine(text, place) };
        const reading = bestReading(text, line.start, line.end, readings);
        done = line.end;
        if (reading === undefined || !isEnglish(reading)) continue;
        const start = reading.start === line.start ? firstLine(text, line.start, last, readings) : reading.start;
        const end = reading.end === line.end ? lastLine(text, line.end, readings) : reading.end;
        done = last = end;
        const written = text.slice(start, end);
        found.push({ start, end, text: written.length > most ? written : applyCipher(cipher, written) });
      }
      return found;
    },
  };
}

function isEnglish({ start, end, gain, bits, letters }: Reading): boolean {
  const isLatin = letters >= FEWEST_LETTERS && letters * 2 >= end - start;
  return isLatin && gain >= LEAST_GAIN && bits >= LEAST_ENGLISH * letters;
}

/** Where the lines before `start` that read so too begin; lines without letters count where one with letters follows. */
function firstLine(text: string, start: number, least: number, readings: Readings): number {
  let first = start;
  for (let end = start - 1; end > least; ) {
    const begin = text.lastIndexOf('\n', end - 1) + 1;
    const gain = begin < least ? -1 : gainOf(text, begin, end, readings);
    if (gain < 0) break;
    if (gain > 0) first = begin;
    end = begin - 1;
  }
  return first;
}

function lastLine(text: string, end: number, readings: Readings): number {
  let last = end;
  for (let begin = end + 1; begin < text.length; ) {
    const until = endOfLine(text, begin);
    const gain = gainOf(text, begin, until, readings);
    if (gain < 0) break;
    if (gain > 0) last = until;
    begin = until + 1;
  }
  return last;
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}
