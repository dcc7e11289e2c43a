import { END, type Pieces, START } from './pieces.ts';
import { type Stretch, sentencesOf } from './sentences.ts';

/** Tokens of a row, with the one that begins and the one that ends it. */
export const ROW_TOKENS = 64;
const INNER = ROW_TOKENS - 2;
/** How much of a cut sentence stands in both of its rows. */
const OVERLAP = 14;

/** A window over a text that is judged as one: whole sentences as many as fit, the last one of a row begins the next. */
export interface Row extends Stretch {
  readonly ids: Int32Array;
}

/** All rows of a folded text, in order; every token stands in at least one. Linear in the text. */
export function rowsOf(text: string, pieces: Pieces): readonly Row[] {
  const sentences = sentencesOf(text).map((sentence) => ({
    ...sentence,
    ids: pieces.idsOf(text.slice(sentence.start, sentence.end)),
  }));
  const rows: Row[] = [];
  for (let first = 0; first < sentences.length; ) {
    let tokens = 0;
    let next = first;
    while (next < sentences.length && tokens + sentences[next]!.ids.length <= INNER) {
      tokens += sentences[next]!.ids.length;
      next += 1;
    }
    if (next === first) {
      rows.push(...cut(sentences[first]!));
      first += 1;
      continue;
    }
    rows.push(rowFrom(sentences.slice(first, next)));
    // One sentence stands in two rows, unless the row has only one or the text ends here.
    first = next - first > 1 && next < sentences.length && fits(sentences, next) ? next - 1 : next;
  }
  return rows;
}

type Sentence = Stretch & { readonly ids: readonly number[] };

/** Whether the sentence before `next` and `next` itself go into one row; otherwise to repeat it would lead nowhere. */
function fits(sentences: readonly Sentence[], next: number): boolean {
  return sentences[next - 1]!.ids.length + sentences[next]!.ids.length <= INNER;
}

function rowFrom(sentences: readonly Sentence[]): Row {
  const start = sentences[0]!.start;
  return { start, end: sentences.at(-1)!.end, ids: framed(sentences.flatMap(({ ids }) => ids)) };
}

/** A sentence longer than a row; where its rows begin and end in the text is told in proportion to their tokens. */
function cut({ start, end, ids }: Sentence): readonly Row[] {
  const rows: Row[] = [];
  const place = (token: number) => start + Math.round(((end - start) * token) / ids.length);
  for (let from = 0; ; from += INNER - OVERLAP) {
    const until = Math.min(ids.length, from + INNER);
    rows.push({ start: place(from), end: place(until), ids: framed(ids.slice(from, until)) });
    if (until === ids.length) return rows;
  }
}

function framed(ids: readonly number[]): Int32Array {
  const row = new Int32Array(ids.length + 2);
  row[0] = START;
  row.set(ids, 1);
  row[ids.length + 1] = END;
  return row;
}
