import type { JsonPath } from './json.ts';
import { pointerOf } from './json.ts';
import { findPlaces, type JsonPlace } from './json-place.ts';
import { isSpace } from './json-token.ts';

/** An edit of a JSON text: a new value at a path, or `undefined` to take the member or element out. */
export interface JsonEdit {
  readonly path: JsonPath;
  readonly value: unknown;
}

/**
 * Applies edits at exactly their places; every other character stays. Of two edits at one path the later one counts. A
 * path that does not exist, one that a text with a key twice has twice, and an edit inside another edit are errors.
 */
export function editJson(text: string, edits: readonly JsonEdit[]): string {
  if (edits.length === 0) return text;
  const wanted = [...new Map(edits.map((edit) => [pointerOf(edit.path), edit])).values()];
  const places = findPlaces(
    text,
    wanted.map(({ path }) => path),
  );
  const pieces = wanted.map(({ path, value }, index): Piece => {
    const place = places[index];
    if (place === undefined) throw new RangeError(`no value at \`${pointerOf(path)}\` in the JSON text`);
    if (value === undefined) return { ...memberSpan(text, place), valueStart: place.start, replacement: '' };
    return { start: place.start, end: place.end, valueStart: place.start, replacement: JSON.stringify(value) };
  });
  return splice(text, pieces);
}

/** The raw texts of the values at these paths, in their order, found in one walk; undefined where there is none. */
export function rawValues(text: string, paths: readonly JsonPath[]): readonly (string | undefined)[] {
  return findPlaces(text, paths).map((place) => place && text.slice(place.start, place.end));
}

interface Piece {
  readonly start: number;
  readonly end: number;
  /** Where the value itself begins; `start` may be before it, at a key or a comma. */
  readonly valueStart: number;
  readonly replacement: string;
}

const COMMA = 0x2c;

/** The span to cut so that the list around a member or element stays well-formed. */
function memberSpan(text: string, place: JsonPlace): { start: number; end: number } {
  let start = place.keyStart === -1 ? place.start : place.keyStart;
  let end = place.end;
  while (isSpace(text.charCodeAt(end))) end += 1;
  if (text.charCodeAt(end) === COMMA) {
    end += 1;
    while (isSpace(text.charCodeAt(end))) end += 1;
    return { start, end };
  }
  let comma = start - 1;
  while (isSpace(text.charCodeAt(comma))) comma -= 1;
  if (text.charCodeAt(comma) === COMMA) start = comma;
  return { start, end: place.end };
}

function splice(text: string, pieces: readonly Piece[]): string {
  let result = '';
  let position = 0;
  for (const piece of pieces.toSorted((left, right) => left.start - right.start)) {
    if (piece.valueStart < position) throw new RangeError('an edit of the JSON text lies inside another');
    // The last of several neighbours that are cut shares its comma with the one before: the comma before both goes too.
    if (piece.start < position) result = result.replace(/,\s{0,}$/, '');
    result += text.slice(position, Math.max(piece.start, position)) + piece.replacement;
    position = Math.max(piece.end, position);
  }
  return result + text.slice(position);
}
