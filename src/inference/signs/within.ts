import type { Sign } from '../../core/index.ts';
import type { Stretch } from '../sentences.ts';
import type { Evidence } from './evidence.ts';

/** Evidence longer than this lies over an encoded run; there are few such places, each with few signs. */
const SHORT = 600;

/** Tells which signs touch a stretch of a text. */
export interface SignMap {
  within(stretch: Stretch): readonly Sign[];
}

/** Sorts evidence once, so that each question costs as much as the evidence near the stretch. */
export function signMapOf(evidence: readonly Evidence[]): SignMap {
  if (evidence.length === 0) return NO_SIGNS;
  const short = evidence
    .filter(({ start, end }) => end - start <= SHORT)
    .sort((left, right) => left.start - right.start);
  const long = new Map<string, Evidence>();
  for (const one of evidence) {
    if (one.end - one.start > SHORT) long.set(`${one.start} ${one.end} ${one.sign}`, one);
  }
  return {
    within(stretch) {
      const signs = new Set<Sign>();
      for (let at = firstFrom(short, stretch.start - SHORT); at < short.length; at += 1) {
        const one = short[at]!;
        if (one.start >= stretch.end) break;
        if (one.end > stretch.start) signs.add(one.sign);
      }
      for (const one of long.values()) if (one.start < stretch.end && one.end > stretch.start) signs.add(one.sign);
      return signs.size === 0 ? NONE : [...signs];
    },
  };
}

const NONE: readonly Sign[] = [];
const NO_SIGNS: SignMap = { within: () => NONE };

/** Index of the first piece of evidence that starts at or after a place. */
function firstFrom(evidence: readonly Evidence[], place: number): number {
  let low = 0;
  let high = evidence.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (evidence[middle]!.start < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
