/** A run of characters of one alphabet; UTF-16 offsets, `end` exclusive. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** Shorter runs are words, names and numbers. */
export const SHORTEST_RUN = 16;

const ALPHABET = new Uint8Array(0x80);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') {
  ALPHABET[character.charCodeAt(0)] = 1;
}

/**
 * The runs of at least 16 characters of the base64 alphabets, which hold those of base32 and hexadecimal. Looks at one
 * character in sixteen of ordinary text: a long run must cover one of them.
 */
export function longRuns(text: string): readonly Run[] {
  const runs: Run[] = [];
  for (let at = SHORTEST_RUN - 1; at < text.length; ) {
    if (!isInAlphabet(text, at)) {
      at += SHORTEST_RUN;
      continue;
    }
    let start = at;
    while (start > 0 && isInAlphabet(text, start - 1)) start -= 1;
    let end = at + 1;
    while (end < text.length && isInAlphabet(text, end)) end += 1;
    if (end - start >= SHORTEST_RUN) runs.push({ start, end });
    at = end + SHORTEST_RUN;
  }
  return runs;
}

function isInAlphabet(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x80 && ALPHABET[code] === 1;
}
