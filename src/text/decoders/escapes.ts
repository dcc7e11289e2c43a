import { textOfBytes } from './bytes.ts';
import { type Decoder, decodeMatches, NONE } from './candidate.ts';

/** Fewer escapes than this are punctuation in ordinary text. */
const FEWEST = 4;

/** Percent encoding, also of a percent sign over and over. */
export const percent: Decoder = {
  name: 'percent',
  needsLanguage: false,
  find(text) {
    if (!hasRow(text, '%', IS_HEX, 99)) return NONE;
    const runs = decodeMatches(text, PERCENT_RUN, (run) => run);
    return runs.flatMap((run) => {
      const start = wordStart(text, run.start);
      const decoded = ofBytesIn(text.slice(start, run.end).replaceAll('+', ' '), /%(?:25){0,16}([0-9A-Fa-f]{2})/g);
      return decoded === undefined ? [] : [{ start, end: run.end, text: decoded }];
    });
  },
};

const PERCENT_RUN = /(?:%(?:25){0,16}[0-9A-Fa-f]{2}[A-Za-z0-9+.,;:!?'_-]{0,64}){4,}/g;
/** How much of the word before the first escape belongs to it. */
const WORD_BEFORE = 64;

function wordStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && start > at - WORD_BEFORE && /[A-Za-z0-9+.,'_-]/.test(text[start - 1] ?? '')) start -= 1;
  return start;
}

/** Quoted-printable, soft line breaks included. */
export const quotedPrintable: Decoder = {
  name: 'quoted-printable',
  needsLanguage: false,
  find(text) {
    if (!hasRow(text, '=', IS_HEX_OR_END, 79)) return NONE;
    return decodeMatches(text, /(?:=(?:[0-9A-F]{2}|\r?\n)[ -<>-~]{0,76}){4,}/g, (run) =>
      ofBytesIn(run.replace(/=\r?\n/g, ''), /=([0-9A-F]{2})/g),
    );
  },
};

/** Bytes written as escapes between plain ASCII, read as UTF-8. */
function ofBytesIn(run: string, sign: RegExp): string | undefined {
  const bytes: number[] = [];
  let position = 0;
  const copy = (end: number) => {
    for (let at = position; at < end; at += 1) bytes.push(run.charCodeAt(at));
  };
  for (const match of run.matchAll(sign)) {
    copy(match.index);
    bytes.push(Number.parseInt(match[1] ?? '0', 16));
    position = match.index + match[0].length;
  }
  copy(run.length);
  return textOfBytes(Uint8Array.from(bytes));
}

const ENTITY =
  /&(?:amp;){0,16}(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos|nbsp|lsqb|rsqb|lbrack|rbrack|lcub|rcub|colon|period|comma|excl|num|vert));/g;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['lsqb', '['],
  ['rsqb', ']'],
  ['lbrack', '['],
  ['rbrack', ']'],
  ['lcub', '{'],
  ['rcub', '}'],
  ['colon', ':'],
  ['period', '.'],
  ['comma', ','],
  ['excl', '!'],
  ['num', '#'],
  ['vert', '|'],
]);

/** HTML character references, where several stand together. */
export const entities: Decoder = {
  name: 'html',
  needsLanguage: false,
  find(text) {
    if (!hasRow(text, '&', IS_REFERENCE, 112)) return NONE;
    return decodeMatches(
      text,
      /(?:&(?:amp;){0,16}(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[a-z]{2,6});[A-Za-z0-9 .,:!?'-]{0,32}){4,}/g,
      (run) =>
        run.replace(ENTITY, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
          if (name !== undefined) return NAMED.get(name) ?? whole;
          return ofCode(decimal === undefined ? Number.parseInt(hexadecimal ?? '0', 16) : Number(decimal));
        }),
    );
  },
};

/** `\u0069`, `\u{69}`, `\x69` and `U+0069`. */
export const unicodeEscapes: Decoder = {
  name: 'escape',
  needsLanguage: false,
  find(text) {
    if (countOf(text, '\\', IS_ESCAPE) + countOf(text, 'U+', IS_HEX) < FEWEST) return NONE;
    return decodeMatches(
      text,
      /(?:(?:\\{1,4}u[0-9A-Fa-f]{4}|\\{1,4}u\{[0-9A-Fa-f]{1,6}\}|\\{1,4}x[0-9A-Fa-f]{2}|U\+[0-9A-Fa-f]{4,6})[A-Za-z0-9 .,:!?'-]{0,32}){4,}/g,
      (run) =>
        run.replace(/(?:\\{1,4}u\{?|\\{1,4}x|U\+)([0-9A-Fa-f]{2,6})\}?/g, (_, code: string) =>
          ofCode(Number.parseInt(code, 16)),
        ),
    );
  },
};

function ofCode(code: number): string {
  return code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

/** Characters that may follow a sign, by code; a line end, where soft breaks are meant, may be of either kind. */
const IS_HEX = setOf('0123456789abcdefABCDEF');
const IS_HEX_OR_END = setOf('0123456789ABCDEF\r\n');
const IS_REFERENCE = setOf('#abcdefghijklmnopqrstuvwxyz');
const IS_ESCAPE = setOf('ux');

function setOf(characters: string): Uint8Array {
  const members = new Uint8Array(0x80);
  for (const character of characters) members[character.charCodeAt(0)] = 1;
  return members;
}

/** True when enough escapes may stand in a row: `apart` is the longest escape with what may stand between it and the next. */
function hasRow(text: string, sign: string, follower: Uint8Array, apart: number): boolean {
  let row = 0;
  let last = -apart;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    if (follower[text.charCodeAt(at + 1)] !== 1) continue;
    row = at - last <= apart ? row + 1 : 1;
    last = at;
    if (row >= FEWEST) return true;
  }
  return false;
}

/** How many escapes may begin in a text; counted to the fewest that matter. */
function countOf(text: string, sign: string, follower: Uint8Array): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0 && count < FEWEST; at = text.indexOf(sign, at + 1)) {
    if (follower[text.charCodeAt(at + sign.length)] === 1) count += 1;
  }
  return count;
}
