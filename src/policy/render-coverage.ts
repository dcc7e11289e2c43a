import type { CoverageReport, CoverageRow } from './coverage.ts';

/**
 * The table for a terminal: for each set of paths that are covered alike, one line per crossing with its controls in the
 * order in which they read. A control that only observes, or fails open, says so; holes stand below, fatal ones marked.
 */
export function renderCoverage(report: CoverageReport): string {
  const blocks = [...groupAlike(report.rows)].map(([table, paths]) => [...paths, table].join('\n'));
  const holes = report.holes.map(({ fatal, message }) => `${fatal ? 'refused' : 'warning'}  ${message}`);
  return [...blocks, ...(holes.length === 0 ? ['no holes'] : [holes.join('\n')])].join('\n\n');
}

/** Path headings by the table that they share. */
function groupAlike(rows: readonly CoverageRow[]): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [heading, own] of groupBy(rows, headingOf)) {
    const table = tableOf(own);
    const alike = groups.get(table);
    if (alike === undefined) groups.set(table, [heading]);
    else alike.push(heading);
  }
  return groups;
}

function headingOf({ route, dialect, streamed }: CoverageRow): string {
  return `${route}  ${dialect}  ${streamed ? 'streamed' : 'whole'}`;
}

function tableOf(rows: readonly CoverageRow[]): string {
  const lines = [...groupBy(rows, ({ crossing }) => crossing)];
  const width = Math.max(...lines.map(([crossing]) => crossing.length));
  return lines.map(([crossing, own]) => `  ${crossing.padEnd(width)}  ${own.map(shown).join(' > ')}`).join('\n');
}

function shown({ control, mode, failMode }: CoverageRow): string {
  const notes = [...(mode === 'observe' ? ['observes'] : []), ...(failMode === 'open' ? ['fails open'] : [])];
  return notes.length === 0 ? control : `${control} (${notes.join(', ')})`;
}

function groupBy(
  rows: readonly CoverageRow[],
  keyOf: (row: CoverageRow) => string,
): ReadonlyMap<string, CoverageRow[]> {
  const groups = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
