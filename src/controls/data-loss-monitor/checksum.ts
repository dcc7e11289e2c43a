const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? POLYNOMIAL ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** CRC-32 (ISO 3309) of an ASCII text. */
export function crc32(text: string): number {
  let rest = 0xffffffff;
  for (let at = 0; at < text.length; at += 1) rest = (TABLE[(rest ^ text.charCodeAt(at)) & 255] ?? 0) ^ (rest >>> 8);
  return ~rest >>> 0;
}

/** Whether the last six characters are the CRC-32 of those after the first underscore, in base 62 (GitHub, npm). */
export function hasBase62Checksum(token: string): boolean {
  let rest = crc32(token.slice(token.indexOf('_') + 1, -6));
  let written = '';
  for (let place = 0; place < 6; place += 1, rest = Math.floor(rest / 62)) written = BASE62.charAt(rest % 62) + written;
  return token.endsWith(written);
}
