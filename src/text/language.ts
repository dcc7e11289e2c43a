/** How many characters are looked at; more would not change the answer. */
const SAMPLE = 512;
const FOREIGN_LETTER = /[\p{L}\p{M}]/gu;
const FOREIGN_WORDLIKE = /[\p{L}\p{M} \n'.,!?:;-]/gu;

/** What an ASCII character counts as. */
const CLASSES = new Uint8Array(0x80);
const WORDLIKE = 1;
const LETTER = 2;
const VOWEL = 4;
for (const sign of " \n'.,!?:;-") CLASSES[sign.charCodeAt(0)] = WORDLIKE;
for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ') {
  CLASSES[letter.charCodeAt(0)] = WORDLIKE | LETTER | (/[aeiouy]/i.test(letter) ? VOWEL : 0);
}

/**
 * How much a text looks like a sentence or a command in some language, from 0 to 1: letters and spaces, vowels among the
 * letters, words of ordinary length. Cheap and rough; it tells prose from the noise that a wrong decoding gives.
 */
export function languageScore(text: string): number {
  const length = Math.min(text.length, SAMPLE);
  if (length < 3) return 0;
  let foreign = 0;
  let wordlike = 0;
  let letters = 0;
  let vowels = 0;
  let longest = 0;
  let word = 0;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    const own = code < 0x80 ? CLASSES[code]! : 0;
    if (code >= 0x80) foreign += 1;
    if ((own & WORDLIKE) !== 0) wordlike += 1;
    if ((own & VOWEL) !== 0) vowels += 1;
    word = (own & LETTER) === 0 ? 0 : word + 1;
    if (word > 0) letters += 1;
    if (word > longest) longest = word;
  }
  const sample = foreign === 0 ? '' : text.slice(0, SAMPLE);
  const share = (foreign === 0 ? wordlike : count(sample, FOREIGN_WORDLIKE)) / length;
  if (foreign > length / 4 && count(sample, FOREIGN_LETTER) / length > 0.4) return share;
  const vowelShare = letters === 0 ? 0 : vowels / letters;
  const hasVowels = vowelShare > 0.18 && vowelShare < 0.65;
  const hasWords = longest >= 2 && (length < 24 || longest <= 28);
  return letters / length > 0.5 && hasVowels && hasWords ? share : share * 0.4;
}

function count(text: string, pattern: RegExp): number {
  let total = 0;
  pattern.lastIndex = 0;
  while (pattern.test(text)) total += 1;
  return total;
}
