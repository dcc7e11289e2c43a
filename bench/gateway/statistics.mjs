/** The value below which a share of the numbers lies, by nearest rank. `NaN` for an empty list. */
export function percentile(numbers, share) {
  if (numbers.length === 0) return Number.NaN;
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))];
}

export function median(numbers) {
  return percentile(numbers, 0.5);
}

/** Median, 95th and 99th percentile. */
export function spread(numbers) {
  return { p50: percentile(numbers, 0.5), p95: percentile(numbers, 0.95), p99: percentile(numbers, 0.99) };
}
