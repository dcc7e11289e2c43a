import type { Severity } from '../../core/index.ts';
import { endsHere, isAlphanumeric, isDigit } from './boundary.ts';
import { follows, passValue, type Surroundings, surroundingsOf } from './context.ts';
import { emailsOf } from './email.ts';
import { runEnd, startsNear } from './evidence.ts';
import type { Kind, ValueType } from './kind.ts';
import { ibanLength } from './kind-payment.ts';
import { phoneEnd } from './phone.ts';
import { KINDS, MOST_LEAD, type Selection, selectionOf } from './selection.ts';

/** One value as it is written. */
export interface Recognised {
  readonly rule: string;
  readonly type: ValueType;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
}

// These two are found by code of their own, not by a pattern.
const EMAIL = { rule: 'email', type: 'EMAIL', severity: 'medium' } as const;
const PHONE = { rule: 'phone-number', type: 'PHONE', severity: 'medium' } as const;

/** The rules of all values; a kind may be written in several forms under one rule. */
export const VALUE_RULES: readonly string[] = [...new Set([EMAIL, PHONE, ...KINDS].map(({ rule }) => rule))];

/** The structured personal values of the given types, in order, none overlapping. Spans are offsets in `text`. */
export function recognise(text: string, before: string, types: ReadonlySet<ValueType>): readonly Recognised[] {
  const selection = selectionOf(types);
  if (!selection.worth.test(text)) return NOTHING;
  const whole = before + text;
  const reader: Reader = { ...selection, around: surroundingsOf(whole) };
  const found: Recognised[] = [];
  let at = 0;
  for (const email of types.has('EMAIL') ? emailsOf(whole) : []) {
    // What follows an address is hidden from what precedes it: as a token it would end there just so.
    if (email.start > at) readUntil(whole.slice(0, email.start), at, reader, found);
    take({ ...email, ...EMAIL }, whole, reader, found);
    at = email.end;
  }
  readUntil(whole, at, reader, found);
  if (before === '' || found.length === 0) return found;
  return found
    .filter((value) => value.start >= before.length)
    .map((value) => ({ ...value, start: value.start - before.length, end: value.end - before.length }));
}

const NOTHING: readonly Recognised[] = [];

interface Reader extends Selection {
  readonly around: Surroundings;
}

/** Tries the places where something tells of a value; everything else is skipped unseen. */
function readUntil(text: string, from: number, reader: Reader, found: Recognised[]): void {
  let at = from;
  for (let place = placeFrom(text, at, reader); place >= 0; place = placeFrom(text, at, reader)) {
    const value = firstValue(text, startsNear(text, place, at), reader);
    if (value === undefined) at = runEnd(text, place);
    else {
      take(value, text, reader, found);
      at = value.end;
    }
  }
}

function placeFrom(text: string, at: number, reader: Reader): number {
  reader.evidence.lastIndex = at;
  return reader.evidence.exec(text)?.index ?? -1;
}

function take(value: Recognised, text: string, reader: Reader, found: Recognised[]): void {
  found.push(value);
  passValue(text, value.start, value.end, reader.around);
}

function firstValue(text: string, starts: readonly number[], reader: Reader): Recognised | undefined {
  for (const start of starts) {
    const value = valueAt(text, start, reader);
    if (value !== undefined) return value;
  }
  return undefined;
}

function valueAt(text: string, at: number, reader: Reader): Recognised | undefined {
  const code = text.charCodeAt(at);
  if (code !== PLUS && code !== OPEN) {
    for (const kind of kindsAt(text, at, reader)) {
      const end = kindEnd(text, at, kind, reader);
      if (end > 0) return { rule: kind.rule, type: kind.type, severity: kind.severity, start: at, end };
    }
    if (!isDigit(code)) return undefined;
  }
  if (!reader.hasPhones) return undefined;
  const end = phoneEnd(text, at, (words) => follows(words, text, at, reader.around));
  return end > 0 ? { ...PHONE, start: at, end } : undefined;
}

const PLUS = 43;
const OPEN = 40;

function kindsAt(text: string, at: number, reader: Reader): readonly Kind[] {
  let lead = 0;
  while (lead < MOST_LEAD && isDigit(text.charCodeAt(at + lead))) lead += 1;
  if (lead === 0) {
    reader.letterLed.lastIndex = at;
    if (!reader.letterLed.test(text)) return [];
  }
  return reader.byLead[lead] ?? [];
}

function kindEnd(text: string, at: number, kind: Kind, reader: Reader): number {
  if (kind.notAfter?.test(text.slice(Math.max(0, at - 4), at)) === true) return -1;
  if (kind.context !== undefined && reader.around.absent.has(kind.context)) return -1;
  kind.pattern.lastIndex = at;
  if (!kind.pattern.test(text)) return -1;
  const whole = text.slice(at, kind.pattern.lastIndex);
  const written = kind.type === 'IBAN' ? ibanPart(whole) : whole;
  if (!endsHere(text, at + written.length)) return -1;
  if (kind.context !== undefined && !follows(kind.context, text, at, reader.around)) return -1;
  return kind.valid === undefined || kind.valid(written) ? at + written.length : -1;
}

/** An account followed by a word would take it in: cut at the length of its country. */
function ibanPart(written: string): string {
  let left = ibanLength(written.slice(0, 2).toUpperCase()) ?? 0;
  let end = 0;
  for (; end < written.length && left > 0; end += 1) if (isAlphanumeric(written.charCodeAt(end))) left -= 1;
  return written.slice(0, end);
}
