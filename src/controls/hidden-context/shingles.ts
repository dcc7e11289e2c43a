import { wordsOf } from '../../text/index.ts';

/** A unit of a text: a word, or one character of a script that writes without spaces. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  /** Folded in case and compatibility; markup around it is not part of it. */
  readonly key: string;
}

/** Every run of `size` units of a hidden text, in the readings that a model is asked for: plain, rot13, reversed. */
export interface Shingles {
  readonly size: number;
  /** Numbers of the words; an unknown word ends every run. */
  readonly words: ReadonlyMap<string, number>;
  /** Hashes of every beginning of every run, by length; a run that is not a beginning of one cannot become a leak. */
  readonly beginnings: readonly ReadonlySet<number>[];
  /** All readings one after another, as numbers of words, and where runs of a hash stand: two hashes may be equal. */
  readonly numbers: readonly number[];
  readonly runs: ReadonlyMap<number, readonly number[]>;
}

/** Only the first so many units of a hidden text are watched. */
const MOST_UNITS = 20_000;
/** Shorter hidden texts say nothing that is worth hiding. */
const FEWEST_UNITS = 4;
/** Places of one run that are remembered; a run that is repeated more often is the same everywhere. */
const MOST_PLACES = 8;
const DENSE =
  /[\u{e00}-\u{eff}\u{1780}-\u{17ff}\u{3040}-\u{30ff}\u{3400}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{3ffff}]/u;
/** Characters of a dense script that weigh as much as one word. */
const DENSE_FACTOR = 2;

/** The units of a text in order. */
export function unitsOf(text: string): readonly Unit[] {
  const units: Unit[] = [];
  for (const { start, end } of wordsOf(text)) {
    const word = text.slice(start, end);
    if (!isAscii(word)) {
      addDense(word, start, units);
      continue;
    }
    const key = word.includes('_') ? word.replace(/^_+|_+$/g, '') : word;
    if (key !== '') units.push({ start, end, key: key.toLowerCase() });
  }
  return units;
}

function addDense(word: string, offset: number, units: Unit[]): void {
  let start = 0;
  let at = 0;
  for (const char of word) {
    if (DENSE.test(char)) {
      if (at > start) units.push(unit(word, start, at, offset));
      units.push(unit(word, at, at + char.length, offset));
      start = at + char.length;
    }
    at += char.length;
  }
  if (at > start) units.push(unit(word, start, at, offset));
}

function unit(word: string, start: number, end: number, offset: number): Unit {
  const key = word.slice(start, end).normalize('NFKC').toLowerCase();
  return { start: start + offset, end: end + offset, key };
}

/** The shingles of a hidden text, without those that touch a public phrase; undefined when nothing is left. */
export function shinglesOf(text: string, wordsInARow: number, publicPhrases: readonly string[]): Shingles | undefined {
  const plain = keysOf(text);
  const dense = plain.filter((key) => DENSE.test(key)).length * 2 > plain.length;
  const enough = dense ? FEWEST_UNITS * DENSE_FACTOR : FEWEST_UNITS;
  const wanted = dense ? wordsInARow * DENSE_FACTOR : wordsInARow;
  const size = Math.min(wanted, plain.length);
  if (size < enough) return undefined;
  const words = new Map<string, number>();
  const beginnings = Array.from({ length: size }, () => new Set<number>());
  const numbers: number[] = [];
  const runs = new Map<number, number[]>();
  for (const piece of withoutPublic(plain, publicPhrases.map(keysOf))) {
    for (const reading of readingsOf(piece)) {
      const from = numbers.length;
      for (const key of reading) numbers.push(numberOf(key, words));
      addRuns(numbers, from, beginnings, runs);
    }
  }
  return runs.size === 0 ? undefined : { size, words, beginnings, numbers, runs };
}

function keysOf(text: string): readonly string[] {
  return unitsOf(text)
    .slice(0, MOST_UNITS)
    .map(({ key }) => key);
}

/** The pieces between occurrences of public phrases. */
function withoutPublic(
  keys: readonly string[],
  phrases: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const open = keys.map(() => true);
  for (const phrase of phrases) {
    for (let at = 0; phrase.length > 0 && at + phrase.length <= keys.length; at++) {
      if (phrase.every((key, offset) => keys[at + offset] === key)) open.fill(false, at, at + phrase.length);
    }
  }
  const pieces: string[][] = [[]];
  keys.forEach((key, index) => {
    if (open[index]) pieces.at(-1)?.push(key);
    else if (pieces.at(-1)?.length !== 0) pieces.push([]);
  });
  return pieces;
}

function readingsOf(keys: readonly string[]): readonly (readonly string[])[] {
  const backwards = keys.toReversed();
  return [keys, keys.map(rot13), backwards.map((key) => [...key].reverse().join('')), backwards];
}

/** Adds every run of one reading, which ends where the list ends. */
function addRuns(
  numbers: readonly number[],
  from: number,
  beginnings: readonly Set<number>[],
  runs: Map<number, number[]>,
): void {
  for (let at = from; at + beginnings.length <= numbers.length; at++) {
    let hash = 0;
    beginnings.forEach((known, length) => {
      hash = extended(hash, numbers[at + length] ?? 0);
      known.add(hash);
    });
    const places = runs.get(hash);
    if (places === undefined) runs.set(hash, [at]);
    else if (places.length < MOST_PLACES) places.push(at);
  }
}

function numberOf(key: string, words: Map<string, number>): number {
  const known = words.get(key);
  if (known !== undefined) return known;
  words.set(key, words.size + 1);
  return words.size;
}

/** A 30-bit hash of a run and one more word: small enough for the engine to keep it without an allocation. */
export function extended(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ Math.imul(word, 0x85ebca6b), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 15)) & 0x3fffffff;
}

function rot13(text: string): string {
  return text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97));
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
