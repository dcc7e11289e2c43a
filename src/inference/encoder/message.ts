import type { Logits } from './encoder.ts';

/** What the child must know before it can work; the first frame that it receives, as JSON. */
export interface Setup {
  /** Path of the runtime package's entry. */
  readonly runtime: string;
  readonly modelFile: string;
  readonly threads: number;
}

/** Rows side by side, each padded to `length`. */
export interface Batch {
  readonly length: number;
  readonly rows: readonly Int32Array[];
}

/** A batch as the child reads it; `ids` and `mask` have `count` rows of `length`. */
export interface Tensors {
  readonly count: number;
  readonly length: number;
  readonly ids: BigInt64Array;
  readonly mask: BigInt64Array;
}

/** Words of 32 bits: the number of rows, their padded length, the true size of each, then the ids without padding. */
export function encodeBatch({ length, rows }: Batch): Uint8Array {
  const words = new Int32Array(2 + rows.length + rows.reduce((sum, row) => sum + row.length, 0));
  words.set([rows.length, length, ...rows.map((row) => row.length)]);
  let at = 2 + rows.length;
  for (const row of rows) {
    words.set(row, at);
    at += row.length;
  }
  return new Uint8Array(words.buffer);
}

/** Reads a batch and pads it: id 0 and mask 0 stand where a row has no token. */
export function decodeBatch(payload: Uint8Array): Tensors {
  // A typed array wants its bytes aligned, and a frame stands anywhere in its chunk: hence the copy.
  const words = new Int32Array(new Uint8Array(payload).buffer);
  const [count = 0, length = 0] = words;
  const ids = new BigInt64Array(count * length);
  const mask = new BigInt64Array(count * length);
  let at = 2 + count;
  for (let row = 0; row < count; row += 1) {
    const size = words[2 + row] ?? 0;
    for (let column = 0; column < size; column += 1) ids[row * length + column] = BigInt(words[at + column] ?? 0);
    mask.fill(1n, row * length, row * length + size);
    at += size;
  }
  return { count, length, ids, mask };
}

/** The logits of a batch as bytes, two numbers for each row. */
export function encodeLogits(logits: Float32Array): Uint8Array {
  return new Uint8Array(logits.buffer, logits.byteOffset, logits.byteLength);
}

/** The logits of `count` rows. A row is undefined when the run failed (nothing came) or gave no finite number. */
export function decodeLogits(payload: Uint8Array, count: number): readonly (Logits | undefined)[] {
  const values = new Float32Array(new Uint8Array(payload).buffer);
  return Array.from({ length: count }, (_, row): Logits | undefined => {
    const [redirect = Number.NaN, order = Number.NaN] = values.subarray(2 * row, 2 * row + 2);
    return Number.isFinite(redirect) && Number.isFinite(order) ? [redirect, order] : undefined;
  });
}
