import { shannonEntropy } from '../../text/index.ts';
import { isPlaceholder, isWordOnly } from './placeholder.ts';

/** How far before a value its name may begin; at most `CONTEXT_BEFORE` of core. */
export const NAME_SPAN = 56;
export const SHORTEST_PASSWORD = 6;
const LONGEST_VALUE = 256;

const PASSWORD =
  'pass(?:word|wd|phrase|code)|passwd|passw|\\bpass|_pass|pwd|kennwort|passwort|contrase(?:\\u00f1|n)a|mot de passe';
const TOKEN =
  'secret|token|api[ _.-]?key|access[ _.-]?key|account[ _.-]?key|auth[ _.-]?key|private[ _.-]?key|license[ _.-]?key|credential|bearer|basic|authorization|webhook|\\bsig|[a-z]{3,12}[ _.-]?key|\\bkey|crumb|subscription';
const NAME_ENDS = '[\\w.-]{0,24}["\'`\\])]{0,3}\\s{0,3}';
const JOINS = '(?::=|=>|==?|:|\\bis\\b|\\bwas\\b|\\(|,)?';
const OPENS = '\\s{0,3}["\'`(@]{0,3}';

const PASSWORD_BEFORE = new RegExp(`(?:${PASSWORD})${NAME_ENDS}(?::=|=>|==?|:|\\bis\\b|\\bwas\\b)${OPENS}$`, 'i');
// `curl -u name:password`.
const USER_BEFORE = /(?:\s-u|--user)[ =]{0,2}["']?[^\s"':]{1,40}:$/;
// One of these stands in every name of `TOKEN`.
const TOKEN_WORD = /secret|token|key|credential|bearer|basic|authorization|webhook|sig|crumb|subscription/i;
const TOKEN_BEFORE = new RegExp(`(?:${TOKEN})${NAME_ENDS}${JOINS}${OPENS}$`, 'i');
const OPEN_NAME = new RegExp(
  `(?:${PASSWORD}|${TOKEN}|-u|--user)${NAME_ENDS}(?:${JOINS}|i|w|wa)${OPENS}[^\\s"'\`]{0,${LONGEST_VALUE}}$`,
  'iu',
);

/** Where a name begins whose value the text breaks off in or before, or -1. */
export function openName(text: string): number {
  const from = Math.max(0, text.length - NAME_SPAN - LONGEST_VALUE);
  const match = OPEN_NAME.exec(text.slice(from));
  return match === null ? -1 : from + match.index;
}

// The first line of a certificate or a public key.
const AFTER_MARK = /-----\s{0,3}$/;
// What joins a name and a value, as the last characters before the value.
const JOINED = /(?:[=:>]|\b(?:is|was))\s{0,3}["'`(@]{0,3}$/i;
// A path of names, a variable, words with dashes: they say where a password is.
const REFERENCES = [
  /^\//,
  /^[$%@&#]?[A-Za-z_]\w{0,40}(?:[.:]\w{1,40}){1,8}$/,
  /^[$%]/,
  /^[a-z]{1,40}(?:[_-][a-z]{1,40}){1,8}$/i,
];

/** Whether a long value without a form of its own is a secret by its name and its randomness. */
export function isNamedToken(value: string, before: string): boolean {
  const name = nameIn(before);
  if (value.length < 16 || value.length > LONGEST_VALUE || !TOKEN_WORD.test(name)) return false;
  return isRandom(value) && !isPlaceholder(value) && !AFTER_MARK.test(before.slice(-8)) && TOKEN_BEFORE.test(name);
}

/** The end of what stands before a value. The long s and the Kelvin sign are the letters that they are when case is ignored. */
function nameIn(before: string): string {
  const name = before.slice(-NAME_SPAN);
  return ODD_LETTERS.test(name) ? name.replace(/\u017f/g, 's').replace(/\u212a/g, 'k') : name;
}

const ODD_LETTERS = /[\u017f\u212a]/;

/** Whether a value after a word for password is one. */
export function isNamedPassword(value: string, before: string): boolean {
  if (!JOINED.test(before.slice(-8))) return false;
  if (value.length < SHORTEST_PASSWORD || value.length > 128 || isPlaceholder(value) || isWordOnly(value)) return false;
  if (REFERENCES.some((form) => form.test(value))) return false;
  return PASSWORD_BEFORE.test(nameIn(before)) || USER_BEFORE.test(before.slice(-NAME_SPAN));
}

// A list of letters or digits in their order, and a name of a program with a number at its end or a file ending.
const ALPHABET = /abcdefgh|0123456789/i;
const NAME = /^[A-Za-z_]{4,60}\d{1,3}(?:[A-Z][A-Za-z]{2,40}|\.[a-z_]{2,40}|_[a-z]{2,40})?$/;

/** Long, mixed, and not made of words: a digit among letters, few repeats. */
function isRandom(value: string): boolean {
  if (!/[A-Za-z]/.test(value) || value.replace(/[^0-9]/g, '').length < 2 || ALPHABET.test(value)) return false;
  if (NAME.test(value)) return false;
  if (shannonEntropy(value) < 3) return false;
  const words = value.split(/[-_./:+]/).filter((word) => /^(?:[A-Za-z]{2,20}|\d{1,4}|20\d{6}|v\d{1,3})$/.test(word));
  return words.join('').length < value.length / 2;
}
