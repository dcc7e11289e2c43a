/** Ids that every vocabulary of the encoder begins with, in this order. */
export const PADDING = 0;
export const UNKNOWN = 1;
export const START = 2;
export const END = 3;
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];

/** A longer run of letters is cut here: a name has an end, and the search stays linear. */
const LONGEST_WORD = 48;

/** Letters, marks and digits of scripts that put spaces between words; anything else visible stands alone. */
const WORD = /[\p{L}\p{M}\p{N}_]/u;
/** Scripts written without spaces: every character is a word. */
const ALONE = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;

/** Word pieces of the encoder. */
export interface Pieces {
  readonly size: number;
  /** Ids of the pieces of `text`, a folded text in lower case; linear. */
  idsOf(text: string): readonly number[];
}

/**
 * Reads a vocabulary: one piece a line, the id is the number of the line, pieces that continue a word begin with `##`.
 * Throws when it does not begin as it must.
 */
export function readPieces(vocabulary: string): Pieces {
  const lines = vocabulary.trimEnd().split('\n');
  if (SPECIAL.some((piece, id) => lines[id] !== piece)) {
    throw new TypeError(`a vocabulary begins with ${SPECIAL.join(', ')}`);
  }
  const first = new Map<string, number>();
  const further = new Map<string, number>();
  let longest = 1;
  for (const [id, piece] of lines.entries()) {
    const isFurther = piece.length > 2 && piece.startsWith('##');
    const letters = isFurther ? piece.slice(2) : piece;
    (isFurther ? further : first).set(letters, id);
    longest = Math.max(longest, letters.length);
  }
  const known = new Map<string, readonly number[]>();
  const idsOfWord = (word: string): readonly number[] => {
    const ids: number[] = [];
    addWord(word, ids, first, further, longest);
    if (known.size >= WORDS_KEPT) known.clear();
    known.set(word, ids);
    return ids;
  };
  return {
    size: lines.length,
    idsOf(text) {
      const ids: number[] = [];
      eachWord(text, (word) => {
        const single = first.get(word);
        if (single !== undefined) ids.push(single);
        else for (const id of known.get(word) ?? idsOfWord(word)) ids.push(id);
      });
      return ids;
    },
  };
}

/** Words that fall into several pieces are remembered, as many as this; then they are forgotten, all at once. */
const WORDS_KEPT = 8_192;

/** Greedy: always the longest piece that fits. A word with a part that no piece fits is unknown as a whole. */
function addWord(
  word: string,
  ids: number[],
  first: ReadonlyMap<string, number>,
  further: ReadonlyMap<string, number>,
  longest: number,
): void {
  const from = ids.length;
  for (let at = 0; at < word.length; ) {
    const pieces = at === 0 ? first : further;
    let end = Math.min(word.length, at + longest);
    let id = pieces.get(word.slice(at, end));
    while (id === undefined && end > at + 1) {
      end -= 1;
      id = pieces.get(word.slice(at, end));
    }
    if (id === undefined) {
      ids.length = from;
      ids.push(UNKNOWN);
      return;
    }
    ids.push(id);
    at = end;
  }
}

function eachWord(text: string, take: (word: string) => void): void {
  let from = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = code < 0x80 ? ASCII[code]! : kindOf(text[at]!);
    if (kind === PART && (from < 0 || at - from < LONGEST_WORD)) {
      if (from < 0) from = at;
      continue;
    }
    if (from >= 0) take(text.slice(from, at));
    from = kind === PART ? at : -1;
    if (kind === SIGN) take(text[at]!);
  }
  if (from >= 0) take(text.slice(from));
}

const SPACE = 0;
const PART = 1;
const SIGN = 2;
const ASCII = Uint8Array.from({ length: 0x80 }, (_, code) => kindOf(String.fromCharCode(code)));

/** Surrogates are signs, each for itself: what lies beyond the basic plane has no piece. */
function kindOf(character: string): number {
  if (/[\s\p{Cc}\p{Cf}]/u.test(character)) return SPACE;
  return WORD.test(character) && character !== '_' && !ALONE.test(character) ? PART : SIGN;
}
