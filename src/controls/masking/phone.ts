import { endsHere, isDigit } from './boundary.ts';
import { isOneDigit } from './checksum.ts';

const PHONE_WORDS =
  /(?:phone|\btel\b|tel[.:]|telefon|t(?:\u00e9|e)l(?:\u00e9|e)|mobile|\bmobil|m(?:\u00f3|o)vil|\bcell|celular|\bcall(?:ed|ing)? |\bfax|whatsapp|\bsms\b|\btext me|\bdial|handy|rufnummer|\u7535\u8bdd|\u624b\u673a|\u96fb\u8a71)/i;
const NORTH_AMERICAN = /^(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}$/;
// Ten digits as three, three, two, two: the national form of Turkey, Russia and their neighbours.
const THREE_THREE_TWO_TWO = /^[2-9]\d\d[ .-]\d{3}[ .-]\d\d[ .-]\d\d$/;
// Six digits are a number of a small country, and after a word only.
const THREE_PAIRS = /^\d\d \d\d \d\d$/;
const LOCAL = /^\(?0\)?[ -]?\(?[1-9]/;
const DATE = /^(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})(?:\D|$)/;
const ASCENDING = '012345678901234567890';
const FEWEST_DIGITS = 6;
const USUAL_DIGITS = 7;
const MOST_DIGITS = 15;
const MOST_GROUPS = 7;

/**
 * The end of a telephone number that starts at `start`, or -1. Taken without a word: international form with a calling
 * code of ITU-T E.164, North American groups, three-three-two-two groups, and a leading zero with ten or eleven digits. Every other form needs a word
 * such as `phone` before it. The check is our own: a full numbering-plan library costs about 15 us for each attempt, which
 * a hostile text of numbers turns into most of a second.
 */
export function phoneEnd(text: string, start: number, follows: (words: RegExp) => boolean): number {
  let said: boolean | undefined;
  const hasWord = () => {
    said ??= follows(PHONE_WORDS);
    return said;
  };
  for (const end of groupEnds(text, start)) {
    if (endsHere(text, end) && isPhone(text.slice(start, end), hasWord)) return end;
  }
  return -1;
}

function isPhone(written: string, hasWord: () => boolean): boolean {
  if (written.startsWith('+')) return isInternational(digitsOf(written));
  if (NORTH_AMERICAN.test(written) || THREE_THREE_TWO_TWO.test(written)) return true;
  if (isOneDigit(written) || DATE.test(written)) return false;
  if (LOCAL.test(written)) {
    const digits = digitsOf(written);
    if (digits.length === 10 || digits.length === 11) return !ASCENDING.includes(digits);
  }
  return (digitsOf(written).length >= USUAL_DIGITS || THREE_PAIRS.test(written)) && hasWord();
}

const digitsOf = (written: string) => written.replace(/\D+/g, '');

const TWO_DIGIT_CODES = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);
const THREE_DIGIT_CODES =
  /^(?:21[1-8]|22\d|23\d|24\d|25[0-8]|26\d|29[01789]|35\d|37[0-8]|38[0-35-79]|42[013]|50\d|59\d|67[02-9]|68[0-35-9]|69[0-2]|80[08]|85[02356]|87[08]|88[0-368]|96[0-8]|97[0-79]|99[2-689])/;

/** Whether digits after a plus can be a number: an assigned calling code, and a length that its plan allows. */
function isInternational(digits: string): boolean {
  if (digits.startsWith('1')) return /^1[2-9]\d\d[2-9]\d{6}$/.test(digits);
  if (digits.startsWith('7')) return digits.length === 11;
  return digits.length >= 9 && (TWO_DIGIT_CODES.has(digits.slice(0, 2)) || THREE_DIGIT_CODES.test(digits));
}

/**
 * Where the number could end, longest first: after each group of digits, with neither too few nor too many before it. One
 * separator, or a bracket and a space, joins two groups. A lone digit is a group only at the beginning or after a plus.
 */
function groupEnds(text: string, start: number): readonly number[] {
  const ends: number[] = [];
  let at = text.charAt(start) === '+' ? start + 1 : start;
  let digits = 0;
  for (let groups = 0; groups < MOST_GROUPS && at >= 0; groups += 1) {
    const opens = text.charAt(at) === '(';
    if (opens) at += 1;
    const from = at;
    while (isDigit(text.charCodeAt(at)) && at - from <= MOST_DIGITS) at += 1;
    digits += at - from;
    if (
      at === from ||
      (at - from === 1 && groups > 0 && !opens && text.charAt(start) !== '+') ||
      digits > MOST_DIGITS ||
      (opens && text.charAt(at) !== ')')
    )
      break;
    if (opens) at += 1;
    else if (digits >= FEWEST_DIGITS) ends.push(at);
    at = afterSeparator(text, at);
  }
  return ends.reverse();
}

function afterSeparator(text: string, at: number): number {
  const separator = text.charAt(at);
  if (separator === '(' || isDigit(text.charCodeAt(at))) return at;
  if (separator === ' ' || separator === '-' || separator === '.' || separator === '/' || separator === '\u{a0}')
    return at + 1;
  return -1;
}
