import { hasSignal } from './signal.ts';

/**
 * Where in a Markdown text the reading stands. It decides only one thing: may code be left exactly as it is. Whenever
 * two renderers could disagree the answer is no, so every doubt costs a visible `&lt;` and never a live tag.
 */
export interface Place {
  /** The open code fence, if one is open. */
  readonly fence: Fence | undefined;
  /** True after block structure that we do not follow; no code is trusted for the rest of the text. */
  readonly lost: boolean;
  /** True inside what may be a raw HTML block; it ends at a blank line. */
  readonly raw: boolean;
  /** True after a backtick run without a partner; no inline code is trusted until a blank line. */
  readonly tangled: boolean;
  /** True after the opening of an image whose label is not simple; any link may then be an image, until a blank line. */
  readonly imagery: boolean;
  /** True behind an address without markup, up to white space: some linkifiers take a backtick for a part of it. */
  readonly glued: boolean;
  /** True when the line has begun before the current position. */
  readonly midLine: boolean;
  /** The character before the current position, or ''. */
  readonly last: string;
}

export interface Fence {
  readonly mark: string;
  readonly size: number;
  readonly indent: number;
}

/** The beginning of a text. */
export const START: Place = Object.freeze({
  fence: undefined,
  lost: false,
  raw: false,
  tangled: false,
  imagery: false,
  glued: false,
  midLine: false,
  last: '',
});

/**
 * What a line start turned out to be. `next` is where reading goes on, `seen` how far it had to look to know the place;
 * `open` means that more text is needed.
 */
export type LineStart =
  | { readonly open: true }
  | { readonly open: false; readonly next: number; readonly seen: number; readonly place: Place };

/** A fence deeper than this may be the text of a paragraph instead, so what it holds is not trusted. */
export const TRUSTED_INDENT = 3;
const PREFIX_LIMIT = 64;
const FENCE_LINE_LIMIT = 256;
const OPEN: LineStart = Object.freeze({ open: true });
const INDENT = /[ \t]{0,64}/y;
const MARKERS = /[ \t>*+\-0-9.)#:]{0,64}/y;
const RUN = /`+|~+/y;
/** What may begin an HTML block; an autolink does not. */
const TAG_LIKE = /<(?:[/!?]|[A-Za-z][A-Za-z0-9-]{0,31}(?:[\s/>]|$))/y;
const TAG_NAME = /<[A-Za-z0-9-]{0,32}/y;

/** Reads the start of a line and tells how it moves the place. Nothing is consumed except fence lines. */
export function readLineStart(text: string, at: number, place: Place, complete: boolean): LineStart {
  const indentEnd = endOf(INDENT, text, at);
  const prefixEnd = place.fence === undefined ? endOf(MARKERS, text, at) : indentEnd;
  const undecided = prefixEnd >= text.length && prefixEnd - at < PREFIX_LIMIT;
  if (undecided && !complete) return OPEN;
  const indent = columnsOf(text.slice(at, indentEnd));
  if (place.fence !== undefined) return insideFence(text, at, indentEnd, indent, place, place.fence, complete);
  if (isBreak(text[indentEnd]))
    return stay(at, { ...place, tangled: false, raw: false, imagery: false }, indentEnd + 1);
  const runEnd = endOf(RUN, text, prefixEnd);
  if (runEnd === text.length && runEnd > prefixEnd && runEnd - at < FENCE_LINE_LIMIT && !complete) return OPEN;
  if (runEnd - prefixEnd >= 3) return fenceOpening(text, at, indentEnd, prefixEnd, runEnd, indent, place, complete);
  const nameEnd = endOf(TAG_NAME, text, prefixEnd);
  if (nameEnd === prefixEnd) return stay(at, place);
  if (nameEnd >= text.length && !complete) return OPEN;
  const raw = place.raw || endOf(TAG_LIKE, text, prefixEnd) > prefixEnd;
  return stay(at, { ...place, raw }, nameEnd + 1);
}

function fenceOpening(
  text: string,
  at: number,
  indentEnd: number,
  prefixEnd: number,
  runEnd: number,
  indent: number,
  place: Place,
  complete: boolean,
): LineStart {
  const lineEnd = breakAfter(text, runEnd, FENCE_LINE_LIMIT);
  const tooLong = lineEnd - at > FENCE_LINE_LIMIT;
  if (lineEnd >= text.length && !complete && !tooLong) return OPEN;
  const mark = text.charAt(prefixEnd);
  if (tooLong || hasSignal(text, runEnd, lineEnd)) return stay(at, { ...place, lost: true }, lineEnd + 1);
  if (mark === '`' && text.slice(runEnd, lineEnd).includes('`')) return stay(at, place, lineEnd + 1);
  if (place.lost || place.raw || prefixEnd !== indentEnd) return stay(at, { ...place, lost: true }, lineEnd + 1);
  const fence = { mark, size: runEnd - prefixEnd, indent };
  const opened = { ...place, fence, tangled: false };
  return indent > TRUSTED_INDENT ? stay(at, opened, lineEnd + 1) : leave(lineEnd, opened);
}

function insideFence(
  text: string,
  at: number,
  indentEnd: number,
  indent: number,
  place: Place,
  fence: Fence,
  complete: boolean,
): LineStart {
  if (isBreak(text[indentEnd])) return stay(at, place);
  const gone: Place = { ...place, fence: undefined, lost: true };
  const runEnd = text[indentEnd] === fence.mark ? endOf(RUN, text, indentEnd) : indentEnd;
  const lineEnd = endOf(INDENT, text, runEnd);
  const short = lineEnd - at < FENCE_LINE_LIMIT;
  if (runEnd > indentEnd && lineEnd >= text.length && !complete && short) return OPEN;
  const closes = runEnd - indentEnd >= fence.size && short && (lineEnd >= text.length || isBreak(text[lineEnd]));
  if (!closes) return stay(at, indent >= fence.indent ? place : gone);
  if (fence.indent > TRUSTED_INDENT) {
    return indent > TRUSTED_INDENT
      ? leave(lineEnd, { ...place, fence: undefined, tangled: true })
      : stay(at, gone, lineEnd + 1);
  }
  if (indent > TRUSTED_INDENT) return stay(at, fence.indent === 0 ? place : gone);
  return indent >= fence.indent ? leave(lineEnd, { ...place, fence: undefined }) : stay(at, gone, lineEnd + 1);
}

function stay(at: number, place: Place, seen = at): LineStart {
  return { open: false, next: at, seen, place: { ...place, midLine: true } };
}

function leave(next: number, place: Place): LineStart {
  return { open: false, next, seen: next, place: { ...place, midLine: true } };
}

/** Position of the next line break, or `limit` characters further, or the end of the text. */
export function breakAfter(text: string, from: number, limit: number): number {
  const stop = Math.min(text.length, from + limit);
  for (let at = from; at < stop; at++) if (isBreak(text[at])) return at;
  return stop;
}

export function isBreak(char: string | undefined): boolean {
  return char === '\n' || char === '\r';
}

function columnsOf(indent: string): number {
  let columns = 0;
  for (const char of indent) columns += char === '\t' ? 4 - (columns % 4) : 1;
  return columns;
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
