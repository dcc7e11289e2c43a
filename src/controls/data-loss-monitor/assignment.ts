import { isPlaceholder, isWeak, isWordOnly } from './placeholder.ts';
import { isRandom } from './random.ts';

/** How far before a value its name may begin; at most `CONTEXT_BEFORE` of core. */
export const NAME_SPAN = 56;
export const SHORTEST_PASSWORD = 6;
const LONGEST_VALUE = 256;

const PASSWORD =
  'pass(?:word|wd|phrase|code)|passwd|passw|\\bpass|_pass|pwd|kennwort|passwort|contrase(?:\\u00f1|n)a|mot de passe';
const TOKEN =
  'secret|token|api[ _.-]?key|access[ _.-]?key|account[ _.-]?key|auth[ _.-]?key|private[ _.-]?key|license[ _.-]?key|credential|bearer|basic|authorization|webhook|\\bsig|[a-z]{3,12}[ _.-]?key|\\bkey|crumb|subscription|access|private|_pat';
// Quotation marks may be escaped, in JSON inside a string; a table of settings has many spaces.
const CLOSES = '[\\\\"\'`\\])]{0,4}\\s{0,16}';
const NAME_ENDS = `[\\w.-]{0,24}${CLOSES}`;
const JOINS = '(?::=|=>|==?|:|>|\\bis\\b|\\bwas\\b|\\(|,)?';
const OPENS = '\\s{0,3}["\'`(@\\\\]{0,3}';

const PASSWORD_BEFORE = new RegExp(`(?:${PASSWORD})${NAME_ENDS}(?::=|=>|==?|:|\\bis\\b|\\bwas\\b)${OPENS}$`, 'i');
// `curl -u name:password`.
const USER_BEFORE = /(?:\s-u|--user)[ =]{0,2}["']?[^\s"':]{0,50}:$/;
// `--password value`, and `login name password value` of netrc: a space joins.
const BARE_BEFORE = /(?:\s--?pass(?:word|wd|phrase)?|\blogin\s{1,4}\S{1,30}\s{1,4}password)\s{1,3}["']?$/i;
const BARE = /pass(?:word|wd|phrase)?\s{1,3}["']?$/i;
// The name ends in the word itself.
const PASSWORD_AT_END = new RegExp(`(?:${PASSWORD})${CLOSES}(?::=|=>|==?|:)${OPENS}$`, 'i');
// One of these stands in every name of `TOKEN`.
const TOKEN_WORD =
  /secret|token|key|credential|bearer|basic|authorization|webhook|sig|crumb|subscription|access|private|_pat/i;
const TOKEN_BEFORE = new RegExp(`(${TOKEN})([\\w.-]{0,24})${CLOSES}${JOINS}${OPENS}$`, 'gi');
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
const JOINED = /(?:[=:>]|\b(?:is|was))\s{0,3}["'`(@\\]{0,3}$/i;
// A path of names, a variable, words with dashes: they say where a password is.
const REFERENCES = [
  /^\//,
  /^[$%@&#]?[A-Za-z_]\w{0,40}(?:[.:]\w{1,40}){1,8}$/,
  /^[$%]/,
  /^[#./@]?[a-z]{1,40}(?:[_\-/#.][a-z]{1,40}){1,8}$/i,
  /^#[a-z]{1,40}$/i,
];

/** Whether a long value without a form of its own is a secret by its name and its randomness. */
export function isNamedToken(value: string, before: string): boolean {
  const name = nameIn(before);
  if (value.length < 16 || value.length > LONGEST_VALUE || !TOKEN_WORD.test(name)) return false;
  return isRandom(value) && !isPlaceholder(value) && !AFTER_MARK.test(before.slice(-8)) && isTokenName(name);
}

// What a name ends in that says where, which or of what kind: its value is no secret. A `secret_id` is one.
const ABOUT =
  /(?:ids?|name|path|file|ur[il]|version|type|vault\w{0,20}|alias|label|arn|size|length|hash|digest|alg\w{0,8}|ref)$/i;
// Keys and tokens that everybody may know, or that point into a list.
const OPEN_TO_ALL =
  /(?:public|publishable|csrf|xsrf|next|next[ _.-]?page|continuation|foreign|primary|partition|cache|sort)[ _.-]?(?:token|key)$/i;

/** Whether a name of a secret ends a text. `keyframe` and `tokenizer` are other words, `credentialsId` names another thing. */
function isTokenName(text: string): boolean {
  TOKEN_BEFORE.lastIndex = 0;
  for (let match = TOKEN_BEFORE.exec(text); match !== null; match = TOKEN_BEFORE.exec(text)) {
    const [, word = '', suffix = ''] = match;
    const goesOn = /^[a-z]/.test(suffix) && /[a-z]$/.test(word) && !/^s(?:[^a-z]|$)/.test(suffix);
    const isAbout = ABOUT.test(suffix) && !(/secret$/i.test(word) && /^_?id$/i.test(suffix));
    const isOpen = OPEN_TO_ALL.test(text.slice(0, match.index + word.length));
    if (!goesOn && !isAbout && !isOpen) return true;
    if (isOpen) return false;
    TOKEN_BEFORE.lastIndex = match.index + 1;
  }
  return false;
}

/** The end of what stands before a value. The long s and the Kelvin sign are the letters that they are when case is ignored. */
function nameIn(before: string): string {
  const name = before.slice(-NAME_SPAN);
  return ODD_LETTERS.test(name) ? name.replace(/\u017f/g, 's').replace(/\u212a/g, 'k') : name;
}

const ODD_LETTERS = /[\u017f\u212a]/;

// A word of a form or a message rather than a password: a label begins with a capital, or tells what it is about.
const CAPITALISED = /^[A-Z][a-z]*$/;
const LABEL = /pass|pwd|user|wo+rd|wort|kennw|senha|parola|contras/i;

/** Whether a value after a word for password is one. One of letters only must stand in quotation marks. */
export function isNamedPassword(value: string, before: string, isQuoted: boolean): boolean {
  const near = before.slice(-12);
  const isBare = BARE.test(near);
  if (!isBare && !JOINED.test(near)) return false;
  if (value.length < SHORTEST_PASSWORD || value.length > 128 || isPlaceholder(value) || isWeak(value)) return false;
  if (isWordOnly(value)) return isQuoted && !isLabel(value) && PASSWORD_AT_END.test(nameIn(before));
  if (REFERENCES.some((form) => form.test(value))) return false;
  if (isBare) return !value.startsWith('-') && BARE_BEFORE.test(before.slice(-NAME_SPAN));
  return PASSWORD_BEFORE.test(nameIn(before)) || USER_BEFORE.test(before.slice(-NAME_SPAN));
}

function isLabel(value: string): boolean {
  return LABEL.test(value) || CAPITALISED.test(value);
}
