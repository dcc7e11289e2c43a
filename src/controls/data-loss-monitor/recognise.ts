import type { Severity } from '../../core/index.ts';
import { glanceAt } from './anchor.ts';
import { isNamedPassword, isNamedToken, NAME_SPAN, SHORTEST_PASSWORD } from './assignment.ts';
import { chunkEnd, chunkStart, endsInside, INVISIBLE, isInvisible, LONGEST_CHUNK } from './chunk.ts';
import { fromBase64, fromHex, mayBeEncoded, reversed } from './decode.ts';
import { Evidence, SHORTEST_FORM } from './evidence.ts';
import { type Formed, formedSecrets } from './form.ts';
import { isPlaceholder, isWeak } from './placeholder.ts';
import { privateKeys } from './private-key.ts';
import { mayBeScrambled } from './random.ts';
import { spacedRun, spacedStart } from './spaced.ts';

/** A secret and where it stands. */
export interface Recognised {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
}

/** What makes a secret when it has no form of its own, or one over several lines. */
export const STRUCTURES = ['private-key', 'url-password', 'encoded-secret', 'named-secret', 'named-password'] as const;
type Structure = (typeof STRUCTURES)[number];

/** The secrets of a text, in order, none overlapping. `before` is what stands before it; `complete` says whether more may follow. */
export function recognise(text: string, before: string, complete: boolean): readonly Recognised[] {
  const keys = privateKeys(text, complete).filter((key) => !key.open);
  const found: Recognised[] = [];
  // A window that begins inside a run begins in one that was too long to be read.
  let at = endsInside(before) ? chunkEnd(text, 0) : 0;
  for (const key of [...keys, { start: text.length, end: text.length }]) {
    readUntil(text.slice(0, key.start), at, before, found);
    if (key.end > key.start) found.push({ ...certain('private-key'), start: key.start, end: key.end });
    at = key.end;
  }
  return found;
}

interface Reader {
  readonly text: string;
  readonly before: string;
  readonly found: Recognised[];
  readonly evidence: Evidence;
}

function readUntil(text: string, from: number, before: string, found: Recognised[]): void {
  const evidence = new Evidence(text, from, before);
  const reader = { text, before, found, evidence };
  for (let at = evidence.placeFrom(from); at < text.length; at = evidence.placeFrom(at)) {
    const start = chunkStart(text, at);
    if (start === text.length) return;
    at = readChunk(reader, start);
  }
}

/** Reads one chunk, or a run of single characters, and returns where it ends. */
function readChunk(reader: Reader, start: number): number {
  const { text, before } = reader;
  const end = chunkEnd(text, start);
  if (end - start === 1) {
    const run = spacedRun(text, start);
    // A window that begins inside a spaced run begins in one that was too long to be read.
    const goesOn = start === 0 && spacedStart(before, before.length) < before.length;
    if (run.joined.length >= SHORTEST_FORM && !goesOn) {
      const inside = formedSecrets(run.joined)[0];
      if (inside !== undefined) reader.found.push({ ...named(inside), start, end: run.end });
    }
    return run.end;
  }
  const isMarked = reader.evidence.isMarked(start, end);
  if (end - start >= (isMarked ? SHORTEST_PASSWORD : SHORTEST_FORM) && end - start <= LONGEST_CHUNK)
    readRun(reader, start, end, isMarked);
  return end;
}

const NOTHING = { forward: false, backward: false };
const TWO_DIGITS = /[0-9][^0-9]*[0-9]/;

/** Without a mark there is no invisible character, no address and no word for password. */
function readRun(reader: Reader, start: number, end: number, isMarked: boolean): void {
  const written = reader.text.slice(start, end);
  const { plain, at } = isMarked ? withoutInvisible(written) : asWritten(written);
  const push = (value: Omit<Recognised, 'start' | 'end'>, from: number, to: number) =>
    reader.found.push({ ...value, start: start + at(from), end: start + at(to - 1) + 1 });
  const isLong = plain.length >= SHORTEST_FORM;
  const glance = isLong ? glanceAt(plain) : NOTHING;
  const formed = glance.forward ? formedSecrets(plain) : [];
  for (const secret of formed) push(named(secret), secret.start, secret.end);
  if (formed.length > 0) return;
  const url = isMarked && plain.includes('://') ? urlPassword(plain) : undefined;
  if (url !== undefined) return void push({ ...certain('url-password'), severity: 'high' }, url.start, url.end);
  if (isLong && isEncoded(plain, glance.backward)) return void push(certain('encoded-secret'), 0, plain.length);
  const mayBeToken = isLong && (TWO_DIGITS.test(plain) || mayBeScrambled(plain));
  if (!mayBeToken && !isMarked) return;
  const value = assignedPart(plain);
  const name = nameBefore(reader, start) + plain.slice(0, value.start);
  const rule: Structure | undefined =
    mayBeToken && isNamedToken(value.text, name)
      ? 'named-secret'
      : isMarked && isNamedPassword(value.text, name, isQuoted(reader.text, start, end))
        ? 'named-password'
        : undefined;
  if (rule !== undefined)
    push({ rule, severity: 'high', confidence: 0.8 }, value.start, value.start + value.text.length);
}

