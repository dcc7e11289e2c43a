/** One replacement in a text: UTF-16 offsets, `end` exclusive; an empty span inserts. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The text after edits that are sorted by `start` and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  if (edits.length === 0) return text;
  const pieces: string[] = [];
  let position = 0;
  for (const edit of edits) {
    pieces.push(text.slice(position, edit.start), edit.replacement);
    position = edit.end;
  }
  pieces.push(text.slice(position));
  return pieces.join('');
}

/**
 * Puts `insertions` (offsets in the text *after* `edits`, sorted) into the edits themselves, so that one application to the
 * source does both. An insertion beside an edit becomes part of its replacement.
 */
export function withInsertions<E extends TextEdit>(
  edits: readonly E[],
  insertions: readonly { readonly at: number; readonly text: string }[],
): readonly (E | TextEdit)[] {
  if (insertions.length === 0) return edits;
  const merged: (E | TextEdit)[] = [];
  let shift = 0;
  let next = 0;
  for (const edit of edits) {
    const from = edit.start + shift;
    const until = from + edit.replacement.length;
    while (next < insertions.length && insertions[next]!.at < from) {
      merged.push(insertionAt(insertions[next]!, shift));
      next += 1;
    }
    let replacement = edit.replacement;
    let grown = 0;
    while (next < insertions.length && insertions[next]!.at <= until) {
      const cut = insertions[next]!.at - from + grown;
      replacement = replacement.slice(0, cut) + insertions[next]!.text + replacement.slice(cut);
      grown += insertions[next]!.text.length;
      next += 1;
    }
    merged.push(grown === 0 ? edit : { ...edit, replacement });
    shift += edit.replacement.length - (edit.end - edit.start);
  }
  for (; next < insertions.length; next += 1) merged.push(insertionAt(insertions[next]!, shift));
  return merged;
}

function insertionAt(insertion: { readonly at: number; readonly text: string }, shift: number): TextEdit {
  const at = insertion.at - shift;
  return { start: at, end: at, replacement: insertion.text };
}
