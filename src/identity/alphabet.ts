/** Crockford's base 32: no I, L, O, U, so that nobody misreads a token and none spells a word. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Bytes as base 32, five bits a character, most significant first; trailing bits are filled with zeros. */
export function toCrockford(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += CROCKFORD[(held >> bits) & 31];
    }
  }
  return bits === 0 ? text : text + CROCKFORD[(held << (5 - bits)) & 31];
}

/** A number as base 62 of exactly `width` characters, zeros in front. */
export function toBase62(value: bigint, width: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = `${BASE62[Number(rest % 62n)]}${text}`;
  return text.padStart(width, '0');
}
