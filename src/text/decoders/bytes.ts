const UTF8 = new TextDecoder('utf-8');
const UTF16 = new TextDecoder('utf-16le');
/** Bytes looked at before the rest is decoded: chance alone rarely gives this many printable ones. */
export const GLANCE = 12;

/** The text of bytes in UTF-8 (or UTF-16, as some shells write it), or undefined when they are no text. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  if (bytes.length < 2) return undefined;
  if (bytes.length % 2 === 0 && isWide(bytes, bytes.length)) return printable(UTF16.decode(bytes));
  return startsAsText(bytes, bytes.length) ? printable(UTF8.decode(bytes)) : undefined;
}

/** False when bytes that begin with these `length` ones are no text for `textOfBytes`. */
export function mayBeText(bytes: Uint8Array, length: number): boolean {
  return isWide(bytes, length) || startsAsText(bytes, length);
}

/** Latin text in UTF-16 has a zero in every second byte. */
function isWide(bytes: Uint8Array, length: number): boolean {
  return length >= 8 && bytes[1] === 0 && bytes[3] === 0 && bytes[5] === 0 && bytes[7] === 0;
}

/** No control, and no byte that UTF-8 does not allow where it stands. */
function startsAsText(bytes: Uint8Array, length: number): boolean {
  const glance = Math.min(length, GLANCE);
  let following = 0;
  for (let at = 0; at < glance; at += 1) {
    const byte = bytes[at]!;
    const isFollowing = (byte & 0xc0) === 0x80;
    if (isFollowing !== following > 0 || !isTextByte(byte)) return false;
    if (isFollowing) following -= 1;
    else if (byte >= 0xc2) following = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
  }
  return true;
}

function isTextByte(byte: number): boolean {
  if (byte < 0x20) return byte === 0x09 || byte === 0x0a || byte === 0x0d;
  return byte !== 0x7f && byte !== 0xc0 && byte !== 0xc1 && byte < 0xf5;
}

const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]/;

function printable(text: string): string | undefined {
  return UNPRINTABLE.test(text) ? undefined : text;
}
