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

/** Styled Latin letters and digits: mathematical, letterlike, circled, squared; not the six that are emoji themselves. */
const STYLED_BMP =
  '\\u2102\\u210a-\\u2113\\u2115\\u2119-\\u211d\\u2124\\u2128\\u212c\\u212d\\u212f-\\u2131\\u2133\\u2134\\u24b6-\\u24c1\\u24c3-\\u24e9';
const STYLED = `\\ud835[\\udc00-\\udea5\\udfce-\\udfff]|[${STYLED_BMP}]|\\ud83c[\\udd10-\\udd29\\udd30-\\udd49\\udd50-\\udd69\\udd72-\\udd7d\\udd80-\\udd89]`;

/** Astral code points that are always suspect: planes 14 to 16, invisible music and shorthand format characters. */
const ASTRAL = '[\\udb40-\\udbff][\\udc00-\\udfff]|\\ud834[\\udd73-\\udd7a]|\\ud82f[\\udca0-\\udca3]';
/** A whole surrogate pair is skipped as such, so that what is left of `\\ud800-\\udfff` is unpaired. */
const PAIR_OR_LONE = '[\\ud800-\\udbff][\\udc00-\\udfff]|[\\ud800-\\udfff]';

/** A terminal control sequence; the rest of the C0 controls stand alone. */
const TERMINAL = '\\x1b\\[[0-9;?]{0,24}[A-Za-z]';

/** True when a text has anything that the canonical form may change. One pass, no allocation. */
export const NEEDS_WORK = new RegExp(`[${SUSPECT}${MARKS}\\ud800-\\udfff]|[${STYLED_BMP}]`);

/** Finds, left to right, one thing at a time that may need a change. */
export const CANDIDATE = new RegExp(
  `${TERMINAL}|[${MARKS}]{1,64}|[${SUSPECT}${STYLED_BMP}]|${ASTRAL}|${PAIR_OR_LONE}`,
  'g',
);

const ONE_STYLED = new RegExp(`^(?:${STYLED})$`);
const ONE_SUSPECT = new RegExp(`^(?:[${SUSPECT}]|${ASTRAL}|[\\ud800-\\udfff])$`);

/** True for one styled Latin letter or digit. */
export function isStyled(character: string): boolean {
  return ONE_STYLED.test(character);
}

/** True for one invisible, private, control or unpaired character. */
export function isSuspect(character: string): boolean {
  return ONE_SUSPECT.test(character);
}
