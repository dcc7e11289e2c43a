import { HIGH_BITS, unitOffsets, utf8Of } from './utf8.ts';

/** Finds many literals in one pass. */
export interface LiteralSearch {
  /** All places of all literals, in order. */
  find(text: string): readonly Found[];
}

/** Where a literal stands; `literal` is its place in the list. */
export interface Found {
  readonly literal: number;
  readonly at: number;
}

/** Classes of characters, five bits each; what is left is 0. A word goes on at classes from `WORD` on. */
const APOSTROPHE = 1;
const SPACE = 2;
const HYPHEN = 3;
const WORD = 4;
const DIGIT = 30;
const CLASSES = new Uint8Array(0x100);
for (let letter = 0; letter < 26; letter += 1) {
  CLASSES[0x61 + letter] = WORD + letter;
  CLASSES[0x41 + letter] = WORD + letter;
}
for (const digit of '0123456789_') CLASSES[digit.charCodeAt(0)] = DIGIT;
CLASSES["'".charCodeAt(0)] = APOSTROPHE;
CLASSES[' '.charCodeAt(0)] = SPACE;
CLASSES['-'.charCodeAt(0)] = HYPHEN;
const TRIPLE_MASK = 0x7fff;
const SHORTEST = 3;

/**
 * Searches for ASCII literals where a word begins, as `\b` has it. The text is lower case. One pass over its bytes asks a
 * table whether the last four of them may begin the telling word of a literal; ordinary text is left alone at 49 of 50 places.
 * Throws `TypeError` for a literal of less than three characters or one that does not start with a letter: that is a bug.
 */
export function searchAtWords(literals: readonly string[]): LiteralSearch {
  const leads = literals.map(leadOf);
  const flags = new Int32Array(TRIPLE_MASK + 1);
  const byBeginning = new Map<number, number[]>();
  /** One unit more, where there is one: for most literals it decides. */
  const fifths = Uint16Array.from(literals, (literal, index) => literal.charCodeAt(leads[index]! + 4));
  for (const [index, literal] of literals.entries()) {
    if (literal.length < SHORTEST || !/^[a-z]/.test(literal)) throw new TypeError(`\`${literal}\` begins no word`);
    for (const gram of gramsOf(literal.slice(leads[index]))) {
      flags[gram >> 5]! |= 1 << (gram & 31);
      const bucket = byBeginning.get(gram);
      if (bucket === undefined) byBeginning.set(gram, [index]);
      else bucket.push(index);
    }
  }
  return {
    find(text) {
      const { places, grams } = beginningsIn(text, flags);
      const found: Found[] = [];
      for (let next = 0; next < places.length; next += 1) {
        const place = places[next]!;
        const fifth = text.charCodeAt(place + 4);
        for (const literal of byBeginning.get(grams[next]!)!) {
          const own = fifths[literal]!;
          if (own !== 0 && own !== fifth) continue;
          const at = place - leads[literal]!;
          if (text.startsWith(literals[literal]!, at) && beginsWord(text, at)) found.push({ literal, at });
        }
      }
      return found.sort((left, right) => left.at - right.at);
    },
  };
}

/** Words of every sentence tell nothing. */
const UNTELLING = /^(?:a|an|and|are|as|do|for|from|i|if|in|is|no|not|of|on|the|to|with|you|your)$/;

/** Where the telling word of a literal begins: the first that is long enough and not in every sentence. */
function leadOf(literal: string): number {
  for (const { 0: word, index } of literal.matchAll(/[a-z]+/g)) {
    const isWhole = index + SHORTEST <= literal.length && (index === 0 || literal[index - 1] === ' ');
    if (isWhole && !UNTELLING.test(word)) return index;
  }
  return 0;
}

function beginsWord(text: string, at: number): boolean {
  return at === 0 || (at > 0 && CLASSES[text.charCodeAt(at - 1)]! < WORD) || text.charCodeAt(at - 1) > 0x7f;
}

/** The first four classes; a literal of three characters may be followed by any. */
function gramsOf(literal: string): readonly number[] {
  let triple = 0;
  for (let at = 0; at < 3; at += 1) triple = (triple << 5) | CLASSES[literal.charCodeAt(at)]!;
  if (literal.length > 3) return [(triple << 5) | CLASSES[literal.charCodeAt(3)]!];
  return Array.from({ length: 32 }, (_, own) => (triple << 5) | own);
}

interface Beginnings {
  /** UTF-16 offsets where a word begins that may begin a literal, and the classes of its first four characters. */
  readonly places: readonly number[];
  readonly grams: readonly number[];
}

/** Four bytes at a time, because ordinary text leaves the loop rarely; zeros follow the last byte. */
function beginningsIn(text: string, flags: Int32Array): Beginnings {
  const utf8 = utf8Of(text);
  const { bytes, words, length } = utf8;
  const places: number[] = [];
  const grams: number[] = [];
  let before = 0;
  for (let at = 0; at < length + 3; at += 4) {
    if (before === 0 && (words[at >> 2]! & HIGH_BITS) === HIGH_BITS) continue;
    const first = CLASSES[bytes[at]!]!;
    const second = CLASSES[bytes[at + 1]!]!;
    const third = CLASSES[bytes[at + 2]!]!;
    const fourth = CLASSES[bytes[at + 3]!]!;
    const one = ((before << 5) | first) & TRIPLE_MASK;
    const two = ((one << 5) | second) & TRIPLE_MASK;
    const three = ((two << 5) | third) & TRIPLE_MASK;
    const flagged =
      (flags[before]! >> first) | (flags[one]! >> second) | (flags[two]! >> third) | (flags[three]! >> fourth);
    if ((flagged & 1) !== 0) {
      let triple = before;
      for (let last = at; last < at + 4; last += 1) {
        const own = CLASSES[bytes[last]!]!;
        const start = last - 3;
        if (((flags[triple]! >> own) & 1) !== 0 && (start <= 0 || CLASSES[bytes[start - 1]!]! < WORD)) {
          places.push(start);
          grams.push((triple << 5) | own);
        }
        triple = ((triple << 5) | own) & TRIPLE_MASK;
      }
    }
    before = ((three << 5) | fourth) & TRIPLE_MASK;
  }
  return { places: length === text.length ? places : unitOffsets(utf8, places), grams };
}

/**
 * Searches for literals anywhere, for scripts that write words without spaces. Throws `TypeError` for a literal of less than
 * two characters: that is a bug.
 */
export function searchAnywhere(literals: readonly string[]): LiteralSearch {
  const flags = new Uint8Array(0x10000);
  const byBeginning = new Map<number, number[]>();
  for (const [index, literal] of literals.entries()) {
    if (literal.length < 2) throw new TypeError('a literal of one character stands everywhere');
    const pair = pairOf(literal.charCodeAt(0), literal.charCodeAt(1));
    flags[pair] = 1;
    const bucket = byBeginning.get(pair);
    if (bucket === undefined) byBeginning.set(pair, [index]);
    else bucket.push(index);
  }
  return {
    find(text) {
      const found: Found[] = [];
      let before = 0;
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        const pair = pairOf(before, unit);
        before = unit;
        if (flags[pair] === 0) continue;
        for (const literal of byBeginning.get(pair) ?? []) {
          if (text.startsWith(literals[literal]!, at - 1)) found.push({ literal, at: at - 1 });
        }
      }
      return found;
    },
  };
}

/** Pairs that share a number are told apart by the literals themselves. */
function pairOf(first: number, second: number): number {
  return (Math.imul(first, 31) + second) & 0xffff;
}
