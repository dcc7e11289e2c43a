const SHOWN = 6;

/** A short account of where two texts differ, for a person who reads the log of a failed check. */
export function differenceOf(present, wanted) {
  if (present === undefined) return '  is not committed\n';
  const before = present.split('\n');
  const after = wanted.split('\n');
  const removed = linesMissing(before, after).map((line) => `  - ${line}\n`);
  const added = linesMissing(after, before).map((line) => `  + ${line}\n`);
  if (removed.length + added.length === 0) return '  the same lines in another order\n';
  return shortened(removed) + shortened(added);
}

function linesMissing(lines, others) {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}

function shortened(lines) {
  const rest = lines.length - SHOWN;
  return lines.slice(0, SHOWN).join('') + (rest > 0 ? `    and ${rest} more\n` : '');
}