/** Whether a run stands in quotation marks of one kind. */
function isQuoted(text: string, start: number, end: number): boolean {
  const mark = text.charAt(end);
  return mark !== '' && '"\'`'.includes(mark) && text.charAt(start - 1) === mark;
}

function nameBefore({ text, before }: Reader, start: number): string {
  return start >= NAME_SPAN ? text.slice(start - NAME_SPAN, start) : (before + text.slice(0, start)).slice(-NAME_SPAN);
}

/** What stands after the last name in a run: `a.b.password=value`. Padding of base64 stays with its value. */
function assignedPart(plain: string): { readonly text: string; readonly start: number } {
  let end = plain.length;
  while (end > 0 && plain.length - end < MOST_MARKS && ENDING_MARKS.includes(plain.charAt(end - 1))) end -= 1;
  const start = end === 0 ? 0 : Math.max(plain.lastIndexOf('=', end - 1), plain.lastIndexOf(':', end - 1)) + 1;
  return { text: plain.endsWith('=') && start > 0 ? plain.slice(start) : plain.slice(start, end), start };
}

const ENDING_MARKS = '=:.!?';
const MOST_MARKS = 3;

const URL_PASSWORD = /[a-z][a-z0-9+.-]{1,20}:\/\/([^\s:@/?#]{0,80}):([^\s@/?#]{3,200})@[\w.-]/iy;

function urlPassword(plain: string): { readonly start: number; readonly end: number } | undefined {
  const scheme = plain.lastIndexOf('://');
  if (!plain.includes('@', scheme)) return undefined;
  for (let from = scheme; from >= 0 && scheme - from <= 21; from -= 1) {
    URL_PASSWORD.lastIndex = from;
    const match = URL_PASSWORD.exec(plain);
    if (match === null) continue;
    const password = match[2] ?? '';
    if (isPlaceholder(password) || isWeak(password) || password === match[1] || /^[$%:]/.test(password))
      return undefined;
    const start = from + match[0].length - password.length - 2;
    return { start, end: start + password.length };
  }
  return undefined;
}

/** Whether a run is a secret in base64, hexadecimal, or turned around. */
function isEncoded(plain: string, mayBeReversed: boolean): boolean {
  if (mayBeReversed && formedSecrets(reversed(plain)).length > 0) return true;
  if (!mayBeEncoded(plain)) return false;
  for (const piece of plain.split(/[^A-Za-z0-9+/_-]+/)) {
    if (piece.length < 20) continue;
    const decoded = fromBase64(piece) ?? (/^[0-9a-f]+$/i.test(piece) ? fromHex(piece) : undefined);
    if (decoded !== undefined && holdsSecret(decoded)) return true;
  }
  return false;
}

function holdsSecret(decoded: string): boolean {
  return (
    privateKeys(decoded, true).length > 0 ||
    decoded.split(/[\s"'`(){}<>,;]+/).some((word) => formedSecrets(word).length > 0)
  );
}

interface Plain {
  readonly plain: string;
  /** Where a character of it stands in what was written. */
  readonly at: (index: number) => number;
}

const asWritten = (written: string): Plain => ({ plain: written, at: (index) => index });

function withoutInvisible(written: string): Plain {
  if (!INVISIBLE.test(written)) return asWritten(written);
  const places: number[] = [];
  for (let at = 0; at < written.length; at += 1) if (!isInvisible(written.charCodeAt(at))) places.push(at);
  return { plain: places.map((at) => written.charAt(at)).join(''), at: (index) => places[index] ?? written.length };
}

const certain = (rule: Structure) => ({ rule, severity: 'critical', confidence: 1 }) as const;

function named(secret: Formed): Omit<Recognised, 'start' | 'end'> {
  return { rule: secret.rule.id, severity: secret.rule.severity, confidence: secret.confidence };
}
