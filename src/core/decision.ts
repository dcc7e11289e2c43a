import type { Crossing } from './crossing.ts';
import type { Basis, Finding, Outcome } from './verdict.ts';

export const MODES = ['observe', 'enforce'] as const;
export type Mode = (typeof MODES)[number];

/** What one control said at one crossing, and what policy made of it. */
export interface ControlRecord {
  readonly control: string;
  readonly mode: Mode;
  readonly outcome: Outcome;
  /** The outcome after mode, exceptions and fail mode: what was acted upon. */
  readonly action: Outcome;
  readonly findings: readonly Finding[];
  /** How many findings are not listed, where there were too many. */
  readonly unlisted?: number;
  /** Ids of the exceptions that excused a finding. */
  readonly excused?: readonly string[];
  /** Present when the control threw, timed out or overflowed, and its fail mode was used. */
  readonly failed?: 'error' | 'timeout' | 'overflow';
  /** What the word of a control that uses a classifier rests on; the weakest, when it read several texts. */
  readonly basis?: Basis;
}

/** Everything that one crossing of one exchange leaves behind. Spans, rules and digests; never text. */
export interface DecisionRecord {
  readonly decision: string;
  readonly crossing: Crossing;
  readonly action: Outcome;
  readonly controls: readonly ControlRecord[];
  /** SHA-256 of each unit that was inspected, as `sha256:<hex>`. */
  readonly digests: readonly string[];
  /** How many units were not inspected again, because they were known by their digest. */
  readonly known?: number;
  /** The tool of an `application.call`. */
  readonly tool?: string;
}
