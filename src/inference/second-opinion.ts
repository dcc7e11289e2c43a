import type { ClassifierMeans, Crossing, Rate, Screening, ToScreen } from '../core/index.ts';
import { channelOf } from './cascade.ts';
import type { Judge } from './judge/index.ts';
import { stricter } from './thresholds.ts';

/** How sure the judge must be, from 0 to 1, and what its word then makes of a suspicion. */
const LIKELY = 0.5;
const CERTAIN = 0.9;

/**
 * Asks a judge of the operator about what is noticed loosely and not acted upon yet. Its word can make a suspicion stricter
 * and nothing else: it never takes one away, since the text that it reads may be written for it.
 */
export function withJudge(classifier: ClassifierMeans, judge: Judge, crossings: readonly Crossing[]): ClassifierMeans {
  return {
    screen(one) {
      const screening = classifier.screen(one);
      if (!crossings.includes(one.crossing)) return screening;
      return screening instanceof Promise
        ? screening.then((found) => reconsider(one, found, judge))
        : reconsider(one, screening, judge);
    },
  };
}

function reconsider(one: ToScreen, screening: Screening, judge: Judge): Screening | Promise<Screening> {
  if (!screening.suspicions.some(isOpen)) return screening;
  const asked = screening.suspicions.map(async (suspicion) => {
    if (!isOpen(suspicion)) return suspicion;
    const passage = one.text.slice(suspicion.start, suspicion.end);
    const sure = await judge.ask(passage, channelOf(one.crossing));
    const rate = stricter(suspicion.rate, sure === undefined ? undefined : rateOf(sure)) ?? suspicion.rate;
    return { ...suspicion, rate };
  });
  return Promise.all(asked).then((suspicions) => ({ ...screening, suspicions }));
}

function isOpen({ rate }: { readonly rate: Rate }): boolean {
  return rate > 0.001;
}

function rateOf(sure: number): Rate | undefined {
  if (sure >= CERTAIN) return 0.001;
  return sure >= LIKELY ? 0.01 : undefined;
}
