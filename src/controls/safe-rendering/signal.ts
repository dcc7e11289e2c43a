/** The end of a control character or escape sequence at `at`; 'open' when more text is needed to know. */
export function endOfSignal(text: string, at: number, complete: boolean): number | 'open' {
  const code = text.charCodeAt(at);
  if (code === 0x1b) return endOfEscape(text, at, complete);
  if (code === 0x9b) return endOfParameters(text, at, at + 1, complete);
  if (STRINGS_8BIT.has(code)) return endOfString(text, at, at + 1, complete);
  return at + 1;
}

/** C0 without tab and line breaks, DEL, and C1. */
export function isSignal(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a && code !== 0x0d;
  return code >= 0x7f && code <= 0x9f;
}

/** True when a control character stands between two positions. */
export function hasSignal(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isSignal(text.charCodeAt(at))) return true;
  return false;
}

const PARAMETER_LIMIT = 64;
const STRING_LIMIT = 1_024;
const STRINGS_8BIT: ReadonlySet<number> = new Set([0x90, 0x98, 0x9d, 0x9e, 0x9f]);
const STRING_OPENERS = 'P]X^_';

function endOfEscape(text: string, at: number, complete: boolean): number | 'open' {
  const following = text[at + 1];
  if (following === undefined) return complete ? at + 1 : 'open';
  if (following === '[') return endOfParameters(text, at, at + 2, complete);
  if (STRING_OPENERS.includes(following)) return endOfString(text, at, at + 2, complete);
  return /[@-Z\\^_`a-z~0-9=>]/.test(following) ? at + 2 : at + 1;
}

/** `ESC [ 3 1 m`: parameters, intermediates, one final letter. Without a final letter only the introducer goes. */
function endOfParameters(text: string, at: number, from: number, complete: boolean): number | 'open' {
  let end = from;
  while (end < text.length && end - from < PARAMETER_LIMIT && /[ -?]/.test(text.charAt(end))) end += 1;
  if (end >= text.length) return complete || end - from >= PARAMETER_LIMIT ? at + 1 : 'open';
  return /[@-~]/.test(text.charAt(end)) ? end + 1 : at + 1;
}

/** `ESC ] ... BEL` and its kin on one line; a string without an end loses only its introducer. */
function endOfString(text: string, at: number, from: number, complete: boolean): number | 'open' {
  const stop = Math.min(text.length, from + STRING_LIMIT);
  for (let end = from; end < stop; end++) {
    const code = text.charCodeAt(end);
    if (code === 0x0a || code === 0x0d) return at + 1;
    if (code === 0x07 || code === 0x9c) return end + 1;
    if (code !== 0x1b) continue;
    if (end + 1 >= text.length) break;
    return text[end + 1] === '\\' ? end + 2 : end;
  }
  return stop === text.length && stop < from + STRING_LIMIT && !complete ? 'open' : at + 1;
}
