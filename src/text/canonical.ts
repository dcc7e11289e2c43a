import type { InvisibleKind } from './invisible.ts';
import { CANDIDATE, firstSuspect, isAlwaysSuspect, isStyled, isSuspect } from './invisible.ts';
import { type Fate, fateOf } from './invisible-rules.ts';

/** One replacement that leads to the canonical form. */
export interface CanonicalChange {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly kind: InvisibleKind;
}

export interface Canonical {
  readonly text: string;
  /** Sorted, not overlapping, each at most 64 code units long; empty when the text is canonical already. */
  readonly changes: readonly CanonicalChange[];
}

/** No change is longer, so that a stream need not hold back more. */
const LONGEST_CHANGE = 64;
/** Marks on one letter beyond this many say nothing in any language. */
const MOST_MARKS = 16;

const NO_CHANGES: readonly CanonicalChange[] = Object.freeze([]);

/**
 * The text without what a reader cannot see: tag characters (the flags of England, Scotland and Wales stay), variation
 * selectors but one after an emoji, zero-width characters but joiners inside emoji and inside scripts that need them,
 * bidirectional overrides, embeddings and isolates, directional marks away from right-to-left text, soft hyphens, invisible
 * operators, annotations, fillers, controls and terminal sequences. Private use and unpaired surrogates become U+FFFD.
 * Letters with combining marks are composed (NFC), at most 16 marks a letter; styled Latin letters become plain
 * where two or more stand together. Everything else stays as written: full-width and half-width forms, ligatures and other compatibility
 * characters belong to their languages and are folded in `detectionView` only.
 *
 * Total, linear, idempotent. Text without any of these costs one pass of one pattern.
 */
export function canonicalise(text: string): Canonical {
  const first = firstSuspect(text);
  if (first < 0) return { text, changes: NO_CHANGES };
  const changes: Change[] = [];
  const walk = { removedEnd: -1 };
  CANDIDATE.lastIndex = first;
  for (let match = CANDIDATE.exec(text); match !== null; match = CANDIDATE.exec(text)) {
    const start = match.index;
    const flagEnd = flagEndAt(text, start);
    if (flagEnd > 0) {
      CANDIDATE.lastIndex = flagEnd;
      continue;
    }
    judge(text, start, start + match[0].length, match[0], walk, changes);
  }
  return changes.length === 0 ? { text, changes: NO_CHANGES } : { text: rebuild(text, changes), changes };
}

type Change = { -readonly [K in keyof CanonicalChange]: CanonicalChange[K] };

interface Walk {
  /** Where the last removed character ended: what follows it directly has no base to belong to. */
  removedEnd: number;
}

function judge(text: string, start: number, end: number, found: string, walk: Walk, changes: Change[]): void {
  const first = found.charCodeAt(0);
  if (first === 0x1b && found.length > 1) remove(start, end, { kind: 'control', replacement: '' }, walk, changes);
  else if (isMark(first)) composeMarks(text, start, end, walk, changes);
  else if (isStyled(found.codePointAt(0) ?? 0)) unstyle(text, start, end, walk, changes);
  else removeInvisible(text, start, end, found.codePointAt(0) ?? 0, walk, changes);
}

function removeInvisible(
  text: string,
  start: number,
  end: number,
  code: number,
  walk: Walk,
  changes: CanonicalChange[],
): void {
  if (end - start === 2 && !isAlwaysSuspect(code)) return;
  const previous = walk.removedEnd === start ? '' : codePointBefore(text, start);
  const fate = fateOf(code, previous, text, start, end);
  if (fate !== undefined) remove(start, end, fate, walk, changes);
}

function remove(start: number, end: number, fate: NonNullable<Fate>, walk: Walk, changes: Change[]): void {
  walk.removedEnd = end;
  const last = changes.at(-1);
  const joins = last?.end === start && last.kind === fate.kind && end - last.start <= LONGEST_CHANGE;
  if (last === undefined || !joins) {
    changes.push({ start, end, ...fate });
    return;
  }
  last.end = end;
  last.replacement += fate.replacement;
}

