/** The bytes of base64 or base64url as characters, or undefined when it is neither or not printable. */
export function fromBase64(text: string): string | undefined {
  try {
    return printable(atob(text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '')));
  } catch {
    return undefined; // a length that no base64 has
  }
}

/** The bytes of hexadecimal as characters, or undefined when they are not printable. */
export function fromHex(text: string): string | undefined {
  if (text.length % 2 !== 0) return undefined;
  let bytes = '';
  for (let at = 0; at < text.length; at += 2) bytes += String.fromCharCode(Number.parseInt(text.slice(at, at + 2), 16));
  return printable(bytes);
}

// The first fifteen bytes are ASCII: in base64 three of four characters then come from half of the alphabet only.
const FOUR = '[A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z0-9+/_-]';
const ENCODED = new RegExp(`(?:^|[^A-Za-z0-9+/_-])(?:(?:${FOUR}){5}|(?:[2-7][0-9A-Fa-f]|0[9ADad]){10})`);

/** Whether some piece of at least twenty characters can be printable text in base64 or hexadecimal. Cheap; rarely wrong. */
export function mayBeEncoded(text: string): boolean {
  return ENCODED.test(text);
}

function printable(bytes: string): string | undefined {
  return /^[\x20-\x7e\r\n\t]+$/.test(bytes) ? bytes : undefined;
}

export function reversed(text: string): string {
  let turned = '';
  for (let at = text.length - 1; at >= 0; at -= 1) turned += text.charAt(at);
  return turned;
}

/** Whether a token starts with a header that names an algorithm (RFC 7515, section 4.1.1). */
export function hasTokenHeader(token: string): boolean {
  return fromBase64(token.slice(0, token.indexOf('.')))?.includes('"alg"') === true;
}
