import { atbash, reverse, shiftLetters, unleet } from './ciphers.ts';
import { FOREIGN_ORDERS } from './language.ts';
import { ORDER_WORDS } from './order-words.ts';
import { NATO } from './signals.ts';

const MIXED = /[a-z][0134578@$!|+]|[0134578@$!|+][a-z]/i;
const LONGEST_WORD = 32;

/** From a lower-case word to the way in which it was disguised. */
const DISGUISES = buildDisguises();

/** Names of the ciphers and languages that the words of a text speak for. */
export function disguisesOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  let start = -1;
  for (let index = 0; index <= text.length; index++) {
    const code = text.charCodeAt(index) | 32;
    const isLetter = (code >= 97 && code <= 122) || code > 191;
    if (isLetter && start < 0) start = index;
    if (isLetter || start < 0) continue;
    if (index - start >= 4 && index - start <= LONGEST_WORD) {
      const disguise = DISGUISES.get(text.slice(start, index).toLowerCase());
      if (disguise !== undefined) found.add(disguise);
    }
    start = -1;
  }
  return found;
}

/** The text with every word that digits disguise written in letters, when that makes an order word of it. */
export function readLeet(text: string): string {
  if (!MIXED.test(text)) return text;
  return text.replace(/[^\s,;:"'()<>]{3,32}/g, (word) => {
    if (!MIXED.test(word)) return word;
    const plain = unleet(word.replace(/[.!?]+$/, '')).toLowerCase();
    return ORDER_WORDS.has(plain) ? plain : word;
  });
}

function buildDisguises(): ReadonlyMap<string, string> {
  const disguises = new Map<string, string>();
  const enter = (word: string, disguise: string): void => {
    if (!disguises.has(word) && !ORDER_WORDS.has(word)) disguises.set(word, disguise);
  };
  for (const word of NATO.keys())
    if (!'golf hotel india papa mike oscar victor romeo november'.includes(word)) enter(word, 'nato');
  for (const word of FOREIGN_ORDERS) enter(word, 'translation');
  for (const word of ORDER_WORDS) {
    for (let key = 1; key < 26; key++) enter(shiftLetters(word, key), key === 13 ? 'rot13' : `caesar-${key}`);
    enter(atbash(word), 'atbash');
    enter(reverse(word), 'reversed');
    for (const pig of pigLatin(word)) enter(pig, 'pig-latin');
  }
  return disguises;
}

function pigLatin(word: string): readonly string[] {
  const onset = /^[^aeiou]*/.exec(word)?.[0] ?? '';
  return onset === '' ? [`${word}way`, `${word}yay`, `${word}ay`] : [`${word.slice(onset.length)}${onset}ay`];
}
