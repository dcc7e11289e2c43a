import { CONTEXT_SPAN } from './kind.ts';
import { VALUE_MARK, withoutTokens } from './token.ts';

/** What a reading remembers of the text around the place it has come to. */
export interface Surroundings {
  readonly whole: string;
  /** After so many places without its words, it is worth looking whether the text has them at all. */
  readonly patience: number;
  /** Words that stand nowhere in the text. */
  readonly absent: Set<RegExp>;
  readonly misses: Map<RegExp, number>;
  /** The end of what was read, values as one mark each, and where reading went on from there. */
  read: string;
  from: number;
  /** The last place that was asked about, and what stands before it. */
  place: number;
  context: string;
}

export function surroundingsOf(whole: string): Surroundings {
  const patience = 32 + Math.trunc(whole.length / CONTEXT_SPAN);
  return { whole, patience, absent: new Set(), misses: new Map(), read: '', from: 0, place: -1, context: '' };
}

/** A value was found: for what comes after, it is one mark. */
export function passValue(text: string, start: number, end: number, around: Surroundings): void {
  around.read = contextBefore(text, start, around) + VALUE_MARK;
  around.from = end;
  around.place = -1;
}

/** Whether one of the words stands before the place, near it and on its line. */
export function follows(words: RegExp, text: string, at: number, around: Surroundings): boolean {
  if (around.absent.has(words)) return false;
  if (around.place !== at) {
    around.context = plainLetters(contextBefore(text, at, around));
    around.place = at;
  }
  const near = words.test(around.context);
  const misses = (around.misses.get(words) ?? 0) + (near ? 0 : 1);
  around.misses.set(words, misses);
  // A context is cut at its beginning, where a part of a longer word may look like one: the text must have it whole.
  if ((near || misses === around.patience) && !words.test(plainLetters(around.whole))) {
    around.absent.add(words);
    return false;
  }
  return near;
}

/**
 * The end of what was read before `at`, on the same line. Values count as one mark, and so do tokens: masking a text must
 * not bring a word nearer to a number, or a second reading would find what the first did not.
 */
function contextBefore(text: string, at: number, around: Surroundings): string {
  const near = withoutTokens(text.slice(Math.max(around.from, at - 4 * CONTEXT_SPAN), at));
  const read = (around.read + near).slice(-CONTEXT_SPAN);
  return read.slice(read.lastIndexOf('\n') + 1);
}

/** The long s and the Kelvin sign as the letters that they are when case is ignored. Patterns that do so themselves are slow. */
function plainLetters(text: string): string {
  return ODD_LETTERS.test(text) ? text.replace(/\u017f/g, 's').replace(/\u212a/g, 'k') : text;
}

const ODD_LETTERS = /[\u017f\u212a]/;
