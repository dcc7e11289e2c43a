// How well `data-loss-monitor` finds secrets. Reads the built house: run `npm run build` first.
import { asked, documentsOf, findingsOf, microsecondsPerKilobyte, portions, readRows, spansInUnits } from './rows.mjs';
import { add, none, SCORE_HEAD, score, scoreLine, share, written } from './score.mjs';

/**
 * Measures secrets by row (is something found where a secret is, nothing where none is), by line (the line of a secret,
 * known from its span or because the row has one line; all lines of rows without a secret count as clean) and by data set;
 * by row also without the types that name an identifier, a host or a user. Then how much ordinary text is flagged. A row counts as a secret when its source calls it one, loose generic rules included.
 */
export async function measure(dataDirectory) {
  const rows = readRows(dataDirectory, 'secrets');
  const inspect = await asked('data-loss-monitor', 'interface.response');
  const { seen, part, whole } = portions(rows);
  const byPortion = { seen: tally(seen, inspect), part: tally(part, inspect), whole: tally(whole, inspect) };
  byPortion.unseen = tally([...part, ...whole], inspect);
  const ordinary = ordinaryText(readRows(dataDirectory, 'text-benign'), inspect);
  const documents = documentsOf(
    rows.map((row) => row.text),
    4096,
  );
  const cost = microsecondsPerKilobyte(inspect, documents);
  return { ...byPortion, ordinary, microsecondsPerKilobyte: cost, lines: linesOf(byPortion, ordinary, cost) };
}

function tally(rows, inspect) {
  const byRow = none();
  const byLine = none();
  const narrow = none();
  const byFamily = new Map();
  for (const row of rows) {
    const found = findingsOf(inspect(row.text));
    const hit = rowCount(row, found);
    add(byRow, hit);
    add(byLine, lineCount(row, found));
    if (!(row.positive && IDENTIFIER.test(row.type))) add(narrow, hit);
    const family = row.positive ? row.dataset : `${row.dataset}, no secret`;
    if (!byFamily.has(family)) byFamily.set(family, none());
    add(byFamily.get(family), hit);
  }
  return {
    rows: rows.length,
    byRow: score(byRow),
    byLine: score(byLine),
    withoutIdentifiers: score(narrow),
    families: Object.fromEntries([...byFamily].sort().map(([family, counts]) => [family, score(counts)])),
  };
}

/** Types of the data that name something which is no secret: an identifier, a host, a place of storage, a user. */
const IDENTIFIER =
  /\b(?:id|identifier|username|domain|bucket|url|email|name|recipient|public key|publish key|sid)\b|client-id|ip_public|resource name/i;

/** Ordinary prompts, documents and code, of which some show a key as a sample. */
function ordinaryText(rows, inspect) {
  const flagged = (part) => share(part.filter((row) => findingsOf(inspect(row.text)).length > 0).length, part.length);
  const { seen, part, whole } = portions(rows);
  return { seen: flagged(seen), unseen: flagged([...part, ...whole]) };
}

/** What one row says about the whole of it. */
export function rowCount({ positive }, found) {
  if (found.length > 0) return positive ? { hits: 1 } : { alarms: 1 };
  return positive ? { misses: 1 } : {};
}

/** What one row says about its lines; nothing where a secret is somewhere in several lines. */
export function lineCount(row, found) {
  const lines = linesWithin(row.text);
  const touches = (span, line) => span.start < line.end && span.end > line.start;
  let secret;
  if (!row.positive) secret = [];
  else if (row.spans !== undefined) {
    const spans = spansInUnits(row.text, row.spans);
    secret = lines.filter((line) => spans.some((span) => touches(span, line)));
  } else if (lines.length === 1) secret = lines;
  else return {};
  const flagged = lines.filter((line) => found.some((one) => touches(one, line)));
  const hits = flagged.filter((line) => secret.includes(line)).length;
  return { hits, alarms: flagged.length - hits, misses: secret.length - hits };
}

function linesWithin(text) {
  const lines = [];
  for (const match of text.matchAll(/[^\n]+/g)) {
    if (match[0].trim() !== '') lines.push({ start: match.index, end: match.index + match[0].length });
  }
  return lines;
}

const NAMES = {
  seen: 'rows that rules were written with',
  part: 'unseen rows of the same sources',
  whole: 'unseen sources',
  unseen: 'all unseen rows',
};

function linesOf(byPortion, ordinary, cost) {
  const lines = [];
  for (const [portion, { rows, byRow, byLine, withoutIdentifiers, families }] of Object.entries(byPortion)) {
    lines.push(`Secrets, ${NAMES[portion]} (${rows} rows):`, '', ...SCORE_HEAD);
    lines.push(scoreLine('**by row**', byRow), scoreLine('**by line**', byLine));
    lines.push(scoreLine('by row, without types that are no secret', withoutIdentifiers));
    for (const [family, found] of Object.entries(families)) lines.push(scoreLine(`rows of ${family}`, found));
    lines.push('');
  }
  lines.push(`Ordinary text flagged: seen ${written(ordinary.seen)}, unseen ${written(ordinary.unseen)}.`);
  lines.push(`Cost on documents of 4 kB: ${cost.toFixed(1)} us/kB.`);
  return lines;
}
