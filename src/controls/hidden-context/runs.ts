import { extended, type Shingles, type Unit } from './shingles.ts';

/** What a text shares with a hidden one. */
export interface Runs {
  /** Whole runs, without overlap. */
  readonly leaks: readonly { readonly start: number; readonly end: number }[];
  /** Where the tail begins that could still grow into a run; the length of the text when there is none. */
  readonly open: number;
}

/**
 * Reads a text against the shingles of a hidden one. At each word it knows the longest tail that begins some run, so it
 * never looks back, and reading again from `open` finds the same. A word that touches the end of an unfinished text may
 * still grow and is not read.
 */
export function runsIn(units: readonly Unit[], length: number, shingles: Shingles, complete: boolean): Runs {
  const leaks: { start: number; end: number }[] = [];
  const recent: number[] = [];
  let tail: Tail[] = [];
  let open = length;
  for (const { start, end, key } of units) {
    if (end === length && !complete) {
      open = start;
      break;
    }
    const word = shingles.words.get(key);
    recent.push(word ?? 0);
    tail = word === undefined ? [] : grown(tail, word, start, shingles);
    if (tail[0]?.length !== shingles.size) continue;
    if (!isRun(tail[0].hash, recent, shingles)) {
      tail.shift();
      continue;
    }
    leaks.push({ start: tail[0].start, end });
    tail = [];
  }
  return { leaks, open: Math.min(open, tail[0]?.start ?? open) };
}

/** Whether the last words are the very run, and not another one with the same hash. */
function isRun(hash: number, recent: readonly number[], { runs, numbers, size }: Shingles): boolean {
  const from = recent.length - size;
  return (runs.get(hash) ?? []).some((at) => {
    for (let offset = 0; offset < size; offset++) if (numbers[at + offset] !== recent[from + offset]) return false;
    return true;
  });
}

/** One way in which the words so far may begin a run; the longest comes first. */
interface Tail {
  readonly start: number;
  readonly length: number;
  readonly hash: number;
}

function grown(tail: readonly Tail[], word: number, start: number, shingles: Shingles): Tail[] {
  const next: Tail[] = [];
  for (const one of tail) {
    const hash = extended(one.hash, word);
    if (shingles.beginnings[one.length]?.has(hash)) next.push({ start: one.start, length: one.length + 1, hash });
  }
  const hash = extended(0, word);
  if (shingles.beginnings[0]?.has(hash)) next.push({ start, length: 1, hash });
  return next;
}
