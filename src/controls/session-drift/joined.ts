import { type PartView, type Suspicion, TURN_TAIL } from '../../core/index.ts';

/** A stretch of the joined text. `part` is the part of the newest turn that it is from, undefined for an earlier turn. */
interface Piece {
  readonly part: number | undefined;
  readonly start: number;
  readonly end: number;
}

/** The end of a conversation as one text. */
export interface Joined {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Between turns: a sentence that is split goes on. */
const SEAM = ' ';

/** The earlier turns and the beginning of the newest one: a payload that is split lies around the seam. */
export function joinTurns(before: readonly string[], parts: readonly PartView[]): Joined {
  const pieces: Piece[] = [];
  let text = '';
  const add = (part: number | undefined, piece: string): void => {
    if (piece === '') return;
    if (text !== '') text += SEAM;
    pieces.push({ part, start: text.length, end: text.length + piece.length });
    text += piece;
  };
  for (const turn of before) add(undefined, turn);
  let room = TURN_TAIL;
  for (const [part, view] of parts.entries()) {
    add(part, view.text.slice(0, room));
    room = Math.max(0, room - view.text.length);
  }
  return { text, pieces };
}

/** Where a suspicion that reaches from one piece into another stands in the newest turn; undefined when it does not. */
export function newestSpan(
  { pieces }: Joined,
  { start, end }: Pick<Suspicion, 'start' | 'end'>,
): { readonly part: number; readonly start: number; readonly end: number } | undefined {
  const touched = pieces.filter((piece) => piece.start < end && piece.end > start);
  const newest = touched.at(-1);
  if (touched.length < 2 || newest?.part === undefined) return undefined;
  const from = Math.max(start, newest.start) - newest.start;
  return { part: newest.part, start: from, end: Math.min(end, newest.end) - newest.start };
}
