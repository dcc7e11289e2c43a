import type { Cell } from './cell.ts';
import type { Rate } from './interval.ts';
import type { EvaluationReport, Stratum } from './report.ts';

/** A report as lines, of up to 160 columns. Rates are per cent with their 95 % interval (Wilson). */
export function renderReport(report: EvaluationReport): readonly string[] {
  const { all, answered, coverage, unassessed, latency } = report;
  return [
    `${all.attacks.texts} attacks and ${all.benign.texts} benign texts, weights ${report.weights}`,
    `answered by the encoder ${interval(answered.encoder)}, by the screen ${interval(answered.screen)}`,
    `looked at ${percent(coverage.mean)} of a text on average, at all of it in ${percent(coverage.whole.rate)} of texts; unassessed ${interval(unassessed)}`,
    `p50 ${time(latency.p50)}, p95 ${time(latency.p95)}, p99 ${time(latency.p99)} ms a text, ${latency.perSecond.toFixed(0)} texts a second`,
    ...report.thresholds.map(
      ({ crossing, flag, act }) => `${crossing}: flags from ${decimal(flag)}, acts from ${decimal(act)}`,
    ),
    '',
    ...table(['all', ...HEADS], [rowOf(all)]),
    ...report.groups.flatMap(({ by, cells }) => ['', ...table([`by ${by}`, ...HEADS], cells.map(rowOf))]),
    '',
    ...table(
      ['ranked against', 'benign', 'attacks', 'top 1 % distinct', ...POINT_HEADS],
      report.strata.map(stratumRow),
    ),
    ...report.strata.flatMap(notesOn),
  ];
}

const HEADS = ['attacks', 'AUC', 'in group', '@0.5%', '@1%', '@5%', 'flagged', 'acted', 'benign', 'flagged', 'acted'];
const POINT_HEADS = ['from @0.5%', 'from @1%', 'from @5%'];

function rowOf({ name, attacks, benign, auc, aucWithin, ranked, recall }: Cell): readonly string[] {
  return [
    name.length > NAME_COLUMNS ? `${name.slice(0, NAME_COLUMNS - 2)}..` : name,
    String(attacks.texts),
    decimal(auc),
    decimal(aucWithin),
    ...recall.map(({ recall: { rate } }) => (ranked === 0 ? '-' : percent(rate))),
    ...[attacks.flagged, attacks.acted].map(interval),
    String(benign.texts),
    ...[benign.flagged, benign.acted].map(interval),
  ];
}

const NAME_COLUMNS = 27;

function stratumRow({ name, benign, attacks, top, distinct, points }: Stratum): readonly string[] {
  const thresholds = POINT_HEADS.map((_, index) => decimal(points[index]?.threshold));
  return [name, String(benign), String(attacks), top === 0 ? '-' : `${distinct} of ${top}`, ...thresholds];
}

/** Where the numbers of a stratum say less than they seem to. */
function notesOn({ name, benign, attacks, top, distinct }: Stratum): readonly string[] {
  return [
    ...(attacks > 0 && benign === 0
      ? [`note: ${name} has no benign texts, its attacks are in no AUC and no recall`]
      : []),
    ...(attacks > 0 && benign > 0 && benign < 200
      ? [
          `note: ${name} has ${benign} benign texts, too few for one false positive at 0.5 %: its recall there is at none`,
        ]
      : []),
    ...(top > 1 && distinct < top / 2
      ? [`note: ${name} is saturated: only ${distinct} different scores among its ${top} highest benign ones`]
      : []),
  ];
}

/** Columns as wide as their widest cell; the first to the left, numbers to the right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function interval({ of, rate, low, high }: Rate): string {
  return of === 0 ? '-' : `${percent(rate)} (${percent(low)}-${percent(high)})`;
}

function percent(rate: number): string {
  return (rate * 100).toFixed(1);
}

function decimal(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(3);
}

function time(milliseconds: number): string {
  return milliseconds < 10 ? milliseconds.toFixed(2) : milliseconds.toFixed(0);
}
