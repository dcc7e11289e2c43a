import type { Stretch } from './sentences.ts';

/** A text with line ends in the place of some stretches, which are in order and may touch or overlap; places stay. */
export function blanked(text: string, stretches: readonly Stretch[]): string {
  if (stretches.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of stretches) {
    const from = Math.max(at, start);
    if (end <= from) continue;
    parts.push(text.slice(at, from), '\n'.repeat(end - from));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
