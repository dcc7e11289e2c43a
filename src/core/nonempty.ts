/** A list that has at least one element, so that "blocked without a reason" cannot be written. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** Narrows a list; returns false for an empty one. */
export function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0;
}
