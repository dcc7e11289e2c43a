import type { Crossing } from '../../core/index.ts';

/** What a detector says about one text. */
export interface Scored {
  /** From 0 to 1, higher for an attack. */
  readonly score: number;
  /** Which stage answered. */
  readonly tier: 'screen' | 'encoder';
  /** The share of the text that the stage looked at, from 0 to 1. */
  readonly coverage: number;
  /** Whether the text is in a language or script that the detector does not know: its score says nothing. */
  readonly unassessed: boolean;
}

/** Whether a text was written by the person, or is data that the application brought in. */
export type ScoredAs = 'user' | 'data';

/** A detector to be measured. */
export interface Scorer {
  /** The digest of what decides the scores, so that a measurement says of which detector it is. */
  readonly weights: string;
  score(text: string, as: ScoredAs): Promise<Scored>;
  /** The score from which the crossing notices, and from which it acts, by the calibration card. */
  thresholds(crossing: Crossing): { readonly flag: number; readonly act: number };
}

/** Channels of data sets that do not cross with retrieved text. */
const CROSSING_OF: ReadonlyMap<string, Crossing> = new Map<string, Crossing>([
  ['user', 'interface.request'],
  ['tool_output', 'application.result'],
  ['tool_description', 'application.result'],
]);

/** Where a text of a channel crosses; a channel that is not known is untrusted data. */
export function crossingOf(channel: string): Crossing {
  return CROSSING_OF.get(channel) ?? 'data.retrieval';
}

export function scoredAs(crossing: Crossing): ScoredAs {
  return crossing === 'interface.request' ? 'user' : 'data';
}
