/** The character class of a code unit that belongs to a word: ASCII letters, digits, underscore. */
export function isWord(code: number): boolean {
  return isAlphanumeric(code) || code === 95;
}

export function isAlphanumeric(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const ESCAPED_LETTERS = 'nrt';

/**
 * Whether a value may start at `at`: nothing of a word stands before it. The letter of a written-out escape (`\n` inside
 * quoted JSON) is no word. `text` must hold what stands before, as far as it is known.
 */
export function startsAfresh(text: string, at: number): boolean {
  if (at === 0 || !isWord(text.charCodeAt(at - 1))) return true;
  return isEscapeLetter(text, at - 1);
}

/** Whether the character at `at` is the letter of a written-out escape. */
export function isEscapeLetter(text: string, at: number): boolean {
  return at > 0 && text.charAt(at - 1) === '\\' && ESCAPED_LETTERS.includes(text.charAt(at) || ' ');
}

/** Whether a value may end at `end`: no word goes on there, and no number after a dot or a dash. */
export function endsHere(text: string, end: number): boolean {
  if (isWord(text.charCodeAt(end))) return false;
  const joins = '.-'.includes(text.charAt(end) || ' ');
  return !joins || !isDigit(text.charCodeAt(end + 1));
}
