/** How an answer is cut for a stream. A number is a count of UTF-16 code units and may cut a code point in two. */
export type Cutting = 'word' | 'character' | 'whole' | number;

/** The pieces of a text; together they are the text. */
export function piecesOf(text: string, cutting: Cutting): readonly string[] {
  if (text === '') return [];
  if (cutting === 'whole') return [text];
  if (cutting === 'word') return text.match(/\s*\S+\s*$|\s*\S+|\s+$/g) ?? [text];
  const size = cutting === 'character' ? 1 : Math.max(1, cutting);
  const pieces: string[] = [];
  for (let start = 0; start < text.length; start += size) pieces.push(text.slice(start, start + size));
  return pieces;
}
