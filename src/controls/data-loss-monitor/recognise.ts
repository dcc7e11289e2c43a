import type { Severity } from '../../core/index.ts';
import { isNamedPassword, isNamedToken, NAME_SPAN } from './assignment.ts';
import { chunkEnd, chunkStart, endsInside, isInvisible, LONGEST_CHUNK } from './chunk.ts';
import { fromBase64, fromHex, reversed } from './decode.ts';
import { type Formed, formedSecrets } from './form.ts';
import { isPlaceholder, isWordOnly } from './placeholder.ts';
import { privateKeys } from './private-key.ts';
import { spacedRun, spacedStart } from './spaced.ts';

/** A secret and where it stands. */
export interface Recognised {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
}

const SHORTEST_FORM = 16;

/** The secrets of a text, in order, none overlapping. `before` is what stands before it; `complete` says whether more may follow. */
export function recognise(text: string, before: string, complete: boolean): readonly Recognised[] {
  const keys = privateKeys(text, complete).filter((key) => !key.open);
  const found: Recognised[] = [];
  // A window that begins inside a run begins in one that was too long to be read.
  let at = endsInside(before) ? chunkEnd(text, 0) : 0;
  for (const key of [...keys, { start: text.length, end: text.length }]) {
    const reader = { text: text.slice(0, key.start), before, found };
    for (at = chunkStart(reader.text, at); at < key.start; at = chunkStart(reader.text, at)) at = readChunk(reader, at);
    if (key.end > key.start) found.push({ ...certain('private-key'), start: key.start, end: key.end });
    at = key.end;
  }
  return found;
}

interface Reader {
  readonly text: string;
  readonly before: string;
  readonly found: Recognised[];
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
  if (end - start <= LONGEST_CHUNK) readRun(reader, start, end);
  return end;
}

function readRun(reader: Reader, start: number, end: number): void {
  const written = reader.text.slice(start, end);
  const before = (reader.before + reader.text.slice(0, start)).slice(-NAME_SPAN);
  const { plain, at } = withoutInvisible(written);
  const push = (value: Omit<Recognised, 'start' | 'end'>, from: number, to: number) =>
    reader.found.push({ ...value, start: start + at(from), end: start + at(to - 1) + 1 });
  const formed = plain.length >= SHORTEST_FORM ? formedSecrets(plain) : [];
  for (const secret of formed) push(named(secret), secret.start, secret.end);
  if (formed.length > 0) return;
  const url = plain.includes('://') ? urlPassword(plain) : undefined;
  if (url !== undefined) return void push({ ...certain('url-password'), severity: 'high' }, url.start, url.end);
  if (plain.length >= SHORTEST_FORM && isEncoded(plain)) return void push(certain('encoded-secret'), 0, plain.length);
  const value = assignedPart(plain);
  const name = before + plain.slice(0, value.start);
  const rule = isNamedToken(value.text, name)
    ? 'named-secret'
    : isNamedPassword(value.text, name)
      ? 'named-password'
      : undefined;
  if (rule !== undefined)
    push({ rule, severity: 'high', confidence: 0.8 }, value.start, value.start + value.text.length);
}

/** What stands after the last name in a run: `a.b.password=value`. Padding of base64 stays with its value. */
function assignedPart(plain: string): { readonly text: string; readonly start: number } {
  const body = plain.replace(/[=:.!?]{1,3}$/, '');
  const start = Math.max(body.lastIndexOf('='), body.lastIndexOf(':')) + 1;
  return { text: plain.endsWith('=') && start > 0 ? plain.slice(start) : body.slice(start), start };
}

const URL_PASSWORD = /[a-z][a-z0-9+.-]{1,20}:\/\/([^\s:@/?#]{0,80}):([^\s@/?#]{3,200})@[\w.-]/iy;

function urlPassword(plain: string): { readonly start: number; readonly end: number } | undefined {
  const scheme = plain.lastIndexOf('://');
  for (let from = scheme; from >= 0 && scheme - from <= 21; from -= 1) {
    URL_PASSWORD.lastIndex = from;
    const match = URL_PASSWORD.exec(plain);
    if (match === null) continue;
    const password = match[2] ?? '';
    if (isPlaceholder(password) || isWordOnly(password) || /^[$%:]/.test(password)) return undefined;
    const start = from + match[0].length - password.length - 2;
    return { start, end: start + password.length };
  }
  return undefined;
}

/** Whether a run is a secret in base64, hexadecimal, or turned around. */
function isEncoded(plain: string): boolean {
  if (formedSecrets(reversed(plain)).length > 0) return true;
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

function withoutInvisible(written: string): { readonly plain: string; readonly at: (index: number) => number } {
  const places: number[] = [];
  let plain = '';
  for (let at = 0; at < written.length; at += 1) {
    if (isInvisible(written.charCodeAt(at))) continue;
    places.push(at);
    plain += written.charAt(at);
  }
  if (plain.length === written.length) return { plain: written, at: (index) => index };
  return { plain, at: (index) => places[index] ?? written.length };
}

const certain = (rule: string) => ({ rule, severity: 'critical', confidence: 1 }) as const;

function named(secret: Formed): Omit<Recognised, 'start' | 'end'> {
  return { rule: secret.rule.id, severity: secret.rule.severity, confidence: secret.confidence };
}
