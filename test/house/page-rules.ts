import { lex } from './lexer.ts';
import type { Rule } from './rule.ts';
import { lineAt } from './rule.ts';

const MOST_LINES = 300;
const EMPTY_NAMES = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'manager', 'managers']);

/** Every character of source can be seen: invisible and foreign ones are written as escapes. */
export const plainAscii: Rule = (files) =>
  files.flatMap((file) => {
    const at = file.text.search(/[^\t\n\x20-\x7e]/);
    const says = 'only plain ASCII in source: write the character as an escape, `\\u{...}`';
    return at === -1 ? [] : [{ rule: 'plain-ascii', path: file.path, line: lineAt(file.text, at), says }];
  });

/** One page, one idea. */
export const pageLength: Rule = (files) =>
  files.flatMap((file) => {
    const lines = lineCount(file.text);
    if (lines <= MOST_LINES) return [];
    return [{ rule: 'page-length', path: file.path, says: `${lines} lines, at most ${MOST_LINES} fit on a page` }];
  });

/** A name says what a file is about. */
export const tellingNames: Rule = (files) =>
  files.flatMap((file) => {
    const empty = file.path.split(/[/.-]/).find((word) => EMPTY_NAMES.has(word));
    return empty === undefined ? [] : [{ rule: 'telling-names', path: file.path, says: `\`${empty}\` says nothing` }];
  });

/** What is unfinished is an issue, not a comment. */
export const noPromises: Rule = (files) =>
  files.flatMap((file) => {
    const { comments } = lex(file.text);
    const promise = /\b(?:TODO|FIXME|XXX|HACK)\b/.exec(comments)?.[0];
    return promise === undefined
      ? []
      : [{ rule: 'no-promises', path: file.path, says: `\`${promise}\`: do it, or file it` }];
  });

export function lineCount(text: string): number {
  return text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** The median number of lines, which should stay below 120. */
export function medianLines(texts: readonly string[]): number {
  const counts = texts.map(lineCount).sort((left, right) => left - right);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}