function isMark(code: number): boolean {
  return (
    (code >= 0x300 && code <= 0x36f && code !== 0x34f) ||
    (code >= 0x483 && code <= 0x489) ||
    (code >= 0x1ab0 && code <= 0x1aff) ||
    (code >= 0x1dc0 && code <= 0x1dff) ||
    (code >= 0x20d0 && code <= 0x20ff) ||
    code === 0x3099 ||
    code === 0x309a ||
    (code >= 0xfe20 && code <= 0xfe2f)
  );
}

const ANY_MARK = /^\p{M}$/u;

/** Composes a letter and its marks. Marks without a letter, or after something removed, or beyond the limit, go. */
function composeMarks(text: string, start: number, end: number, walk: Walk, changes: Change[]): void {
  const base = walk.removedEnd === start ? '' : codePointBefore(text, start);
  const isContinuation = isMark(base.codePointAt(0) ?? 0);
  if (walk.removedEnd === start || isContinuation) {
    remove(start, end, { kind: 'combining', replacement: '' }, walk, changes);
    return;
  }
  const keptEnd = Math.min(end, start + MOST_MARKS);
  if (base !== '' && !ANY_MARK.test(base)) {
    const written = base + text.slice(start, keptEnd);
    const composed = Array.from(written.normalize('NFC'));
    const wanted = composed.slice(0, MOST_MARKS + 1).join('');
    if (wanted !== written) {
      changes.push({ start: start - base.length, end: keptEnd, replacement: wanted, kind: 'combining' });
    }
  }
  if (keptEnd < end) remove(keptEnd, end, { kind: 'combining', replacement: '' }, walk, changes);
}

/**
 * A styled letter beside another one, or beside something invisible, is part of a disguised word; alone it is notation.
 */
function unstyle(text: string, start: number, end: number, walk: Walk, changes: Change[]): void {
  const previous = codePointBefore(text, start).codePointAt(0) ?? 0x20;
  const next = text.codePointAt(end) ?? 0x20;
  const isDisguise = walk.removedEnd === start || isStyled(previous) || isStyled(next) || isSuspect(next);
  if (isDisguise)
    remove(start, end, { kind: 'styled-latin', replacement: plainLatin(text.slice(start, end)) }, walk, changes);
}

/** Squared and negative-circled letters have no compatibility mapping, so their places are counted. */
export function plainLatin(styled: string): string {
  let plain = '';
  for (const character of styled) {
    const code = character.codePointAt(0) ?? 0;
    const offset = code >= 0x1f110 && code <= 0x1f189 ? (code - 0x1f110) % 32 : -1;
    plain += offset >= 0 && offset < 26 ? String.fromCharCode(0x41 + offset) : character.normalize('NFKC');
  }
  return plain;
}

function isLead(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function codePointBefore(text: string, at: number): string {
  if (at === 0) return '';
  const low = text.charCodeAt(at - 1);
  const isPair = low >= 0xdc00 && low <= 0xdfff && at > 1 && isLead(text.charCodeAt(at - 2));
  return text.slice(at - (isPair ? 2 : 1), at);
}

const FLAG = '\u{1f3f4}';
const TAG_END = '\u{e007f}';
/** The three regional flags that are recommended for interchange; any other tag sequence could carry text. */
const FLAG_TAILS = ['gbeng', 'gbsct', 'gbwls'].map(
  (region) => Array.from(region, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('') + TAG_END,
);
const FLAG_TAIL_LENGTH = 12;

/** The end of a valid flag that starts at `at`, or 0. */
function flagEndAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0xd83c || !text.startsWith(FLAG, at)) return 0;
  const tail = text.slice(at + FLAG.length, at + FLAG.length + FLAG_TAIL_LENGTH);
  return FLAG_TAILS.includes(tail) ? at + FLAG.length + FLAG_TAIL_LENGTH : 0;
}

function rebuild(text: string, changes: readonly CanonicalChange[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const change of changes) {
    pieces.push(text.slice(position, change.start), change.replacement);
    position = change.end;
  }
  pieces.push(text.slice(position));
  return pieces.join('');
}
