import { OUTCOMES, SEVERITIES } from '../core/index.ts';
import type { DecisionEntry, SaidByControl } from './decision-entry.ts';

/** The control that settled what was done, and where. */
export interface Decisive {
  readonly entry: DecisionEntry;
  readonly said: SaidByControl;
}

/**
 * The control that acted most strictly, then the one with the most severe finding, then the first. What only observed
 * counts when nothing acted.
 */
export function decisiveOf(entries: readonly DecisionEntry[]): Decisive | undefined {
  let best: Decisive | undefined;
  for (const entry of entries) {
    for (const said of entry.controls) {
      if (best === undefined || weight(said) > weight(best.said)) best = { entry, said };
    }
  }
  return best;
}

/** The action first, then what was found, then what was proposed: each has fewer than ten steps. */
function weight({ action, outcome, findings }: SaidByControl): number {
  const severest = Math.max(-1, ...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return OUTCOMES.indexOf(action) * 100 + (severest + 1) * 10 + OUTCOMES.indexOf(outcome);
}
