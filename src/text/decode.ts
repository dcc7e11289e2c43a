import type { DecodedText } from '../core/index.ts';
import { leet, nato, spacedLetters } from './decoders/alphabets.ts';
import type { Decoder } from './decoders/candidate.ts';
import { atbash, reversal, rot13 } from './decoders/ciphers.ts';
import { entities, percent, quotedPrintable, unicodeEscapes } from './decoders/escapes.ts';
import { base32, base64, binary, decimal, hex } from './decoders/radix.ts';
import { braille, morse } from './decoders/signals.ts';
import { surveyOf } from './decoders/survey.ts';
import { upsideDown } from './decoders/upside-down.ts';
import { languageScore } from './language.ts';

export interface DecodeLimits {
  /** Layers of encoding that are taken off. */
  readonly depth: number;
  /** Decoded characters for each character of the source. */
  readonly growth: number;
  /** Decoded characters in all. */
  readonly most: number;
}

export const DECODE_LIMITS: DecodeLimits = Object.freeze({ depth: 3, growth: 4, most: 65_536 });

const DECODERS: readonly Decoder[] = [
  base64,
  base32,
  hex,
  binary,
  decimal,
  percent,
  quotedPrintable,
  entities,
  unicodeEscapes,
  morse,
  braille,
  upsideDown,
  nato,
  spacedLetters,
  rot13,
  atbash,
  reversal,
  leet,
];

/** Ways to write text that a person would not take for text; a layer of these is an envelope, not a style. */
const STYLES = new Set(['spaced', 'leet', 'nato']);

/** From here on a decoded text is taken for language. */
const LANGUAGE = 0.7;

/**
 * What a text says when its encoded parts are read: base64, base32, hexadecimal, binary, decimal codes, percent,
 * quoted-printable, HTML entities, escapes, Morse, Braille, letters upside down, the radio alphabet, spaced letters, rot13, Atbash, reversal,
 * leet; also one inside another. A layer counts only if it looks like language or holds a further layer that does. Total and
 * linear; what is beyond a limit is left out. Offsets are those of the outermost encoded run.
 */
export function decodedViews(text: string, limits: DecodeLimits = DECODE_LIMITS): readonly DecodedText[] {
  const views: DecodedText[] = [];
  const budget = { left: Math.min(text.length * limits.growth, limits.most) };
  decodeInto(text, [], undefined, limits.depth, budget, views);
  return views;
}

/**
 * True when a text holds a further envelope. Asked of a view whose chain is as long as the limit, it tells that the source
 * is nested deeper than it was decoded.
 */
export function decodesFurther(text: string): boolean {
  const survey = surveyOf(text);
  return DECODERS.some(
    (decoder) =>
      !STYLES.has(decoder.name) &&
      decoder.find(text, survey, Number.POSITIVE_INFINITY).some((found) => isReadable(found.text, decoder)),
  );
}

interface Outer {
  readonly start: number;
  readonly end: number;
}

function decodeInto(
  text: string,
  chain: readonly string[],
  outer: Outer | undefined,
  depth: number,
  budget: { left: number },
  views: DecodedText[],
): void {
  const survey = surveyOf(text);
  for (const decoder of DECODERS) {
    if (decoder.needsLanguage && chain.includes(decoder.name)) continue;
    for (const found of decoder.find(text, survey, budget.left)) {
      if (budget.left < found.text.length) return;
      if (!isReadable(found.text, decoder)) continue;
      budget.left -= found.text.length;
      const place = outer ?? found;
      const layers = [...chain, decoder.name];
      const isLanguage = languageScore(found.text) >= LANGUAGE;
      const before = views.length;
      if (depth > 1) decodeInto(found.text, layers, place, depth - 1, budget, views);
      const isEnvelope = views.length > before || (depth === 1 && decodesFurther(found.text));
      if (isLanguage || isEnvelope) views.push({ text: found.text, chain: layers, start: place.start, end: place.end });
    }
  }
}

function isReadable(text: string, decoder: Decoder): boolean {
  return decoder.needsLanguage ? languageScore(text) >= LANGUAGE : text.length >= 4;
}
