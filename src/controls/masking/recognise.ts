import type { Severity } from '../../core/index.ts';
import { endsHere, isAlphanumeric, isDigit, isEscapeLetter, isWord, startsAfresh } from './boundary.ts';
import { emailsOf } from './email.ts';
import { CONTEXT_SPAN, compactOf, type Kind, type ValueType } from './kind.ts';
import { NATIONAL } from './kind-national.ts';
import { NETWORK } from './kind-network.ts';
import { ibanLength, PAYMENT } from './kind-payment.ts';
import { PERSON } from './kind-person.ts';
import { phoneEnd } from './phone.ts';
import { VALUE_MARK, withoutTokens } from './token.ts';

/** One value as it is written. */
export interface Recognised {
  readonly rule: string;
  readonly type: ValueType;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
}

// In this order the first that fits a place wins: strong checks before forms, forms before words.
const KINDS: readonly Kind[] = [...PAYMENT, ...NATIONAL, ...PERSON, ...NETWORK];
const MOST_LEAD = 20;
const BY_LEAD: readonly (readonly Kind[])[] = Array.from({ length: MOST_LEAD + 1 }, (_, lead) =>
  KINDS.filter((kind) => kind.lead === undefined || kind.lead.includes(lead)),
);

/** The structured personal values of the given types, in order, none overlapping. Spans are offsets in `text`. */
export function recognise(text: string, before: string, types: ReadonlySet<ValueType>): readonly Recognised[] {
  if (!WORTH_READING.test(text)) return [];
  const whole = before + text;
  const reader: Reader = { whole, types, words: new Map(), read: '', from: 0 };
  const found: Recognised[] = [];
  let at = 0;
  for (const email of types.has('EMAIL') ? emailsOf(whole) : []) {
    // What follows an address is hidden from what precedes it: as a token it would end there just so.
    if (email.start > at) readUntil(whole.slice(0, email.start), at, reader, found);
    take({ ...email, rule: 'email', type: 'EMAIL', severity: 'medium' }, whole, reader, found);
    at = email.end;
  }
  readUntil(whole, at, reader, found);
  return found
    .filter((value) => value.start >= before.length)
    .map((value) => ({ ...value, start: value.start - before.length, end: value.end - before.length }));
}

// Every kind holds a digit or an at sign, but for an address of letters only, as in `fe::ab`.
const WORTH_READING = /[\d@]|::/;

/** What a reading knows, and the text before the place, values and tokens as one mark each. */
interface Reader {
  readonly whole: string;
  /** Whether the words of a kind stand anywhere in the text; found out when first asked. */
  readonly words: Map<RegExp, boolean>;
  readonly types: ReadonlySet<ValueType>;
  read: string;
  from: number;
}

function readUntil(text: string, from: number, reader: Reader, found: Recognised[]): void {
  for (let at = from; at < text.length; ) {
    const value = isStart(text, at) ? valueAt(text, at, reader) : undefined;
    if (value === undefined) at = nextStart(text, at);
    else {
      take(value, text, reader, found);
      at = value.end;
    }
  }
}

function take(value: Recognised, text: string, reader: Reader, found: Recognised[]): void {
  found.push(value);
  reader.read = contextBefore(text, value.start, reader) + VALUE_MARK;
  reader.from = value.end;
}

/** The next place where a word, a plus or a bracket begins. */
function nextStart(text: string, at: number): number {
  let next = at;
  while (next < text.length && isWord(text.charCodeAt(next))) next += 1;
  if (next === at) next += 1;
  while (next < text.length && !canStart(text.charCodeAt(next))) next += 1;
  return next > at && isEscapeLetter(text, next) ? next + 1 : next;
}

const PLUS = 43;
const OPEN = 40;
const COLON = 58;

const canStart = (code: number) => isWord(code) || code === PLUS || code === OPEN || code === COLON;

/** A place is worth trying when its word, or the one after it, holds a digit. */
function isStart(text: string, at: number): boolean {
  if (!startsAfresh(text, at)) return false;
  const code = text.charCodeAt(at);
  if (code === PLUS || code === OPEN) return isDigit(text.charCodeAt(at + 1));
  if (code === COLON) return text.charCodeAt(at + 1) === COLON;
  const previous = text.charAt(at - 1);
  if (previous !== '' && '.-_'.includes(previous) && isAlphanumeric(text.charCodeAt(at - 2))) return false;
  for (let next = at; next < at + 12 && isAlphanumeric(text.charCodeAt(next)); next += 1) {
    if (isDigit(text.charCodeAt(next))) return true;
  }
  return SPELLED.test(text.slice(at, at + 4));
}

// Two letters and a space begin `AB 12 34 56 C`; three letters a month; hex and a colon an address.
const SPELLED =
  /^(?:[A-Za-z]{2} \d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|[A-Fa-f]{2,4}[:.-]|[A-Fa-f]{4})/i;

function valueAt(text: string, at: number, reader: Reader): Recognised | undefined {
  let lead = 0;
  while (lead < MOST_LEAD && isDigit(text.charCodeAt(at + lead))) lead += 1;
  for (const kind of BY_LEAD[lead] ?? []) {
    if (!reader.types.has(kind.type)) continue;
    const end = kindEnd(text, at, kind, reader);
    if (end > 0) return { rule: kind.rule, type: kind.type, severity: kind.severity, start: at, end };
  }
  const code = text.charCodeAt(at);
  if (!reader.types.has('PHONE') || !(isDigit(code) || code === PLUS || code === OPEN)) return undefined;
  const end = phoneEnd(text, at, (words) => follows(words, text, at, reader));
  return end > 0 ? { rule: 'phone-number', type: 'PHONE', severity: 'medium', start: at, end } : undefined;
}

function kindEnd(text: string, at: number, kind: Kind, reader: Reader): number {
  kind.pattern.lastIndex = at;
  const match = kind.pattern.exec(text);
  if (match === null) return -1;
  const written = kind.type === 'IBAN' ? ibanPart(match[0]) : match[0];
  if (!endsHere(text, at + written.length) || (kind.alone === true && text.charAt(at - 1) === ':')) return -1;
  if (kind.context !== undefined && !follows(kind.context, text, at, reader)) return -1;
  return kind.valid === undefined || kind.valid(compactOf(written), written) ? at + written.length : -1;
}

/** An account followed by a word would take it in: cut at the length of its country. */
function ibanPart(written: string): string {
  let left = ibanLength(written.slice(0, 2).toUpperCase()) ?? 0;
  let end = 0;
  for (; end < written.length && left > 0; end += 1) if (isAlphanumeric(written.charCodeAt(end))) left -= 1;
  return written.slice(0, end);
}

/** Whether one of the words stands before the place, near it and on its line. */
function follows(words: RegExp, text: string, at: number, reader: Reader): boolean {
  let anywhere = reader.words.get(words);
  if (anywhere === undefined) {
    anywhere = words.test(reader.whole);
    reader.words.set(words, anywhere);
  }
  return anywhere && words.test(contextBefore(text, at, reader));
}

/**
 * The end of what was read before `at`, on the same line. Values count as one mark, and so do tokens: masking a text must
 * not bring a word nearer to a number, or a second reading would find what the first did not.
 */
function contextBefore(text: string, at: number, reader: Reader): string {
  const near = withoutTokens(text.slice(Math.max(reader.from, at - 4 * CONTEXT_SPAN), at));
  const read = (reader.read + near).slice(-CONTEXT_SPAN);
  return read.slice(read.lastIndexOf('\n') + 1);
}
