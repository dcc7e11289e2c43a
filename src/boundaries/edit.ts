import type { Edit } from '../core/index.ts';

/** Applies edits of one part to its text; they may come in any order but never overlap. */
export function applyToPart(text: string, edits: readonly Edit[], part: number): string {
  let result = '';
  let position = 0;
  const mine = edits.filter((edit) => edit.at.part === part);
  for (const edit of mine.length > 1 ? mine.toSorted((left, right) => left.at.start - right.at.start) : mine) {
    result += text.slice(position, edit.at.start) + edit.replacement;
    position = edit.at.end;
  }
  return result + text.slice(position);
}
