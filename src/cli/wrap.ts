/** The width that a page of the terminal keeps to. */
export const PAGE_WIDTH = 80;

/** Breaks prose at spaces so that no line is longer than the page; a longer word stands alone. */
export function wrap(text: string, indent = '', width = PAGE_WIDTH): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (word === '') continue;
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(indent + line);
  return lines;
}

/** A name and what belongs to it, in two columns; the second is wrapped. */
export function field(name: string, text: string, column = 14): readonly string[] {
  const [first = '', ...rest] = wrap(text, ' '.repeat(column));
  return [`${name.padEnd(column - 1)} ${first.trimStart()}`, ...rest];
}
