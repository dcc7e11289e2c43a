import { isAlphanumeric } from './boundary.ts';

const LOCAL_MARKS = "._%+-'";
const LONGEST_LOCAL = 64;
// A top level of another script is written `xn--...`.
const DOMAIN =
  /(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}(?:[Xx][Nn]--[A-Za-z0-9-]{1,58}[A-Za-z0-9]|[A-Za-z]{2,24})/y;
// What looks like a domain behind an at sign and is a file: `logo@2x.png`, `chunk@app.js`.
const FILE_ENDINGS = new Set([
  'png',
  'jpg',
  'jpeg',
  'gif',
  'svg',
  'webp',
  'js',
  'ts',
  'css',
  'json',
  'html',
  'py',
  'md',
]);

/** Every e-mail address of a text, in order; spans in UTF-16 code units. Two that share characters are one span. */
export function emailsOf(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = localStart(text, at);
    const end = start === at ? -1 : domainEnd(text, at + 1);
    const last = found.at(-1);
    if (end > 0 && last !== undefined && start <= last.end) last.end = end;
    else if (end > 0) found.push({ start, end });
  }
  return found;
}

function localStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < LONGEST_LOCAL && isLocal(text, start - 1)) start -= 1;
  if (at - start === LONGEST_LOCAL && start > 0 && isLocal(text, start - 1)) return at; // too long to be an address
  while (start < at && !isAlphanumeric(text.charCodeAt(start))) start += 1; // no dot or quote leads
  return isAlphanumeric(text.charCodeAt(at - 1)) || /[_+%-]/.test(text.charAt(at - 1)) ? start : at;
}

function isLocal(text: string, at: number): boolean {
  return isAlphanumeric(text.charCodeAt(at)) || LOCAL_MARKS.includes(text.charAt(at));
}

function domainEnd(text: string, at: number): number {
  DOMAIN.lastIndex = at;
  const match = DOMAIN.exec(text);
  if (match === null) return -1;
  const end = at + match[0].length;
  const ending = match[0].slice(match[0].lastIndexOf('.') + 1).toLowerCase();
  if (FILE_ENDINGS.has(ending) || goesOn(text, end)) return -1;
  // `git@host.example:group/project` names a repository.
  return text.charAt(end) === ':' && /[A-Za-z]/.test(text.charAt(end + 1)) && !/\s/.test(text.charAt(end + 1))
    ? -1
    : end;
}

/** A letter, an at sign, or an underscore inside a word: a token may stand where a value stood. */
function goesOn(text: string, end: number): boolean {
  const next = text.charAt(end);
  return isAlphanumeric(text.charCodeAt(end + (next === '_' ? 1 : 0))) || next === '@';
}
