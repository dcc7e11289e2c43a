import { isDelimiter } from './chunk.ts';

/** The longest run of single characters that is joined, in UTF-16 code units with its spaces. */
export const LONGEST_SPACED = 512;

/** Single characters, each parted from the next by one space: `g h p _ ...`. Too long a run joins to nothing. */
export function spacedRun(text: string, start: number): { readonly joined: string; readonly end: number } {
  let joined = '';
  let at = start;
  let end = start + 1;
  while (
    at < text.length &&
    !isDelimiter(text.charCodeAt(at)) &&
    (at + 1 === text.length || isDelimiter(text.charCodeAt(at + 1)))
  ) {
    joined += text.charAt(at);
    end = at + 1;
    if (text.charAt(end) !== ' ') break;
    at = end + 1;
  }
  return { joined: end - start > LONGEST_SPACED ? '' : joined, end };
}

/** Where the run of single characters begins that `at` may go on with; `at` itself when there is none. */
export function spacedStart(text: string, at: number): number {
  let start = at;
  while (start >= 2 && text.charAt(start - 1) === ' ' && isSingle(text, start - 2)) start -= 2;
  return start;
}

function isSingle(text: string, at: number): boolean {
  return !isDelimiter(text.charCodeAt(at)) && (at === 0 || isDelimiter(text.charCodeAt(at - 1)));
}
