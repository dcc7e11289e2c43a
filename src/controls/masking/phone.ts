import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { endsHere, isDigit } from './boundary.ts';

const PHONE_WORDS =
  /(?:phone|\btel\b|tel[.:]|telefon|t(?:\u{e9}|e)l(?:\u{e9}|e)|mobile|\bmobil|m(?:\u{f3}|o)vil|\bcell|celular|\bcall(?:ed|ing)? |\bfax|whatsapp|\bsms\b|\btext me|\bdial|handy|rufnummer|\u{7535}\u{8bdd}|\u{624b}\u{673a}|\u{96fb}\u{8a71})/iu;
const NORTH_AMERICAN = /^(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}$/;
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

/**
 * The end of a telephone number that starts at `start`, or -1. A number in international form must be valid for its
 * country; a North American one must be valid and written in groups; every other needs a word like `phone` before it.
 */
export function phoneEnd(text: string, start: number, contextBefore: string): number {
  const ends = groupEnds(text, start);
  for (const end of ends) {
    const written = text.slice(start, end);
    const digits = written.replace(/\D/g, '');
    if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) continue;
    if (endsHere(text, end) && isPhone(written, digits, contextBefore)) return end;
  }
  return -1;
}

function isPhone(written: string, digits: string, contextBefore: string): boolean {
  if (written.startsWith('+')) return isValid(written);
  if (NORTH_AMERICAN.test(written)) return isValid(written, 'US') || PHONE_WORDS.test(contextBefore);
  if (!PHONE_WORDS.test(contextBefore)) return false;
  return !isDate(written) && new Set(digits).size > 1;
}

function isValid(written: string, country?: CountryCode): boolean {
  return parsePhoneNumberFromString(written, country)?.isValid() === true;
}

function isDate(written: string): boolean {
  return /^(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})$/.test(written);
}

/** Where the number could end, longest first: after each group of digits. One separator, or a bracket and a space, joins two. */
function groupEnds(text: string, start: number): readonly number[] {
  const ends: number[] = [];
  let at = start;
  let digits = 0;
  if (text.charAt(at) === '+') at += 1;
  while (digits <= MOST_DIGITS) {
    const opens = text.charAt(at) === '(';
    if (opens) at += 1;
    const from = at;
    while (isDigit(text.charCodeAt(at)) && at - from <= MOST_DIGITS) at += 1;
    if (at === from) break;
    digits += at - from;
    if (opens) {
      if (text.charAt(at) !== ')') break;
      at += 1;
    } else ends.push(at);
    at = afterSeparator(text, at);
    if (at < 0) break;
  }
  return ends.reverse();
}

function afterSeparator(text: string, at: number): number {
  const separator = text.charAt(at);
  if (separator === '(' || isDigit(text.charCodeAt(at))) return at;
  if (separator === ' ' || separator === '-' || separator === '.' || separator === '/' || separator === '\u00a0')
    return at + 1;
  return -1;
}
