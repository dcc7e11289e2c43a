/** The longest private key that is followed to its end, in UTF-16 code units: an RSA key of 8,192 bits takes 6.4 kB. */
export const LONGEST_KEY = 8192;

const BEGIN = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g;
const END = /-----END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g;
// A mark that has begun and may become one, at the end of a text.
const BEGINNING = /-----BEGIN[A-Z0-9 ]{0,72}-{0,5}$/;
const HEADER = '(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset):';
// A line break may be written out, as `\n` or `\r\n`.
const BODY_STARTS = new RegExp(`[\\s\\\\"'+,]{0,16}(?:r\\\\{1,2})?(?:${HEADER}|[A-Za-z0-9+/=]{16})`, 'y');
const BODY = new RegExp(`(?:[\\s\\\\"'+,]{0,16}(?:${HEADER}[^\\n\\\\]{0,200}|[A-Za-z0-9+/=]{16,8192})){1,600}`, 'y');
/** How much must follow a mark before it is known whether a body does. */
const DECIDES = 96;

/** A private key in PEM, or a place that may become one when more text comes. */
export interface KeyBlock {
  readonly start: number;
  readonly end: number;
  readonly open: boolean;
}

/**
 * Private keys in PEM: from the first mark to the last, or, when the last does not come within `LONGEST_KEY`, to the end of
 * the lines that can be its body. A mark in running prose, with no body behind it, is no key.
 */
export function privateKeys(text: string, complete: boolean): readonly KeyBlock[] {
  const found: KeyBlock[] = [];
  if (!text.includes('-----BEGIN')) return found;
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin !== null; begin = BEGIN.exec(text)) {
    const block = blockAt(text, begin.index, begin.index + begin[0].length, complete);
    if (block === undefined) continue;
    found.push(block);
    BEGIN.lastIndex = block.end;
  }
  return found;
}

function blockAt(text: string, start: number, body: number, complete: boolean): KeyBlock | undefined {
  const near = text.slice(start, start + LONGEST_KEY);
  const isShort = near.length < LONGEST_KEY && !complete;
  BODY_STARTS.lastIndex = body - start;
  if (!BODY_STARTS.test(near)) {
    return isShort && start + near.length - body < DECIDES ? { start, end: text.length, open: true } : undefined;
  }
  END.lastIndex = body - start;
  const end = END.exec(near);
  if (end !== null) return { start, end: start + end.index + end[0].length, open: false };
  if (isShort) return { start, end: text.length, open: true };
  BODY.lastIndex = body - start;
  return { start, end: body + (BODY.exec(near)?.[0].length ?? 0), open: false };
}

/** Where a mark begins that the text breaks off in, or -1. */
export function openMark(text: string): number {
  const from = Math.max(0, text.length - 90);
  const match = BEGINNING.exec(text.slice(from));
  return match === null ? -1 : from + match.index;
}
