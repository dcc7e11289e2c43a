/** What an ASCII word turned out to be: an address without markup, a plain word, or too short to tell. */
export type Word =
  | { readonly kind: 'open' }
  | { readonly kind: 'word'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'address';
      readonly start: number;
      readonly end: number;
      /** Where reading goes on when the address may stay: after its name, for what follows may hold another. */
      readonly resume: number;
    };

const OPEN: Word = Object.freeze({ kind: 'open' });
/** Longer words are read piece by piece; no host is longer. */
const WORD_LIMIT = 253;
/** Kept of a long word, because a scheme may stand at its end. */
const SCHEME_LIMIT = 5;
const ADDRESS_LIMIT = 1_400;
const WORD = /[A-Za-z0-9.-]{1,253}/y;
/** A name after two slashes may be in any script. */
const HOST = /[^\s/?#&<>"'`|\\[\](){}^\x00-\x20\x7f-\xa0]{1,253}/y;
const SCHEME = /(?:https?|wss?|ftp)$/i;
const HOST_TAIL = /\.[A-Za-z][A-Za-z0-9-]{1,62}$/;
const TRAILING = '.,;:!?\'"*_~';

/** True for a character at which a word of an address can begin. */
export function isWordStart(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/** Reads the word at `at`; `previous` is the character before it. */
export function readWord(text: string, at: number, previous: string, complete: boolean): Word {
  WORD.lastIndex = at;
  WORD.test(text);
  const end = WORD.lastIndex;
  if (end - at >= WORD_LIMIT) return { kind: 'word', start: at, end: end - SCHEME_LIMIT };
  if (end >= text.length) {
    if (!complete) return OPEN;
    return isWebHost(text.slice(at, end), previous)
      ? addressFrom(text, at, end, complete)
      : { kind: 'word', start: at, end };
  }
  const word = text.slice(at, end);
  const following = text.charAt(end);
  if (following === ':') {
    const scheme = SCHEME.exec(word);
    if (scheme !== null) {
      const slashes = text.slice(end + 1, end + 3);
      const start = end - scheme[0].length;
      if (slashes === '//')
        return start > at ? beforeScheme(text, at, start, previous) : addressFrom(text, at, end + 3, complete);
      if (slashes.length < 2 && '//'.startsWith(slashes) && !complete) return OPEN;
    }
  }
  const host = word.includes('.') && isBoundary(previous) && (HOST_TAIL.test(word) || isWebHost(word, previous));
  if (!host) return { kind: 'word', start: at, end };
  if (following === ':') {
    const port = /^:[0-9]{0,5}/.exec(text.slice(end, end + 6))?.[0] ?? ':';
    if (end + port.length >= text.length && !complete) return OPEN;
    const carries = port.length > 1 && '/?#'.includes(text.charAt(end + port.length) || ' ');
    if (carries) return addressFrom(text, at, end + port.length, complete);
  }
  if (following === '/' || following === '?' || following === '#') return addressFrom(text, at, end, complete);
  return isWebHost(word, previous) ? addressFrom(text, at, end, complete) : { kind: 'word', start: at, end };
}

/** A word that runs into a scheme: it is read first, by itself. */
function beforeScheme(text: string, start: number, end: number, previous: string): Word {
  const web = isWebHost(text.slice(start, end), previous);
  return web ? { kind: 'address', start, end, resume: end } : { kind: 'word', start, end };
}

/** Reads `//host.tld` and what follows; `at` is the first slash. */
export function readHost(text: string, at: number, complete: boolean): Word {
  HOST.lastIndex = at + 2;
  const end = HOST.test(text) ? HOST.lastIndex : at + 2;
  if (end >= text.length && end - at < WORD_LIMIT && !complete) return OPEN;
  const named = /[^.]\.[^.]/.test(text.slice(at + 2, end));
  return named ? addressFrom(text, at, end, complete) : { kind: 'word', start: at, end: at + 2 };
}

/** `www.` and more is a link for every linkifier, also without a path. */
function isWebHost(word: string, previous: string): boolean {
  return isBoundary(previous) && /^www\.[A-Za-z0-9-]+/i.test(word);
}

/** Before a name without a scheme; elsewhere it is a piece of a path, an address of mail, or a file. */
function isBoundary(previous: string): boolean {
  return !/[A-Za-z0-9_@/.-]/.test(previous);
}

function addressFrom(text: string, start: number, from: number, complete: boolean): Word {
  const stop = Math.min(text.length, start + ADDRESS_LIMIT);
  let end = from;
  let depth = 0;
  for (; end < stop; end++) {
    const code = text.charCodeAt(end);
    if (code <= 0x20 || (code >= 0x7f && code <= 0xa0) || '<>"`|[]{}^\\'.includes(text.charAt(end))) break;
    if (code === 0x26 && text.startsWith('&lt;', end)) break;
    if (code === 0x28) depth += 1;
    if (code === 0x29 && --depth < 0) break;
  }
  if (end >= text.length && end < start + ADDRESS_LIMIT && !complete) return OPEN;
  while (end > from && TRAILING.includes(text.charAt(end - 1))) end -= 1;
  return { kind: 'address', start, end, resume: Math.min(from, end) };
}
