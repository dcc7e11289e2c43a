import { GLANCE, mayBeText, textOfBytes } from './bytes.ts';
import { type Candidate, type Decoder, decodeMatches, NONE } from './candidate.ts';
import { type Run, SHORTEST_RUN } from './runs.ts';

const BASE64_PIECE = /[A-Za-z0-9+]{16,}/g;

/** base64 and base64url. A run that says nothing as a whole is tried again in pieces between slashes and dashes. */
export const base64: Decoder = {
  name: 'base64',
  needsLanguage: false,
  find(text, { runs }) {
    const found: Candidate[] = [];
    for (const run of joinLines(text, runs)) {
      const written = text.slice(run.start, run.end);
      const whole = decodeBase64(written);
      if (whole !== undefined) found.push({ start: run.start, end: paddedEnd(text, run.end), text: whole });
      else if (written.length > SHORTEST_RUN && /[/_-]/.test(written)) {
        for (const piece of decodeMatches(written, BASE64_PIECE, decodeBase64)) {
          found.push({ start: run.start + piece.start, end: run.start + piece.end, text: piece.text });
        }
      }
    }
    return found;
  },
};

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

function decodeBase64(run: string): string | undefined {
  return decodeBits(run, BASE64_VALUES, 6);
}

/** base32 of RFC 4648. */
export const base32: Decoder = {
  name: 'base32',
  needsLanguage: false,
  find: (text, { runs }) => decodeRuns(text, runs, /^[A-Z2-7]+$/, (run) => decodeBits(run, BASE32_VALUES, 5)),
};

const BASE32_VALUES = valuesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');

function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (let value = 0; value < alphabet.length; value += 1) values[alphabet.charCodeAt(value)] = value;
  return values;
}

const GLIMPSE = new Uint8Array(GLANCE);

/** Most runs are names and paths, and their first bytes tell; the rest is read only where these look like text. */
function decodeBits(run: string, values: Int8Array, width: number): string | undefined {
  const glimpsed = readBits(run, values, width, GLIMPSE);
  if (!mayBeText(GLIMPSE, glimpsed)) return undefined;
  const bytes = new Uint8Array((run.length * width) >> 3);
  return textOfBytes(bytes.subarray(0, readBits(run, values, width, bytes)));
}

/** Reads symbols of `width` bits; line ends and padding carry nothing, a rest shorter than a byte is dropped. */
function readBits(run: string, values: Int8Array, width: number, bytes: Uint8Array): number {
  let held = 0;
  let bits = 0;
  let length = 0;
  for (let at = 0; at < run.length && length < bytes.length; at += 1) {
    const value = values[run.charCodeAt(at)] ?? -1;
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
  find(text, { runs, hasSpacedHex }) {
    const whole = decodeRuns(text, runs, /^[0-9a-fA-F]+$/, decodeHex);
    if (!hasSpacedHex) return whole;
    return [
      ...whole,
      ...decodeMatches(text, /(?:(?:0x)?[0-9a-fA-F]{2}[ ,:-]{1,2}){7,}(?:0x)?[0-9a-fA-F]{2}/g, decodeHex),
    ];
  },
};

function decodeRuns(
  text: string,
  runs: readonly Run[],
  alphabet: RegExp,
  decode: (run: string) => string | undefined,
): Candidate[] {
  const found: Candidate[] = [];
  for (const run of runs) {
    const written = text.slice(run.start, run.end);
    const decoded = alphabet.test(written) ? decode(written) : undefined;
    if (decoded !== undefined && decoded !== '')
      found.push({ start: run.start, end: paddedEnd(text, run.end), text: decoded });
  }
  return found;
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
