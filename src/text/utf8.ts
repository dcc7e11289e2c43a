/** A text as UTF-8 in memory that the next call uses again: read it at once, keep nothing of it. */
export interface Utf8 {
  readonly bytes: Uint8Array;
  /** The same memory, four bytes at a time. */
  readonly words: Int32Array;
  readonly length: number;
}

/** Loops over bytes cost two thirds of loops over `charCodeAt`, and the copy is native. */
const ENCODER = new TextEncoder();
/** Room for the scans that look a little past the end; they see zeros there. */
const MARGIN = 16;
/** Memory up to this size is kept for the next text. */
const MOST_KEPT = 1 << 20;

let kept = memoryOf(1 << 15);

/** The bytes of a text, with zeros after them. Lone surrogates are read as U+FFFD. */
export function utf8Of(text: string): Utf8 {
  let memory = kept;
  if (memory.bytes.length < text.length + MARGIN) memory = largerMemory(text.length + MARGIN);
  let { read, written } = ENCODER.encodeInto(text, memory.bytes);
  if (read < text.length || written + MARGIN > memory.bytes.length) {
    memory = largerMemory(text.length * 3 + MARGIN);
    ({ read, written } = ENCODER.encodeInto(text, memory.bytes));
  }
  memory.bytes.fill(0, written, written + MARGIN);
  return { bytes: memory.bytes, words: memory.words, length: written };
}

/** The UTF-16 offsets of places in the bytes, which are given in order. */
export function unitOffsets({ bytes, words }: Utf8, places: readonly number[]): readonly number[] {
  const offsets: number[] = [];
  let at = 0;
  // Of a character beyond ASCII all bytes but the first are surplus; those of four bytes are two units.
  let surplus = 0;
  for (const place of places) {
    for (; at < place && (at & 3) !== 0; at += 1) surplus += surplusOf(bytes[at]!);
    for (; at + 4 <= place; at += 4) {
      const four = words[at >> 2]!;
      if ((four & HIGH_BITS) === 0) continue;
      const following = four & ~(four << 1) & HIGH_BITS;
      const ofFour = four & (four << 1) & (four << 2) & (four << 3) & HIGH_BITS;
      surplus += bytesIn(following) - bytesIn(ofFour);
    }
    for (; at < place; at += 1) surplus += surplusOf(bytes[at]!);
    offsets.push(place - surplus);
  }
  return offsets;
}

function surplusOf(byte: number): number {
  if ((byte & 0xc0) === 0x80) return 1;
  return byte >= 0xf0 ? -1 : 0;
}

/** The highest bit of each of four bytes. */
export const HIGH_BITS = 0x80808080 | 0;

/** How many of four bytes have their highest bit set, and no other. */
function bytesIn(four: number): number {
  return Math.imul(four >>> 7, 0x01010101) >>> 24;
}

function memoryOf(size: number): { bytes: Uint8Array; words: Int32Array } {
  const bytes = new Uint8Array(size);
  return { bytes, words: new Int32Array(bytes.buffer) };
}

function largerMemory(size: number): { bytes: Uint8Array; words: Int32Array } {
  let rounded = kept.bytes.length;
  while (rounded < size) rounded *= 2;
  const memory = memoryOf(rounded);
  if (rounded <= MOST_KEPT) kept = memory;
  return memory;
}

/** True for texts of printable ASCII, tabs and line ends only. Costs a fifth of a nanosecond a character. */
export function isPlainAscii(text: string): boolean {
  const { bytes, words, length } = utf8Of(text);
  if (length !== text.length) return false;
  const whole = length >> 2;
  for (let at = 0; at < whole; at += 1) {
    const four = words[at]!;
    // Set for a byte below 0x20, for 0x7f, and for one above; a borrow can set it for the byte after such a one as well.
    if ((((four - 0x20202020) | (four + 0x01010101) | four) & HIGH_BITS) === 0) continue;
    for (let byte = at * 4; byte < at * 4 + 4; byte += 1) if (!isPlainByte(bytes[byte]!)) return false;
  }
  for (let byte = whole * 4; byte < length; byte += 1) if (!isPlainByte(bytes[byte]!)) return false;
  return true;
}

function isPlainByte(byte: number): boolean {
  return byte >= 0x20 ? byte < 0x7f : byte === 0x0a || byte === 0x09 || byte === 0x0d;
}
