/** Wilson's interval of a share at 95 %. */
export function wilson(hits, total) {
  if (total === 0) return [0, 1];
  const z = 1.96;
  const share = hits / total;
  const middle = share + z ** 2 / (2 * total);
  const half = z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  const scale = 1 + z ** 2 / total;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

/** A share with its counts and interval, as data. */
export function share(hits, total) {
  return { hits, total, share: total === 0 ? null : round(hits / total), interval: wilson(hits, total).map(round) };
}

/** Precision, recall and F1 of counted findings, as data. */
export function score({ hits, alarms, misses }) {
  const precision = share(hits, hits + alarms);
  const recall = share(hits, hits + misses);
  const f1 = hits === 0 ? 0 : (2 * hits) / (2 * hits + alarms + misses);
  return { precision, recall, f1: round(f1) };
}

export const none = () => ({ hits: 0, alarms: 0, misses: 0 });

/** Adds counts to counts. */
export function add(to, { hits = 0, alarms = 0, misses = 0 }) {
  to.hits += hits;
  to.alarms += alarms;
  to.misses += misses;
}

/** One row of a table: what, precision, recall, F1, each with counts and interval. */
export function scoreLine(what, { precision, recall, f1 }) {
  return `| ${what} | ${written(precision)} | ${written(recall)} | ${f1.toFixed(3)} |`;
}

export const SCORE_HEAD = ['| | precision | recall | F1 |', '| --- | ---: | ---: | ---: |'];

/** `.954 (42/44, .85-.99)`; a dash where nothing was counted. */
export function written({ hits, total, share: value, interval }) {
  if (total === 0) return '-';
  const [low, high] = interval.map((bound) => short(bound));
  return `${short(value, 3)} (${hits}/${total}, ${low}-${high})`;
}

function short(value, digits = 2) {
  return value.toFixed(digits).replace(/^0/, '');
}

function round(value) {
  return Math.round(value * 10000) / 10000;
}
