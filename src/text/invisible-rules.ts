import type { InvisibleKind } from './invisible.ts';

/** What becomes of one code point: kept (`undefined`) or replaced, mostly by nothing. */
export type Fate = { readonly kind: InvisibleKind; readonly replacement: string } | undefined;

const EMOJI = /^\p{Extended_Pictographic}$/u;
const EMOJI_BASE = /^[\p{Extended_Pictographic}\p{Emoji_Modifier_Base}#*0-9\u2122\u00a9\u00ae]$/u;
/** Scripts that need joiners inside words: Arabic and its relatives, Indic scripts, Mongolian. */
const JOINING =
  /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tibetan}\p{Script=Balinese}\p{Script=Javanese}]$/u;
/** Scripts without spaces, where a zero-width space marks where a line may break. */
const UNSPACED = /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;
const MONGOLIAN = /^\p{Script=Mongolian}$/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

const LATIN = /^[A-Za-z\u00c0-\u024f]$/;

/** How far back a directional mark may look for a letter that is written from right to left. */
const DIRECTION_BACK = 32;

/**
 * The fate of one invisible code point. `previous` is the code point right before it when that one is kept, otherwise '';
 * `at` and `end` are its offsets.
 */
export function fateOf(code: number, previous: string, text: string, at: number, end: number): Fate {
  if (code < 0xa0) return controlFate(code);
  if (code === 0xad) return drop('soft-hyphen');
  if (code === 0x200d)
    return joinsEmoji(previous, text, end) || JOINING.test(previous) ? undefined : drop('zero-width');
  if (code === 0x200c) return JOINING.test(previous) ? undefined : drop('zero-width');
  if (code === 0x200b) return UNSPACED.test(previous) ? undefined : drop('zero-width');
  if (code === 0xfe0e || code === 0xfe0f) return EMOJI_BASE.test(previous) ? undefined : drop('variation-selector');
  if (code >= 0x180b && code <= 0x180f) return MONGOLIAN.test(previous) ? undefined : drop('variation-selector');
  if (code === 0x200e || code === 0x200f || code === 0x61c) return directionFate(previous, text, at, end);
  if (code === 0x2028 || code === 0x2029) return { kind: 'control', replacement: '\n' };
  return wideFate(code);
}

function wideFate(code: number): Fate {
  if (code >= 0xd800 && code <= 0xdfff) return { kind: 'surrogate', replacement: '\ufffd' };
  if (code >= 0xe0000 && code <= 0xe007f) return drop('tag');
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) return drop('variation-selector');
  if ((code >= 0xe000 && code <= 0xf8ff) || (code >= 0xf0000 && (code & 0xfffe) !== 0xfffe)) {
    return { kind: 'private-use', replacement: '\ufffd' };
  }
  if (code >= 0xfff9 && code <= 0xfffb) return drop('annotation');
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return drop('bidi');
  if (code >= 0x2060 && code <= 0x206f) return drop('invisible-operator');
  if (code === 0xfeff || code === 0x34f) return drop('zero-width');
  if (isFiller(code)) return drop('filler');
  if (code >= 0x1bca0 && code <= 0x1d17a) return drop('invisible-operator');
  return drop('noncharacter');
}

const DROPS = new Map<InvisibleKind, NonNullable<Fate>>();

/** One object a kind, because a hostile text can hold a hundred thousand of them. */
function drop(kind: InvisibleKind): Fate {
  const known = DROPS.get(kind) ?? Object.freeze({ kind, replacement: '' });
  DROPS.set(kind, known);
  return known;
}

/** Vertical tab, form feed and next line end a line, as they do on paper; all other controls have no place in text. */
function controlFate(code: number): Fate {
  return { kind: 'control', replacement: code === 0x0b || code === 0x0c || code === 0x85 ? '\n' : '' };
}

function isFiller(code: number): boolean {
  return code === 0x115f || code === 0x1160 || code === 0x17b4 || code === 0x17b5 || code === 0x3164 || code === 0xffa0;
}

function joinsEmoji(previous: string, text: string, end: number): boolean {
  if (previous === '') return false;
  const isJoinable = EMOJI.test(previous) || previous === '\ufe0f' || /^[\u{1f3fb}-\u{1f3ff}]$/u.test(previous);
  return isJoinable && EMOJI.test(String.fromCodePoint(text.codePointAt(end) ?? 0x20));
}

/** One mark is kept beside right-to-left text; a row of them, one in other text, or a left-to-right one behind a Latin letter orders nothing. */
function directionFate(previous: string, text: string, at: number, end: number): Fate {
  const isRow = previous === '' || /^[\u200e\u200f\u061c]$/.test(previous);
  if (isRow && at > 0) return drop('bidi');
  if (text[at] === '\u200e' && LATIN.test(previous)) return drop('bidi'); // the letter before it says the same
  const near = text.slice(Math.max(0, at - DIRECTION_BACK), at) + text.slice(end, end + 1);
  return RIGHT_TO_LEFT.test(near) ? undefined : drop('bidi');
}
