/** The name that was probably meant, as the end of a message; empty when none is near. */
export function suggestion(written: string, names: readonly string[]): string {
  let best: string | undefined;
  let bestLikeness = LIKE_ENOUGH;
  for (const name of names) {
    const likeness = alike(written.toLowerCase(), name.toLowerCase());
    if (likeness > bestLikeness) [best, bestLikeness] = [name, likeness];
  }
  return best === undefined
    ? `; there are ${names.map((name) => `\`${name}\``).join(', ')}`
    : `, did you mean \`${best}\`?`;
}

const LIKE_ENOUGH = 0.45;

/** Dice's coefficient over pairs of neighbouring characters, from 0 to 1. */
function alike(left: string, right: string): number {
  const [pairs, others] = [pairsOf(left), pairsOf(right)];
  if (pairs.length + others.length === 0) return 0;
  const rest = [...others];
  const shared = pairs.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (pairs.length + others.length);
}

function pairsOf(text: string): readonly string[] {
  const padded = ` ${text.slice(0, 64)} `;
  return Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2));
}
