import type { DialectRequest, RequestReading } from '../dialect.ts';
import type { Refusal } from '../error.ts';
import { isObject, type Json } from '../json.ts';

/** Thrown inside a reader and caught at its door: the request cannot be read. */
export class Unreadable extends Error {
  readonly refusal: Refusal;

  constructor(message: string, param?: string, code: Refusal['code'] = 'invalid-request') {
    super(message);
    this.refusal = param === undefined ? { code, message } : { code, message, param };
  }
}

/** What came of reading: the request, or why it cannot be read. */
export function readingOf(read: () => DialectRequest): RequestReading {
  try {
    return { ok: true, request: read() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

export function objectAt(value: unknown, param: string): Json {
  if (!isObject(value)) throw new Unreadable(`\`${param}\` must be an object`, param);
  return value;
}

export function listAt(value: unknown, param: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unreadable(`\`${param}\` must be an array`, param);
  return value;
}

export function stringAt(value: unknown, param: string): string {
  if (typeof value !== 'string') throw new Unreadable(`\`${param}\` must be a string`, param);
  return value;
}

export function optionalStringAt(value: unknown, param: string): string | undefined {
  return value === undefined || value === null ? undefined : stringAt(value, param);
}

export function booleanAt(value: unknown, param: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw new Unreadable(`\`${param}\` must be true or false`, param);
  return value;
}

export function countAt(value: unknown, param: string, fallback: number, most: number): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new Unreadable(`\`${param}\` must be a whole number from 1`, param);
  }
  if (value > most) throw new Unreadable(`\`${param}\` may be ${most} at most here`, param);
  return value;
}

/** A name that machines match: short, and without spaces. */
export function identifierAt(value: unknown, param: string): string {
  const text = stringAt(value, param);
  if (IDENTIFIER.test(text)) return text;
  throw new Unreadable(`\`${param}\` must be 1 to 128 letters, digits and \`_ . : -\``, param);
}

/** The id of a call. Some clients pack a sealed thought into it, and so it is long enough to hold a text. */
export function callIdAt(value: unknown, param: string): string {
  const text = stringAt(value, param);
  if (CALL_ID.test(text)) return text;
  throw new Unreadable(`\`${param}\` must be 1 to 4096 letters, digits and \`_ . : + / = -\``, param);
}

const IDENTIFIER = /^[A-Za-z0-9_.:-]{1,128}$/;
const CALL_ID = /^[A-Za-z0-9_.:+/=-]{1,4096}$/;
