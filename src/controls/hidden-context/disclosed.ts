import { findPattern, type Pattern, patternsOf } from './canary.ts';
import { envelopesIn, runStartAt } from './encoded.ts';
import { runsIn } from './runs.ts';
import { type Shingles, shinglesOf, type Unit, unitsOf } from './shingles.ts';

/** What must not come out, made ready for reading. */
export interface Hidden {
  readonly shingles: readonly Shingles[];
  readonly patterns: readonly Pattern[];
}

/** What can be given away, and how. */
export const DISCLOSURES = ['hidden-text', 'canary', 'encoded-hidden-text', 'encoded-canary'] as const;

/** A place that gives something hidden away. */
export interface Disclosure {
  readonly rule: (typeof DISCLOSURES)[number];
  readonly start: number;
  readonly end: number;
}

export interface Options {
  readonly words: number;
  readonly public: readonly string[];
}

/** What was made of the hidden texts of a request, which is asked for at every text of it. */
const prepared = new WeakMap<readonly string[], { readonly from: readonly unknown[]; readonly hidden: Hidden }>();

/** Prepares hidden texts and canaries. A text is read once; the result is remembered for a bounded number of texts. */
export function hiddenOf(texts: readonly string[], canaries: readonly string[], options: Options): Hidden {
  const known = prepared.get(texts);
  if (known !== undefined && known.from[0] === canaries && known.from[1] === options) return known.hidden;
  const hidden = madeOf(texts, canaries, options);
  prepared.set(texts, { from: [canaries, options], hidden });
  return hidden;
}

function madeOf(texts: readonly string[], canaries: readonly string[], options: Options): Hidden {
  const shingles = texts.map((text) => remembered(text, options)).filter((one) => one !== undefined);
  return { shingles, patterns: canaries.flatMap((canary) => patternsOf(canary)) };
}

/**
 * Everything hidden that a text says openly, in order of kind. `last` is the character before it, so that the rest of a
 * word is not taken for a word; `open` is from where more text could change that. */
export function disclosedIn(
  text: string,
  last: string,
  hidden: Hidden,
  complete: boolean,
): { readonly found: readonly Disclosure[]; readonly open: number } {
  const units = hidden.shingles.length === 0 ? [] : wholeUnits(text, last);
  const found: Disclosure[] = [];
  let open = text.length;
  for (const shingles of hidden.shingles) {
    const runs = runsIn(units, text.length, shingles, complete);
    for (const leak of runs.leaks) found.push({ rule: 'hidden-text', ...leak });
    open = Math.min(open, runs.open);
  }
  for (const pattern of hidden.patterns) {
    const { matches, open: from } = findPattern(text, pattern);
    for (const match of matches) found.push({ rule: 'canary', ...match });
    open = Math.min(open, from);
  }
  return { found, open };
}

/**
 * How far a text is settled: before it nothing can begin or end, and a fresh reading from there sees whole words and
 * whole runs.
 */
export function settledIn(text: string, last: string, hidden: Hidden): number {
  const units = unitsOf(text);
  let position = Math.min(disclosedIn(text, last, hidden, false).open, envelopesIn(text, false).open);
  for (;;) {
    const unit = units.findLast(({ start }) => start < position);
    const start = runStartAt(text, unit !== undefined && unit.end > position ? unit.start : position);
    if (start === position) return position;
    position = start;
  }
}

/** The same inside runs that may be encoded, each read by itself. */
export function disclosedInEnvelopes(
  text: string,
  hidden: Hidden,
  complete: boolean,
  decode: (text: string) => readonly { readonly text: string }[],
): readonly Disclosure[] {
  return envelopesIn(text, complete).envelopes.flatMap((envelope) => {
    const views = decode(text.slice(envelope.start, envelope.end));
    const rule = firstRule(views, hidden);
    return rule === undefined ? [] : [{ rule, ...envelope }];
  });
}

/** The rule of the first decoded text that gives something away. */
export function firstRule(
  views: readonly { readonly text: string }[],
  hidden: Hidden,
): 'encoded-hidden-text' | 'encoded-canary' | undefined {
  for (const view of views) {
    const [first] = disclosedIn(view.text, '', hidden, true).found;
    if (first !== undefined) return first.rule === 'canary' ? 'encoded-canary' : 'encoded-hidden-text';
  }
  return undefined;
}

function wholeUnits(text: string, last: string): readonly Unit[] {
  const units = unitsOf(text);
  const [first] = units;
  if (last === '' || first?.start !== 0) return units;
  const joined = unitsOf(last + text.slice(0, first.end));
  return joined.length === 1 && joined[0]?.start === 0 ? units.slice(1) : units;
}

const MOST_REMEMBERED = 64;
const memory = new Map<string, Shingles | undefined>();

/** A pure function of its arguments: forgetting one only costs time. */
function remembered(text: string, options: Options): Shingles | undefined {
  const key = JSON.stringify([options.words, options.public, text]);
  if (memory.has(key)) return memory.get(key);
  const made = shinglesOf(text, options.words, options.public);
  if (memory.size >= MOST_REMEMBERED) memory.delete(memory.keys().next().value ?? '');
  memory.set(key, made);
  return made;
}
