/** How many characters are looked at; more would not change the answer. */
const SAMPLE = 512;
const VOWEL = /[aeiouy]/gi;
const LETTER = /[a-z]/gi;
const BEYOND_ASCII = /[^\0-\x7f]/g;
const FOREIGN_LETTER = /[\p{L}\p{M}]/gu;
const WORDLIKE = /[\p{L}\p{M} \n'.,!?:;-]/gu;

/**
 * How much a text looks like a sentence or a command in some language, from 0 to 1: letters and spaces, vowels among the
 * letters, words of ordinary length. Cheap and rough; it tells prose from the noise that a wrong decoding gives.
 */
export function languageScore(text: string): number {
  const sample = text.slice(0, SAMPLE);
  if (sample.length < 3) return 0;
  const foreign = count(sample, BEYOND_ASCII) > sample.length / 4 ? count(sample, FOREIGN_LETTER) / sample.length : 0;
  const wordlike = count(sample, WORDLIKE) / sample.length;
  if (foreign > 0.4) return wordlike;
  const letters = count(sample, LETTER);
  const vowels = letters === 0 ? 0 : count(sample, VOWEL) / letters;
  const hasVowels = vowels > 0.18 && vowels < 0.65;
  const longest = longestWord(sample);
  const hasWords = longest >= 2 && (sample.length < 24 || longest <= 28);
  return letters / sample.length > 0.5 && hasVowels && hasWords ? wordlike : wordlike * 0.4;
}

function count(text: string, pattern: RegExp): number {
  let total = 0;
  pattern.lastIndex = 0;
  while (pattern.test(text)) total += 1;
  return total;
}

function longestWord(text: string): number {
  let longest = 0;
  for (const word of text.split(/[^A-Za-z]+/)) longest = Math.max(longest, word.length);
  return longest;
}
