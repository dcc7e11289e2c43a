import type { Tier } from './means.ts';
import type { NonEmpty } from './nonempty.ts';
import type { Span } from './view.ts';

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What was found and where, never the text itself. */
export interface Finding {
  /** Kebab-case name of the rule inside its control, for example `npm-token`. */
  readonly rule: string;
  readonly severity: Severity;
  /** How sure, from 0 to 1. */
  readonly confidence: number;
  readonly at: Span;
}

/** Replaces `at` by `replacement`. Edits of one verdict never overlap; an empty span inserts. */
export interface Edit {
  readonly at: Span;
  readonly replacement: string;
}

/** Outcomes from mild to strict; the strictest wins and no control loosens another. */
export const OUTCOMES = ['pass', 'flag', 'rewrite', 'hold', 'block'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a learned verdict rests on: which detector answered, and how much of the text it read. */
export interface Basis {
  readonly tier: Tier;
  /** Share of the text, from 0 to 1, that the tier read. */
  readonly coverage: number;
  /** The text was, for a good part, in a language in which the detectors were not measured. */
  readonly unassessed: boolean;
  /** The encoder was to read the text and did not; such a verdict is not kept for the next time. */
  readonly isProvisional: boolean;
}

/** The weaker of two bases: what is said of several texts together must hold for each of them. */
export function weakerBasis(left: Basis | undefined, { tier, coverage, unassessed, isProvisional }: Basis): Basis {
  if (left === undefined) return { tier, coverage, unassessed, isProvisional };
  return {
    tier: left.tier === 'screen' ? left.tier : tier,
    coverage: Math.min(left.coverage, coverage),
    unassessed: left.unassessed || unassessed,
    isProvisional: left.isProvisional || isProvisional,
  };
}

/** What one control proposes. Policy decides, the boundary acts. A control that uses a classifier says what its word rests on. */
export type Verdict = { readonly basis?: Basis } & (
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'flag' | 'hold' | 'block'; readonly findings: NonEmpty<Finding> }
  | { readonly outcome: 'rewrite'; readonly findings: NonEmpty<Finding>; readonly edits: NonEmpty<Edit> }
);

export const PASS: Verdict = Object.freeze({ outcome: 'pass' });

/** The stricter of two outcomes. */
export function strictest(left: Outcome, right: Outcome): Outcome {
  return OUTCOMES.indexOf(left) >= OUTCOMES.indexOf(right) ? left : right;
}
