import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bullets, code, GENERATED, table } from './markdown.mjs';

const LIST = /(?:\/\*\* ([^*]*) \*\/\s*)?export const \w*_CODES = \[([^\]]*)\] as const/g;
const UNION = /(?:\/\*\* ([^*]*) \*\/\s*)?export type \w*Code =([^;()]*);/g;

/** The codes that a person may meet, read from the closed lists and unions of the rooms. */
export async function errorPage(root) {
  const source = join(root, 'src');
  const sections = readdirSync(source)
    .sort()
    .flatMap((room) => roomSection(room, sourceTexts(join(source, room))));
  const page = `${GENERATED}

# Error codes

Every error that Ringfort reports carries one of these codes. The codes of a room are closed: a new one is a change of the
surface, and the changelog names it. What a control decides is never an error.

A code is for programs, alerts and searches; for a person it stands last, in parentheses. Before it \`ringfort\` prints the place
(file, line and column, where there is one), what is wrong, and what to do about it:

\`\`\`
ringfort.yaml:76:5: unknown key \`modle\` in \`models.larkfield-chat\`, did you mean \`model\`? (key-unknown)
\`\`\`

${sections.join('\n\n')}
${await refusalSection()}`;
  return new Map([['docs/reference/errors.md', page]]);
}

/** What a caller may be answered instead of the provider's answer, from the gateway's own table. */
async function refusalSection() {
  const compiled = new URL('../../dist/gateway/error.js', import.meta.url);
  if (!existsSync(compiled)) return '';
  const { REFUSALS = {} } = await import(compiled.href);
  const rows = Object.entries(REFUSALS).map(([name, { status, openai, anthropic }]) => [
    code(name),
    status,
    code(openai),
    code(anthropic),
  ]);
  if (rows.length === 0) return '';
  const header = ['refusal', 'HTTP status', 'code in OpenAI shape', 'type in Anthropic shape'];
  return `\n## Answers of the gateway\n\nWhat a caller reads when Ringfort answers in place of the provider.\n\n${table(header, rows)}\n`;
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
