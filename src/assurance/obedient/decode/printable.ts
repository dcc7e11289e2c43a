const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true });
const WIDE = new TextDecoder('utf-16le');
const SMALLEST_MESSAGE = 4;

/** The text in some bytes when a reader would call it text: valid UTF-8 (or UTF-16), nearly all of it printable. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  if (bytes.length < SMALLEST_MESSAGE) return undefined;
  if (bytes.length % 2 === 0 && bytes[1] === 0 && bytes[3] === 0) return printable(WIDE.decode(bytes));
  try {
    return printable(STRICT_UTF8.decode(bytes));
  } catch {
    return undefined; // not UTF-8, so not text
  }
}

/** Runs of eight or more readable characters inside binary data, as metadata of an image has them. */
export function readableRuns(bytes: Uint8Array): string {
  const runs = Buffer.from(bytes)
    .toString('latin1')
    .match(/[\x20-\x7e]{8,400}/g);
  return runs === null ? '' : runs.join('\n');
}

function printable(text: string): string | undefined {
  const odd = text.match(/[^\P{C}\r\n\t\u{200b}-\u{200f}\u{e0000}-\u{e007f}]/gu)?.length ?? 0;
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const invisible = text.match(/[\u{200b}-\u{200f}\u{e0000}-\u{e007f}]/gu)?.length ?? 0;
  return odd * 10 <= text.length && letters + invisible >= SMALLEST_MESSAGE ? text : undefined;
}
