import { bullets } from './markdown.mjs';

const START = '<!-- generated: controls -->';
const END = '<!-- end of generated -->';

/** Renews the part of LIMITATIONS.md between the two markers; leaves a page without markers, or no page, alone. */
export function limitationPages(described, present) {
  const start = present?.indexOf(START) ?? -1;
  const end = present?.indexOf(END) ?? -1;
  if (start === -1 || end < start) return new Map();
  const section = described.map(({ control, cases }) => limitsOf(control, cases)).join('\n\n');
  const page = `${present.slice(0, start)}${START}\n\n${section}\n\n${present.slice(end)}`;
  return new Map([['LIMITATIONS.md', page]]);
}

function limitsOf(control, cases) {
  const missed = cases.missed.map((one) => `known and open: ${one.name}`);
  return `### ${control.title} (\`${control.id}\`, ${control.strength})\n\n${bullets([...control.limits, ...missed])}`;
}
