/** Buckets of the hashed part of the screen. */
export const BUCKETS = 1 << 18;
const MASK = BUCKETS - 1;

/** Runs of characters that count. */
const SHORTEST_RUN = 3;
const LONGEST_RUN = 5;
const WORD_SEED = 0x5bd1e995;
const PAIR_SEED = 0x27d4eb2f;
const RUN_SEED = 0x165667b1;
/** A row of the encoder never has more than so many characters that count; it bounds what one odd row can cost. */
const MOST_CHARACTERS = 4096;

const seen = new Uint8Array(BUCKETS);
const found = new Uint32Array(MOST_CHARACTERS * 5);

/**
 * The buckets that a folded text falls into, each once: its runs of three to five characters, its words and its pairs of
 * words. Digits count as one digit and every kind of space as one space. The result is valid until the next call.
 */
export function bucketsOf(text: string): Uint32Array {
  const codes = simplified(text);
  let count = 0;
  const add = (hash: number) => {
    const bucket = finished(hash) & MASK;
    if (seen[bucket] === 1) return;
    seen[bucket] = 1;
    found[count] = bucket;
    count += 1;
  };
  for (let at = 0; at < codes.length; at += 1) {
    let hash = RUN_SEED;
    const until = Math.min(codes.length, at + LONGEST_RUN);
    for (let next = at; next < until; next += 1) {
      hash = mixed(hash, codes[next]!);
      if (next - at + 1 >= SHORTEST_RUN) add(hash);
    }
  }
  let before = 0;
  let word = WORD_SEED;
  let length = 0;
  for (const code of codes) {
    if (code !== SPACE) {
      word = mixed(word, code);
      length += 1;
      continue;
    }
    if (length === 0) continue;
    add(word);
    if (before !== 0) add(mixed(mixed(PAIR_SEED, before), word));
    before = word;
    word = WORD_SEED;
    length = 0;
  }
  for (let index = 0; index < count; index += 1) seen[found[index]!] = 0;
  return found.subarray(0, count);
}

const SPACE = 0x20;
const ZERO = 0x30;
const WIDE_SPACE = /\s/;

/** The codes of a text between two spaces, runs of space as one, digits as zero; signs stand between spaces. */
function simplified(text: string): Uint16Array {
  const codes = new Uint16Array(Math.min(text.length * 3, MOST_CHARACTERS) + 4);
  codes[0] = SPACE;
  let length = 1;
  for (let at = 0; at < text.length && length < MOST_CHARACTERS; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= SPACE || (code >= 0xa0 && WIDE_SPACE.test(text[at]!))) {
      if (codes[length - 1] !== SPACE) codes[length++] = SPACE;
    } else if (code >= ZERO && code <= 0x39) {
      codes[length++] = ZERO;
    } else if (isSign(code)) {
      if (codes[length - 1] !== SPACE) codes[length++] = SPACE;
      codes[length++] = code;
      codes[length++] = SPACE;
    } else codes[length++] = code;
  }
  if (codes[length - 1] !== SPACE) codes[length++] = SPACE;
  return codes.subarray(0, length);
}

function isSign(code: number): boolean {
  return code < 0x80 && code !== 0x27 && !(code >= 0x61 && code <= 0x7a) && !(code >= 0x41 && code <= 0x5a);
}

function mixed(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193) ^ (hash >>> 15);
}

function finished(hash: number): number {
  const folded = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (folded ^ (folded >>> 13)) >>> 0;
}
