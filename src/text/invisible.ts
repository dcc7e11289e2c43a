import { isPlainAscii } from './utf8.ts';

/** What a canonical text does not hold, by kind. */
export type InvisibleKind =
  | 'tag'
  | 'variation-selector'
  | 'zero-width'
  | 'bidi'
  | 'soft-hyphen'
  | 'invisible-operator'
  | 'annotation'
  | 'filler'
  | 'private-use'
  | 'noncharacter'
  | 'control'
  | 'surrogate'
  | 'combining'
  | 'styled-latin';

/** Marks that compose with a base letter and are stacked to hide text. */
const MARKS =
  '\\u0300-\\u034e\\u0350-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\u3099\\u309a\\ufe20-\\ufe2f';

/** Every code unit that may need work: invisible, bidirectional, private, control, surrogate half, combining mark. */
const SUSPECT =
  '\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f' +
  '\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\ue000-\\uf8ff';

/** Styled Latin letters of the basic plane: letterlike and circled; not the circled M, which is an emoji. */
const STYLED_BMP =
  '\\u2102\\u210a-\\u2113\\u2115\\u2119-\\u211d\\u2124\\u2128\\u212c\\u212d\\u212f-\\u2131\\u2133\\u2134\\u24b6-\\u24c1\\u24c3-\\u24e9';

/** A terminal control sequence; the rest of the C0 controls stand alone. */
export const TERMINAL = /\x1b\[[0-9;?]{0,24}[A-Za-z]/y;

/** Latin letters, digits, signs and line ends. */
const BEYOND_LATIN = /[^\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff]/;

/** One byte per UTF-16 code unit: 1 where a change may be needed. Surrogate halves are in it, so all astral text is. */
export const SUSPECT_UNITS = unitsOf(`[${SUSPECT}${MARKS}${STYLED_BMP}\\ud800-\\udfff]`);

function unitsOf(pattern: string): Uint8Array {
  const units = new Uint8Array(0x10000);
  const one = new RegExp(pattern);
  for (let unit = 0; unit < units.length; unit += 1) {
    if (one.test(String.fromCharCode(unit))) units[unit] = 1;
  }
  return units;
}

/** Where the first thing stands that may need a change, or -1: cheap passes that ordinary text does not leave. */
export function firstSuspect(text: string): number {
  if (isPlainAscii(text)) return -1;
  let at = text.search(BEYOND_LATIN);
  if (at < 0) return -1;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (SUSPECT_UNITS[unit] === 0) continue;
    const isEmoji = (unit === 0xd83d || unit === 0xd83e) && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    if (!isEmoji) return at;
    at += 1;
  }
  return -1;
}

/** True for one styled Latin letter or digit. */
export function isStyled(code: number): boolean {
  if (code < 0x10000) return code >= 0x2102 && code <= 0x24e9 && STYLED_UNIT.test(String.fromCharCode(code));
  if (code <= 0x1d6a5) return code >= 0x1d400;
  if (code < 0x1f110) return code >= 0x1d7ce && code <= 0x1d7ff;
  const offset = (code - 0x1f110) & 31;
  return code <= 0x1f189 && offset < 26 && !EMOJI_LETTERS.has(code);
}

const STYLED_UNIT = new RegExp(`[${STYLED_BMP}]`);
/** A, B, O and P in squares are emoji of their own. */
const EMOJI_LETTERS = new Set([0x1f170, 0x1f171, 0x1f17e, 0x1f17f]);

/** True for one invisible, private, control or unpaired character. */
export function isSuspect(code: number): boolean {
  if (code < 0x10000) return (code & 0xf800) === 0xd800 || SUSPECT_UNIT.test(String.fromCharCode(code));
  return isAlwaysSuspect(code);
}

const SUSPECT_UNIT = new RegExp(`[${SUSPECT}]`);

/** Astral characters that never show: planes 14 to 16, invisible music and shorthand format characters. */
export function isAlwaysSuspect(code: number): boolean {
  return code >= 0xe0000 || (code >= 0x1d173 && code <= 0x1d17a) || (code >= 0x1bca0 && code <= 0x1bca3);
}
