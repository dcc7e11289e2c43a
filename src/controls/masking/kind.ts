import type { Severity } from '../../core/index.ts';

/** Types of value that can be masked; each is also the first half of its tokens. */
export const TYPES = [
  'EMAIL',
  'PHONE',
  'CARD',
  'IBAN',
  'SSN',
  'NATIONALID',
  'PASSPORT',
  'LICENCE',
  'BIRTHDATE',
  'IP',
  'MAC',
] as const;
export type ValueType = (typeof TYPES)[number];

/** One written form of one type. */
export interface Kind {
  /** Kebab-case, the rule of its findings. */
  readonly rule: string;
  readonly type: ValueType;
  readonly severity: Severity;
  /**
   * Sticky, every quantifier bounded. No group of digits after a separator is optional:
   * whether a value is seen must not depend on what follows it, which may be masked by the next reading.
   */
  readonly pattern: RegExp;
  /**
   * How many digits can stand first: 0 where a letter does. The pattern is tried nowhere else, which keeps a text full of
   * numbers cheap. Absent where anything may stand first.
   */
  readonly lead?: readonly number[];
  readonly valid?: (written: string) => boolean;
  /** What before it would make it a piece of something longer; asked of the last four characters. */
  readonly notAfter?: RegExp;
  /** Words of which one must stand before the value, on the same line, within `CONTEXT_SPAN` characters. */
  readonly context?: RegExp;
}

/** How far before a value its context word may start; at most `CONTEXT_BEFORE` of core. */
export const CONTEXT_SPAN = 48;

/** A check of the value with all but letters and digits taken out, upper-case. */
export function compacted(check: (compact: string) => boolean): (written: string) => boolean {
  return (written) => check(compactOf(written));
}

function compactOf(written: string): string {
  return written.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
}
