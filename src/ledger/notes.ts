import { NOTE_LINES, parseNote, type SignedCheckpoint } from './note.ts';
import { type RawLine, splitLines } from './segment.ts';

/** One note of the `checkpoints` file; `signed` is undefined when it does not have the form. */
export interface FoundNote {
  readonly signed: SignedCheckpoint | undefined;
  /** The first line of the note, counted from 1, and its offset. */
  readonly line: number;
  readonly offset: number;
}

/** The complete notes of a `checkpoints` file, and the bytes of an unfinished one at its end. */
export function readNotes(bytes: Buffer): { readonly notes: readonly FoundNote[]; readonly rest: Buffer } {
  const { lines } = splitLines(bytes);
  const notes: FoundNote[] = [];
  let [start, end] = [0, 0];
  for (let next = noteEnd(lines, start); next !== undefined; next = noteEnd(lines, start)) {
    const [first, last] = [lines[start], lines[next]];
    if (first === undefined || last === undefined) break;
    const note = bytes.subarray(first.offset, last.offset).toString();
    notes.push({ signed: parseNote(note), line: first.line, offset: first.offset });
    end = last.offset + 1;
    start = next + 1;
  }
  return { notes, rest: bytes.subarray(end) };
}

/** A note has one blank line inside and one after it; an edit may have added or removed others, so it is bounded by count too. */
function noteEnd(lines: readonly RawLine[], start: number): number | undefined {
  const regular = start + NOTE_LINES - 1;
  if (lines[regular]?.bytes.length === 0) return regular;
  let blanks = 0;
  for (let index = start; index < lines.length; index += 1) {
    if (lines[index]?.bytes.length === 0) blanks += 1;
    if (blanks === 2) return index;
  }
  return undefined;
}
