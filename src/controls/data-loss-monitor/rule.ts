import type { Severity } from '../../core/index.ts';

/** One secret with a form of its own, and its proof beside it. */
export interface SecretRule {
  /** Kebab-case; the rule of its findings. */
  readonly id: string;
  readonly severity: Severity;
  /** How every match begins, exactly; with `contains` it may be empty. The pattern is tried nowhere else. */
  readonly anchors: readonly string[];
  /** What stands inside every match that has no beginning of its own. */
  readonly contains?: string;
  /** Sticky; matches no white space, quotes or brackets; every quantifier bounded. */
  readonly pattern: RegExp;
  /** Bits per character that the match must have; `ENTROPY_FLOOR` when absent. */
  readonly entropy?: number;
  /** The check of the format, where it has one. A failing check lowers the confidence, or refuses where `strict`. */
  readonly check?: (value: string) => boolean;
  readonly strict?: boolean;
  /** A text that is found, and a near miss that passes. Built from pieces, so that no secret stands in the source. */
  readonly proof: { readonly found: string; readonly passed: string };
}

/** Below this a value repeats itself too much to be a secret: `xxxxxxxx`, `00000000`. */
export const ENTROPY_FLOOR = 2.5;

type Extras = Pick<SecretRule, 'entropy' | 'check' | 'strict' | 'contains'>;

/** A row of a table of rules. */
export function secret(
  id: string,
  severity: Severity,
  anchors: readonly string[],
  pattern: RegExp,
  found: string,
  passed: string,
  extras: Extras = {},
): SecretRule {
  return { id, severity, anchors, pattern, proof: { found, passed }, ...extras };
}

// Letters and digits without meaning, to cut proofs from.
const MIXED =
  'k7Qw3N9xZb5Rt2Yc8Vd4Fg6Hj1LmPsTq0WvBnXrKe7Au3Zi9Gy5Do2Sp8Cl4Ex6Ub1Jf0hMtRkQzVwNaYgIdOo7P3s9L5r2T8e4C6u1B0i'.repeat(
    3,
  );
const HEX = '7c3e91a5f08d2b64e7193c5a8f0d6b42c9e17a3f5d806b24'.repeat(4);
const DIGITS = '7391582046'.repeat(4);

export const mixed = (length: number): string => MIXED.slice(0, length);
export const lower = (length: number): string => MIXED.toLowerCase().slice(0, length);
export const upper = (length: number): string => MIXED.toUpperCase().slice(0, length);
export const hex = (length: number): string => HEX.slice(0, length);
export const digits = (length: number): string => DIGITS.slice(0, length);
