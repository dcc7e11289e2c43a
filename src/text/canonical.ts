import type { InvisibleKind } from './invisible.ts';
import { firstSuspect, isAlwaysSuspect, isStyled, isSuspect, SUSPECT_UNITS, TERMINAL } from './invisible.ts';
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
  /** Sorted, not overlapping, each at most 32 code units long; empty when the text is canonical already. */
  readonly changes: readonly CanonicalChange[];
}

/** No change is longer, so that a stream need not hold back more. */
const LONGEST_CHANGE = 32;
/** Marks on one letter beyond this many say nothing in any language. */
const MOST_MARKS = 16;

const NO_CHANGES: readonly CanonicalChange[] = Object.freeze([]);

/**
 * The text without what a reader cannot see: tag characters (the flags of England, Scotland and Wales stay), variation
 * selectors but one after an emoji, zero-width characters but joiners inside emoji and inside scripts that need them,
 * bidirectional overrides, embeddings and isolates, directional marks away from right-to-left text, soft hyphens, invisible
 * operators, annotations, fillers, controls and terminal sequences. Private use and unpaired surrogates become U+FFFD.
 * A letter keeps 16 combining marks; styled Latin letters become plain where two or more stand together.
 *
 * Everything else stays as written. Accents are not composed, because the name of a file must stay the same name; full-width
 * and half-width forms, ligatures and other compatibility characters belong to their languages. `detectionView` folds them.
 *
 * Total, linear, idempotent. Text without any of these costs one pass of one pattern. With `from`, what stands before it
 * is context only: a text cut where no change crosses the cut gives the changes of the whole.
 */
export function canonicalise(text: string, from = 0): Canonical {
  const first = firstSuspect(text);
  if (first < 0) return { text: from === 0 ? text : text.slice(from), changes: NO_CHANGES };
  const walk: Walk = { text, from, removedEnd: -1, changes: [] };
  for (let at = first; at < text.length; ) {
    const unit = text.charCodeAt(at);
    at = SUSPECT_UNITS[unit] === 0 ? at + 1 : judgeAt(walk, at, unit);
  }
  return { text: rebuild(walk), changes: walk.changes };
}

type Change = { -readonly [K in keyof CanonicalChange]: CanonicalChange[K] };

interface Walk {
  readonly text: string;
  readonly from: number;
  /** Where the last removed character ended: what follows it directly has no base to belong to. */
  removedEnd: number;
  readonly changes: Change[];
}

/** Judges what stands at `at`, and returns where it ends. */
function judgeAt(walk: Walk, at: number, unit: number): number {
  const { text } = walk;
  const code = isLead(unit) ? (text.codePointAt(at) ?? unit) : unit;
  if (code > 0xffff) {
    const flagEnd = flagEndAt(text, at);
    if (flagEnd > 0) return flagEnd;
    if (isStyled(code)) unstyle(walk, at, at + 2);
    else if (isAlwaysSuspect(code)) removeInvisible(walk, at, at + 2, code);
    return at + 2;
  }
  if (isMark(code)) {
    let end = at + 1;
    while (isMark(text.charCodeAt(end))) end += 1;
    trimMarks(walk, at, end);
    return end;
  }
  TERMINAL.lastIndex = at;
  if (code === 0x1b && TERMINAL.test(text)) {
    remove(walk, at, TERMINAL.lastIndex, { kind: 'control', replacement: '' });
    return TERMINAL.lastIndex;
  }
  if (isStyled(code)) unstyle(walk, at, at + 1);
  else removeInvisible(walk, at, at + 1, code);
  return at + 1;
}

function removeInvisible(walk: Walk, start: number, end: number, code: number): void {
  const previous = walk.removedEnd === start ? '' : codePointBefore(walk.text, start);
  const fate = fateOf(code, previous, walk.text, start, end);
  if (fate !== undefined) remove(walk, start, end, fate);
}

function remove(walk: Walk, start: number, end: number, fate: NonNullable<Fate>): void {
  walk.removedEnd = end;
  if (start < walk.from) return;
  const last = walk.changes.at(-1);
  const joins = last?.end === start && last.kind === fate.kind && end - last.start <= LONGEST_CHANGE;
  if (last === undefined || !joins) {
    walk.changes.push({ start, end, kind: fate.kind, replacement: fate.replacement });
    return;
  }
  last.end = end;
  if (fate.replacement !== '') last.replacement += fate.replacement;
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

const NO_MARK: NonNullable<Fate> = Object.freeze({ kind: 'combining', replacement: '' });

/** Marks after something removed have no letter; beyond the limit they are there to cover or to hide. */
function trimMarks(walk: Walk, start: number, end: number): void {
  const isLoose = walk.removedEnd === start && start > 0;
  const keptEnd = isLoose ? start : Math.min(end, start + MOST_MARKS - marksBefore(walk.text, start));
  for (let at = Math.max(keptEnd, start); at < end; at += 1) {
    remove(walk, at, at + 1, NO_MARK);
  }
}

function marksBefore(text: string, at: number): number {
  let count = 0;
  while (count < MOST_MARKS && isMark(text.charCodeAt(at - 1 - count))) count += 1;
  return count;
}

/**
 * A styled letter beside another one, or beside something invisible, is part of a disguised word; alone it is notation.
 */
function unstyle(walk: Walk, start: number, end: number): void {
  const previous = codePointBefore(walk.text, start).codePointAt(0) ?? 0x20;
  const next = walk.text.codePointAt(end) ?? 0x20;
  const isDisguise = walk.removedEnd === start || isStyled(previous) || isStyled(next) || isSuspect(next);
  if (!isDisguise) return;
  remove(walk, start, end, { kind: 'styled-latin', replacement: plainLatin(walk.text.slice(start, end)) });
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

function rebuild({ text, from, changes }: Walk): string {
  if (changes.length === 0) return from === 0 ? text : text.slice(from);
  const pieces: string[] = [];
  let position = from;
  for (const change of changes) {
    pieces.push(text.slice(position, change.start), change.replacement);
    position = change.end;
  }
  pieces.push(text.slice(position));
  return pieces.join('');
}
