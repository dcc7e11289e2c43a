import { GLANCE, mayBeText, textOfBytes } from './bytes.ts';
import { type Candidate, type Decoder, decodeMatches, NONE } from './candidate.ts';
import { type Run, SHORTEST_RUN } from './runs.ts';

/** base64 and base64url. A run that says nothing as a whole is tried again in pieces between slashes and dashes. */
export const base64: Decoder = {
  name: 'base64',
  needsLanguage: false,
  find(text, { runs }) {
    if (runs.length === 0) return NONE;
    const found: Candidate[] = [];
    for (const { start, end } of joinLines(text, runs)) {
      const whole = decodeBits(text, start, end, BASE64_VALUES, 6);
      if (whole !== undefined) found.push({ start, end: paddedEnd(text, end), text: whole });
      else decodePieces(text, start, end, found);
    }
    return found;
  },
};

function decodePieces(text: string, from: number, until: number, found: Candidate[]): void {
  let start = from;
  let isParted = false;
  const pieces: Candidate[] = [];
  for (let at = from; at <= until; at += 1) {
    const value = at < until ? PIECE_VALUES[text.charCodeAt(at)]! : NO_VALUE;
    if (value >= 0) continue;
    if (value === PARTING) isParted = true;
    const decoded = at - start < SHORTEST_RUN ? undefined : decodeBits(text, start, at, BASE64_VALUES, 6);
    if (decoded !== undefined && decoded !== '') pieces.push({ start, end: at, text: decoded });
    start = at + 1;
  }
  if (isParted) found.push(...pieces);
}

/** Runs that stand alone on lines one after another are one: mail breaks base64 after 76 characters. */
function joinLines(text: string, runs: readonly Run[]): readonly Run[] {
  const joined: { start: number; end: number }[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    const gap = last === undefined ? Number.POSITIVE_INFINITY : run.start - last.end;
    if (last !== undefined && gap <= 2 && /^\r?\n$/.test(text.slice(last.end, run.start))) last.end = run.end;
    else joined.push({ start: run.start, end: run.end });
  }
  return joined;
}

function paddedEnd(text: string, end: number): number {
  let padded = end;
  while (padded < end + 6 && text[padded] === '=') padded += 1;
  return padded;
}

const BASE64_VALUES = valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
BASE64_VALUES['-'.charCodeAt(0)] = 62;
BASE64_VALUES['_'.charCodeAt(0)] = 63;
const NO_VALUE = -1;
const PARTING = -2;
const PIECE_VALUES = BASE64_VALUES.slice();
for (const sign of '/-_') PIECE_VALUES[sign.charCodeAt(0)] = PARTING;

/** base32 of RFC 4648. */
export const base32: Decoder = {
  name: 'base32',
  needsLanguage: false,
  find: (text, { runs }) =>
    decodeRuns(text, runs, BASE32_VALUES, (start, end) => decodeBits(text, start, end, BASE32_VALUES, 5)),
};

const BASE32_VALUES = valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');

function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (let value = 0; value < alphabet.length; value += 1) values[alphabet.charCodeAt(value)] = value;
  return values;
}

const GLIMPSE = new Uint8Array(GLANCE);

/** Most runs are names and paths, and their first bytes tell; the rest is read only where these look like text. */
function decodeBits(text: string, start: number, end: number, values: Int8Array, width: number): string | undefined {
  const glimpsed = readBits(text, start, end, values, width, GLIMPSE);
  if (!mayBeText(GLIMPSE, glimpsed)) return undefined;
  const bytes = new Uint8Array(((end - start) * width) >> 3);
  return textOfBytes(bytes.subarray(0, readBits(text, start, end, values, width, bytes)));
}

/** Reads symbols of `width` bits; line ends and padding carry nothing, a rest shorter than a byte is dropped. */
function readBits(
  text: string,
  start: number,
  end: number,
  values: Int8Array,
  width: number,
  bytes: Uint8Array,
): number {
  let held = 0;
  let bits = 0;
  let length = 0;
  for (let at = start; at < end && length < bytes.length; at += 1) {
    const value = values[text.charCodeAt(at)] ?? -1;
    if (value < 0) continue;
    held = ((held << width) | value) & 0xffff;
    bits += width;
    if (bits >= 8) {
      bits -= 8;
      bytes[length] = (held >> bits) & 0xff;
      length += 1;
    }
  }
  return length;
}

/** Hexadecimal, in one run or with a separator after each byte. */
export const hex: Decoder = {
  name: 'hex',
  needsLanguage: false,
  find(text, { runs, hexRow, hasHexPair }) {
    const whole = decodeRuns(text, runs, HEX_VALUES, (start, end) => decodeHex(text.slice(start, end)));
    if (hexRow < FEWEST_INNER_HEX || !hasHexPair) return whole;
    return [
      ...whole,
      ...decodeMatches(text, /(?:(?:0x)?[0-9a-fA-F]{2}[ ,:-]{1,2}){7,}(?:0x)?[0-9a-fA-F]{2}/g, decodeHex),
    ];
  },
};

/** Bytes between the first and the last one. */
const FEWEST_INNER_HEX = 6;

const HEX_VALUES = valuesOf('0123456789abcdefABCDEF');

function decodeRuns(
  text: string,
  runs: readonly Run[],
  values: Int8Array,
  decode: (start: number, end: number) => string | undefined,
): readonly Candidate[] {
  let found: Candidate[] | undefined;
  for (const { start, end } of runs) {
    let at = start;
    while (at < end && values[text.charCodeAt(at)]! >= 0) at += 1;
    const decoded = at === end ? decode(start, end) : undefined;
    if (decoded === undefined || decoded === '') continue;
    found ??= [];
    found.push({ start, end: paddedEnd(text, end), text: decoded });
  }
  return found ?? NONE;
}

function decodeHex(run: string): string | undefined {
  const digits = run.replace(/0x|[ ,:-]/g, '');
  if (digits.length % 2 === 1) return undefined;
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
  return textOfBytes(bytes);
}

/** Eight binary digits a byte. */
export const binary: Decoder = {
  name: 'binary',
  needsLanguage: false,
  find(text, { hasBinary }) {
    if (!hasBinary) return NONE;
    return decodeMatches(text, /[01]{8}(?:[ ,\n]?[01]{8}){3,}/g, (run) => {
      const digits = run.replace(/[ ,\n]/g, '');
      return textOfBytes(
        Uint8Array.from({ length: digits.length / 8 }, (_, at) => Number.parseInt(digits.slice(at * 8, at * 8 + 8), 2)),
      );
    });
  },
};

/** Character codes in decimal, separated. */
export const decimal: Decoder = {
  name: 'decimal',
  needsLanguage: true,
  find(text, { numberRow }) {
    if (numberRow < FEWEST_CODES) return NONE;
    return decodeMatches(text, /(?:\d{2,3}[ ,]{1,2}){7,}\d{2,3}/g, (run) => {
      const codes = run.split(/[ ,]+/).map(Number);
      return codes.some((code) => code > 255) ? undefined : textOfBytes(Uint8Array.from(codes));
    });
  },
};

/** Codes after the first one. */
const FEWEST_CODES = 7;
