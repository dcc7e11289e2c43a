/** A run of characters that could be an encoding of something long enough to matter. */
export interface Envelope {
  readonly start: number;
  readonly end: number;
}

/** Shorter runs cannot hold four words. */
const SHORTEST = 24;
/** Longer runs are read in pieces; a multiple of 4 and 8, so that a piece of base64 or base32 decodes by itself. */
const LONGEST = 1_536;
/** One unbroken run of what base64, percent signs, entities and escapes are made of; or digits as in a dump. */
const SOLID = /[A-Za-z0-9+/=_%&#;.'()*~!\\-]{1,1536}/y;
const DUMP = /[0-9a-fA-Fx][0-9a-fA-Fx \\,:;-]{0,1535}/y;
const ALL_DUMP = /^[0-9a-fA-Fx,:;\\-]{1,1536}$/;

/**
 * Runs that may be encoded, in order and without overlap, and where a run begins that is still open at the end of the
 * text. Prose has none: its words are short.
 */
export function envelopesIn(
  text: string,
  complete: boolean,
): { readonly envelopes: readonly Envelope[]; readonly open: number } {
  const envelopes: Envelope[] = [];
  let at = 0;
  while (at < text.length) {
    const end = endOfRun(text, at);
    if (end === at) {
      at += 1;
      continue;
    }
    const cut = end - at >= LONGEST;
    if (end >= text.length && !complete && !cut) return { envelopes, open: at };
    if (end - at >= SHORTEST) envelopes.push({ start: at, end });
    at = end;
  }
  return { envelopes, open: text.length };
}

/** A solid run; one of hexadecimal digits goes on over single spaces. */
function endOfRun(text: string, at: number): number {
  SOLID.lastIndex = at;
  if (!SOLID.test(text)) return at;
  const solid = SOLID.lastIndex;
  if (!ALL_DUMP.test(text.slice(at, solid))) return solid;
  DUMP.lastIndex = at;
  DUMP.test(text);
  let end = DUMP.lastIndex;
  if (end >= text.length || end - at >= LONGEST || !isSolid(text.charCodeAt(end))) return Math.max(solid, end);
  while (end > solid && isSolid(text.charCodeAt(end - 1))) end -= 1; // a word began; it is not part of the dump
  return Math.max(solid, end);
}

/** Moves a position that stands inside a run back to where the run begins. */
export function runStartAt(text: string, position: number): number {
  let at = 0;
  while (at < position) {
    const end = endOfRun(text, at);
    if (end > position) return at;
    at = end === at ? at + 1 : end;
  }
  return position;
}

function isSolid(code: number): boolean {
  SOLID.lastIndex = 0;
  return SOLID.test(String.fromCharCode(code));
}
