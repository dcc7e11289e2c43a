import type { Rate, Suspicion } from './means.ts';
import type { Finding } from './verdict.ts';

/** The rule of a finding that the learned detectors alone speak for. */
export const LEARNED = 'learned';

/** What suspicions are in the words of a verdict: a finding for each sign, severe from the rate on at which they are acted upon. */
export function findingsOf(suspicions: readonly Suspicion[], part: number, actedUpon: Rate): readonly Finding[] {
  return suspicions.flatMap(({ start, end, score, rate, signs }): Finding[] => {
    const severity = rate <= actedUpon ? 'high' : 'medium';
    const rules = signs.length === 0 ? [LEARNED] : signs;
    return rules.map((rule) => ({ rule, severity, confidence: score, at: { part, start, end } }));
  });
}
