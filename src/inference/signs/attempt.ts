import type { Channel, Rate, Sign } from '../../core/index.ts';
import type { Evidence } from './evidence.ts';

/** Evidence this close together belongs to one attempt; in UTF-16 code units. */
const NEAR = 600;

/** A run of evidence that is enough to be noticed whatever the learned detectors say. */
export interface Attempt {
  readonly start: number;
  readonly end: number;
  readonly rate: Rate;
  readonly signs: readonly Sign[];
}

/**
 * From how much evidence an attempt is noticed, and at which rate, strictest first. The rates were measured on harmless
 * texts: strong evidence is rarer there than one in a thousand. In data a single sign is left to the learned detectors: people are given orders there.
 */
const RATES_BY_WEIGHT: Readonly<Record<Channel, readonly (readonly [number, Rate])[]>> = {
  user: [
    [2, 0.001],
    [0.6, 0.01],
  ],
  data: [
    [2.5, 0.001],
    [1.6, 0.005],
  ],
};

/** Groups evidence, which is in order, into attempts, and leaves out what is too little. */
export function attemptsOf(evidence: readonly Evidence[], channel: Channel): readonly Attempt[] {
  const groups: Evidence[][] = [];
  for (const found of evidence) {
    const group = groups.at(-1);
    if (group !== undefined && found.start - (group.at(-1)?.end ?? 0) <= NEAR) group.push(found);
    else groups.push([found]);
  }
  return groups.flatMap((group) => {
    const rate = RATES_BY_WEIGHT[channel].find(([weight]) => weightOf(group) >= weight)?.[1];
    if (rate === undefined) return [];
    const end = Math.max(...group.map((found) => found.end));
    return [{ start: group[0]!.start, end, rate, signs: [...new Set(group.map(({ sign }) => sign))] }];
  });
}

/** Signs of one family (the first word of their names) say the same thing: the strongest counts, once. */
function weightOf(evidence: readonly Evidence[]): number {
  const strongest = new Map<string, number>();
  for (const { sign, weight } of evidence) {
    const family = sign.slice(0, sign.indexOf('-'));
    strongest.set(family, Math.max(weight, strongest.get(family) ?? 0));
  }
  let sum = 0;
  for (const weight of strongest.values()) sum += weight;
  return sum;
}
