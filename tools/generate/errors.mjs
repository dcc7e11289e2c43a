import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bullets, code, GENERATED } from './markdown.mjs';

/** The codes that a person may meet, read from the closed unions (`type ...ErrorCode = 'a' | 'b'`) of the rooms. */
export function errorPage(root) {
  const source = join(root, 'src');
  const rooms = readdirSync(source).sort();
  const sections = rooms.flatMap((room) => {
    const codes = [...new Set(sourceTexts(join(source, room)).flatMap(errorCodes))].sort();
    return codes.length === 0 ? [] : [`## ${room}\n\n${bullets(codes.map(code))}`];
  });
  const page = `${GENERATED}

# Errors

Every error that Ringfort reports has one of these codes. The set of a room is closed: a new code is a change that the
changelog names. A decision of a control is never an error.

${sections.join('\n\n')}
`;
  return new Map([['docs/reference/errors.md', page]]);
}

function sourceTexts(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

function errorCodes(text) {
  const unions = [...text.matchAll(/type \w*ErrorCode\s*=([^;]*);/g)].map((match) => match[1]);
  return unions.flatMap((union) => [...union.matchAll(/'([a-z0-9-]+)'/g)].map((match) => match[1]));
}
