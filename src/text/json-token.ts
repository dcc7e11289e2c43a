/** The smallest pieces of a JSON text, for readers that walk over it by position. */

const BACKSLASH = 0x5c;

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** Whether a number or word ends before this code unit; the end of the text, which has none, ends it too. */
export function isScalarEnd(code: number): boolean {
  return code === 0x2c || code === 0x5d || code === 0x7d || isSpace(code) || Number.isNaN(code);
}

/** The position behind the closing quote of the string that opens at `start`. */
export function stringEnd(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end === -1) throw new RangeError('the text is no JSON: a string does not end');
  } while (isEscaped(text, end));
  return end + 1;
}

/** The text that the string between `start` and `end`, quotes included, stands for. */
export function decodeString(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw; // a JSON string parses to a string
}

function isEscaped(text: string, position: number): boolean {
  let count = 0;
  while (text.charCodeAt(position - 1 - count) === BACKSLASH) count += 1;
  return count % 2 === 1;
}
