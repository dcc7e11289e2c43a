/**
 * Exact tails of the binomial distribution. Terms are summed from their logarithms, so that neither a large `texts` nor a
 * small `rate` underflows.
 */

/** The probability of at most `count` events among `texts` independent ones that each happen with `rate`. */
export function atMost(count: number, texts: number, rate: number): number {
  if (count < 0) return 0;
  if (count >= texts || rate <= 0) return 1;
  if (rate >= 1) return 0;
  return Math.min(1, sumOfTerms(count, texts, rate));
}

/** The probability of at least `count` events; a small one is not lost in `1 - atMost`. */
export function atLeast(count: number, texts: number, rate: number): number {
  if (count <= 0) return 1;
  if (count > texts || rate <= 0) return 0;
  if (rate >= 1) return 1;
  if (count <= texts * rate) return Math.max(0, 1 - atMost(count - 1, texts, rate));
  let term = logTerm(count, texts, rate);
  let sum = 0;
  for (let events = count; events <= texts; events += 1) {
    const added = Math.exp(term);
    sum += added;
    if (added <= sum * Number.EPSILON) break; // beyond the mean every further term is smaller
    term += stepUp(events, texts, rate);
  }
  return Math.min(1, sum);
}

/** The largest count that is at most this likely to be undercut: `atMost(count) <= chance`; -1 when not even none is. */
export function largestUnlikely(texts: number, rate: number, chance: number): number {
  if (rate >= 1) return texts - 1;
  let [count, sum, term] = [-1, 0, texts * Math.log1p(-rate)];
  while (count < texts) {
    sum += Math.exp(term);
    if (sum > chance) return count;
    count += 1;
    term += stepUp(count, texts, rate);
  }
  return count;
}

function sumOfTerms(count: number, texts: number, rate: number): number {
  let term = texts * Math.log1p(-rate);
  let sum = 0;
  for (let events = 0; events <= count; events += 1) {
    sum += Math.exp(term);
    term += stepUp(events, texts, rate);
  }
  return sum;
}

/** From the logarithm of the term of `events` to that of one event more. */
function stepUp(events: number, texts: number, rate: number): number {
  return Math.log((texts - events) / (events + 1)) + Math.log(rate) - Math.log1p(-rate);
}

function logTerm(count: number, texts: number, rate: number): number {
  let term = texts * Math.log1p(-rate);
  for (let events = 0; events < count; events += 1) term += stepUp(events, texts, rate);
  return term;
}
