import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bullets, code, GENERATED } from './markdown.mjs';

const LIST = /(?:\/\*\* ([^*]*) \*\/\s*)?export const \w*_CODES = \[([^\]]*)\] as const/g;
const UNION = /(?:\/\*\* ([^*]*) \*\/\s*)?export type \w*Code =([^;()]*);/g;

/** The codes that a person may meet, read from the closed lists and unions of the rooms. */
export function errorPage(root) {
  const source = join(root, 'src');
  const sections = readdirSync(source)
    .sort()
    .flatMap((room) => roomSection(room, sourceTexts(join(source, room))));
  const page = `${GENERATED}

# Error codes

Every error that Ringfort reports carries one of these codes. The codes of a room are closed: a new one is a change of the
surface, and the changelog names it. What a control decides is never an error.

${sections.join('\n\n')}
`;
  return new Map([['docs/reference/errors.md', page]]);
}

function roomSection(room, texts) {
  const lists = texts.flatMap((text) => [...text.matchAll(LIST), ...text.matchAll(UNION)]);
  const told = lists.flatMap(([, says, body]) => {
    const codes = [...new Set([...body.matchAll(/'([a-z0-9-]+)'/g)].map((match) => match[1]))].sort();
    return codes.length === 0 ? [] : [`${says === undefined ? '' : `${says}\n\n`}${bullets(codes.map(code))}`];
  });
  return told.length === 0 ? [] : [`## ${room}\n\n${told.join('\n\n')}`];
}

function sourceTexts(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => readFileSync(path, 'utf8'));
}
