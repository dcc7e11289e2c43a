/**
 * The value below or at which a share of the values lies, by the nearest rank: always one of the values. 0 without values.
 */
export function quantile(values: readonly number[], share: number): number {
  const rising = values.toSorted((left, right) => left - right);
  const rank = Math.ceil(share * rising.length - 1e-9);
  return rising[Math.min(rising.length, Math.max(1, rank)) - 1] ?? 0;
}

/** Values by a name, the names in the order of their code units so that every run lists them alike. */
export function groupBy<T>(values: readonly T[], nameOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const name = nameOf(value);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return new Map([...groups].sort(([left], [right]) => (left < right ? -1 : 1)));
}
