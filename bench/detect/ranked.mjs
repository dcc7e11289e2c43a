const { evaluationReport } = await import(new URL('../../dist/assurance/index.js', import.meta.url).href);

import { crossingOf, verdictOn } from './house.mjs';
import { share } from './score.mjs';

/** False-positive rates at which recall is told. */
export const TARGETS = [0.005, 0.01, 0.05];

/** Reads texts one after another and keeps what is measured about each, but not the text. */
export async function readAll(reader, texts, onProgress = () => undefined) {
  const found = [];
  for (const { text, ...row } of texts) {
    const reading = await reader.read(text, row.channel);
    const { score, tier, coverage, unassessed, ms, rows } = reading;
    found.push({
      ...row,
      ...{ score, tier, coverage, unassessed, milliseconds: ms, rows },
      ...verdictOn(reading, row.channel),
      characters: text.length,
      crossing: crossingOf(row.channel),
      stratum: row.stratum ?? crossingOf(row.channel),
      set: row.dataset ?? '',
    });
    onProgress(found.length);
  }
  return found;
}

/** The report of the house on such readings; scores of one stratum are ranked against each other. */
export function reportOn(readings) {
  const scorer = { weights: '', thresholds: () => ({ flag: 1, act: 1 }) };
  return evaluationReport(readings, scorer, new Set(readings.filter((one) => !one.isUnseen).map(({ set }) => set)));
}

/** How well the scores of attacks stand above those of benign texts, and what the shipped thresholds do. */
export function rankingOf(attacks, benign) {
  const labelled = (group, isAttack) => group.map((one) => ({ ...one, isAttack, stratum: 'one' }));
  const { all, strata } = reportOn([...labelled(attacks, true), ...labelled(benign, false)]);
  const [{ top, distinct } = { top: 0, distinct: 0 }] = strata;
  return {
    attacks: attacks.length,
    benign: benign.length,
    auc: all.auc ?? null,
    recall: Object.fromEntries(all.recall.map(({ target, recall }) => [target, share(recall.count, recall.of)])),
    ...{ top, distinct },
    caught: shareOf(attacks, ({ isFlagged }) => isFlagged),
    caughtHard: shareOf(attacks, ({ isActed }) => isActed),
    flagged: shareOf(benign, ({ isFlagged }) => isFlagged),
    acted: shareOf(benign, ({ isActed }) => isActed),
  };
}

export function shareOf(values, holds) {
  return share(values.filter(holds).length, values.length);
}

/** Values by a name, in the order of their names. */
export function grouped(values, nameOf) {
  const groups = new Map();
  for (const value of values) {
    const name = String(nameOf(value));
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(value);
  }
  return [...groups].sort(([left], [right]) => (left < right ? -1 : 1));
}

export function mean(values) {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value at or below which a share of the values lies. */
export function quantile(values, part) {
  const rising = values.toSorted((left, right) => left - right);
  return rising[Math.max(0, Math.ceil(part * rising.length) - 1)] ?? null;
}
