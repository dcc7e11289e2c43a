import { written } from './score.mjs';

/** What the tiers are called in tables. */
export const TIER_NAMES = { screen: 'screen alone', encoder: 'whole cascade' };

/** A table with one column for each tier: each line is a title and what it shows of a tier's result. */
export function tierTable(results, lines) {
  return table(
    ['', ...results.map(({ tier }) => TIER_NAMES[tier])],
    lines.map(([title, show]) => [title, ...results.map((result) => show(result))]),
  );
}

/** A table of groups: a cell shows every tier, in the order of the tiers, with a stroke between. */
export function groupTable(results, head, names, cellsOf) {
  return table(
    head,
    names.map((name) => {
      const each = results.map((result) => cellsOf(result, name));
      return [name, ...each[0].map((_, column) => joined(each.map((cells) => cells[column])))];
    }),
  );
}

function joined(cells) {
  return new Set(cells).size === 1 ? cells[0] : cells.join(' / ');
}

export function table(head, rows) {
  return [
    `| ${head.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(head.length - 1)}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ];
}

/** `.954`; a dash where there is none. */
export function decimal(value, digits = 3) {
  return value === null || value === undefined ? '-' : value.toFixed(digits).replace(/^0\./, '.');
}

/** A share as a percentage without its interval. */
export function percent(value, digits = 1) {
  const number = typeof value === 'object' ? value?.share : value;
  return number === null || number === undefined ? '-' : `${(number * 100).toFixed(digits)} %`;
}

export function number(value, digits = 1) {
  return value === null || value === undefined ? '-' : value.toFixed(digits);
}

export { written };
