/** What stands for every value outside a closed set, so that no text from outside ever becomes a label. */
export const OTHER = 'other';

/** Maps a value to itself when it was named at start, to `other` when not. */
export type LabelSet = (value: string) => string;

export function labelSet(values: Iterable<string>): LabelSet {
  const known = new Set(values);
  return (value) => (known.has(value) ? value : OTHER);
}

/** One meter per combination of labels, made on first use; bounded since every label is of a closed set. */
export function memoised<M>(make: (labels: readonly string[]) => M): (...labels: readonly string[]) => M {
  const meters = new Map<string, M>();
  return (...labels) => {
    const key = labels.join('\n');
    const known = meters.get(key);
    if (known !== undefined) return known;
    const made = make(labels);
    meters.set(key, made);
    return made;
  };
}
