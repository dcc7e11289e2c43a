import { decodeBase32 } from './base32.ts';
import { type Decoder, replacing } from './decoder.ts';
import { readableRuns, textOfBytes } from './printable.ts';

const BASE64_RUN = /[A-Za-z0-9+/_-]{8,}={0,2}/g;
/** What a word of any language lacks and encoded bytes nearly always have: a capital inside, or a digit. */
const ENCODED_LOOK = /[a-z][A-Z]|\d|[+/=]/;
/** Whole lines of one block, as mail and PEM wrap them. */
const WRAPPED = /\b[A-Za-z0-9+/]{16,200}(?:\r?\n[ \t]{0,8}[A-Za-z0-9+/]{2,200}){1,400}/g;
const BASE32_RUN = /[A-Z2-7]{16,}={0,6}/g;
const HEX_RUN = /\b(?:0x)?[0-9a-fA-F]{2}(?:[ ,:-]{0,2}(?:0x|\\x)?[0-9a-fA-F]{2}){5,}/g;
const BINARY_RUN = /[01]{8}(?:[ ,]{0,2}[01]{8}){3,}/g;
const DECIMAL_RUN = /\b\d{2,3}(?:[ ,]{1,2}\d{2,3}){5,}\b/g;
const PERCENT = /(?:%[0-9a-fA-F]{2})+/g;
const QUOTED_PRINTABLE = /=\r?\n|(?:=[0-9A-F]{2})+/g;
const ESCAPE = /\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([nrt"'\\/])/g;
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g;

const ENTITIES = new Map(
  Object.entries({
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    colon: ':',
    period: '.',
    excl: '!',
    sol: '/',
    commat: '@',
    lpar: '(',
    rpar: ')',
    num: '#',
    Tab: '\t',
    NewLine: '\n',
    shy: '',
  }),
);
const ESCAPES = new Map(Object.entries({ n: '\n', r: '\r', t: '\t' }));

/** Encodings of bytes and of characters. */
export const ENCODINGS: readonly Decoder[] = [
  replacing('base64', (text) => unwrap(text).replace(BASE64_RUN, readBase64)),
  replacing('base32', (text) => text.replace(BASE32_RUN, (run) => textOfBytes(decodeBase32(run)) ?? run)),
  replacing('hex', (text) => text.replace(HEX_RUN, (run) => readHex(run))),
  replacing('binary', (text) => text.replace(BINARY_RUN, (run) => readNumbers(run.match(/[01]{8}/g) ?? [], 2) ?? run)),
  replacing('decimal', (text) => text.replace(DECIMAL_RUN, (run) => readNumbers(run.match(/\d+/g) ?? [], 10) ?? run)),
  replacing('percent', (text) =>
    text.includes('%') ? text.replace(PERCENT, (run) => fromHexPairs(run, 1) ?? run) : text,
  ),
  replacing('quoted-printable', (text) =>
    text.includes('=')
      ? text.replace(QUOTED_PRINTABLE, (run) => (run.includes('\n') ? '' : (fromHexPairs(run, 1) ?? run)))
      : text,
  ),
  replacing('escape', (text) => (text.includes('\\') ? text.replace(ESCAPE, readEscape) : text)),
  replacing('entity', (text) => (text.includes('&') ? text.replace(ENTITY, readEntity) : text)),
];

function unwrap(text: string): string {
  const bare =
    /^[A-Za-z0-9+/_\s-]+={0,2}\s*$/.test(text) && /\s/.test(text.trim()) ? text.replace(/\s+/g, '') : undefined;
  if (bare !== undefined && bare.length >= 16 && readBase64(bare) !== bare) return bare;
  return text.includes('\n') ? text.replace(WRAPPED, (block) => block.replace(/\s+/g, '')) : text;
}

function readBase64(run: string): string {
  if (!ENCODED_LOOK.test(run)) return run;
  const bytes = Buffer.from(run, 'base64');
  const text = textOfBytes(bytes);
  if (text !== undefined) return text;
  const runs = run.length >= 64 ? readableRuns(bytes) : '';
  return runs === '' ? run : `${run}\n${runs}`;
}

function readHex(run: string): string {
  const digits = run.replace(/0x|\\x|[ ,:-]/g, '');
  return textOfBytes(Buffer.from(digits, 'hex')) ?? run;
}

function readNumbers(numbers: readonly string[], base: number): string | undefined {
  const codes = numbers.map((digits) => Number.parseInt(digits, base));
  if (codes.some((code) => code > 255 || (code < 32 && code !== 10))) return undefined;
  return textOfBytes(Uint8Array.from(codes));
}

function fromHexPairs(run: string, mark: number): string | undefined {
  const pairs = run.match(/[%=][0-9a-fA-F]{2}/g) ?? [];
  const bytes = Uint8Array.from(pairs, (pair) => Number.parseInt(pair.slice(mark), 16));
  return Buffer.from(bytes).toString('utf8');
}

function readEscape(_: string, braced?: string, four?: string, two?: string, letter?: string): string {
  if (letter !== undefined) return ESCAPES.get(letter) ?? letter;
  return fromCode(Number.parseInt(braced ?? four ?? two ?? '0', 16));
}

function readEntity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES.get(name) ?? whole;
  return fromCode(decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal));
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
