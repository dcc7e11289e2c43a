// How well `masking` finds structured personal data. Reads the built house: run `npm run build` first.
import { asked, documentsOf, microsecondsPerKilobyte, portions, readRows, spansInUnits } from './rows.mjs';
import { add, none, SCORE_HEAD, score, scoreLine } from './score.mjs';

/** What a type of the data is for the control; the types that are absent here it does not claim. */
const TYPE_OF = new Map([
  ['EMAIL', 'EMAIL'],
  ['PHONE', 'PHONE'],
  ['PH_MOBILE_NUMBER', 'PHONE'],
  ['TR_PHONE_NUMBER', 'PHONE'],
  ['CREDIT_CARD', 'CARD'],
  ['IBAN', 'IBAN'],
  ['US_SSN', 'SSN'],
  ['US_ITIN', 'SSN'],
  ['IP_ADDRESS', 'IP'],
  ['MAC_ADDRESS', 'MAC'],
  ...(
    'CA_SIN ES_NIE ES_NIF IN_AADHAAR IN_PAN IT_FISCAL_CODE PL_PESEL UK_NHS UK_NINO AU_TFN AU_MEDICARE ZA_ID_NUMBER TH_TNIN ' +
    'TR_NATIONAL_ID FI_PERSONAL_IDENTITY_CODE SE_PERSONNUMMER KR_RRN DE_TAX_ID'
  )
    .split(' ')
    .map((type) => [type, 'NATIONALID']),
  ...'KR_PASSPORT ES_PASSPORT DE_PASSPORT UK_PASSPORT IN_PASSPORT US_PASSPORT IT_PASSPORT'
    .split(' ')
    .map((type) => [type, 'PASSPORT']),
  ...'US_DRIVER_LICENSE UK_DRIVING_LICENCE IT_DRIVER_LICENSE KR_DRIVER_LICENSE'
    .split(' ')
    .map((type) => [type, 'LICENCE']),
]);

/** The six of goal 17: card, account, social security, e-mail, address of a device, telephone. */
export const STRUCTURED = ['CARD', 'IBAN', 'SSN', 'EMAIL', 'IP', 'PHONE'];

const TYPES = ['EMAIL', 'PHONE', 'CARD', 'IBAN', 'SSN', 'NATIONALID', 'PASSPORT', 'LICENCE', 'IP', 'MAC'];

/** Presidio's own evaluation set is never tuned on. */
const isHeldOut = (row) => row.source.includes('synth_dataset_v2');

/**
 * Measures spans of personal data: a span counts as found when a finding of its type covers all of its letters and digits
 * and takes in no more than a bracket, a quote or a prefix of five characters beside it. Every type of the control is
 * switched on; a row of one scope judges that type alone. The held-out set is measured only where asked for, so that nobody
 * works with its numbers in sight.
 */
export async function measure(dataDirectory, { withHeldOut = false } = {}) {
  const rows = readRows(dataDirectory, 'pii');
  const inspect = await inspector(TYPES);
  const { heldOut, ...open } = portions(rows, isHeldOut);
  const byPortion = Object.fromEntries(
    Object.entries(withHeldOut ? { ...open, heldOut } : open).map(([name, part]) => [name, tally(part, inspect)]),
  );
  const documents = documentsOf(
    rows.map((row) => row.text),
    4096,
  );
  const cost = {
    structured: microsecondsPerKilobyte(inspect, documents),
    defaults: microsecondsPerKilobyte(await inspector(undefined), documents),
  };
  return { ...byPortion, microsecondsPerKilobyte: cost, lines: linesOf(byPortion, cost) };
}

/** An inspection with a vault that only counts. */
async function inspector(types) {
  let count = 0;
  const pseudonyms = {
    tokenFor: (type) => `${type}_${(count++).toString(32).toUpperCase().padStart(8, '0')}`,
    valueOf: () => undefined,
  };
  const config = types === undefined ? {} : { types };
  return asked('masking', 'model.prompt', config, { pseudonyms, registry: { find: () => undefined } });
}

function tally(rows, inspect) {
  const counts = new Map(TYPES.map((type) => [type, none()]));
  for (const row of rows) {
    for (const [type, found] of judged(row, inspect(row.text))) add(counts.get(type), found);
  }
  const structured = none();
  for (const type of STRUCTURED) add(structured, counts.get(type));
  return {
    rows: rows.length,
    structured: score(structured),
    types: Object.fromEntries([...counts].map(([type, found]) => [type, score(found)])),
  };
}

/** Hits, alarms and misses of one row by type, as far as its scope lets it judge. */
export function judged(row, verdict) {
  const judges = scopeOf(row);
  const wanted = spansInUnits(row.text, row.spans).flatMap((span) => {
    const type = TYPE_OF.get(span.type);
    return type === undefined ? [] : [{ ...span, type }];
  });
  const found = editsOf(verdict).filter(({ type }) => judges.has(type));
  const used = new Set();
  const out = [];
  for (const span of wanted.filter(({ type }) => judges.has(type))) {
    const match = found.findIndex((one, index) => !used.has(index) && one.type === span.type && fits(one, span));
    if (match >= 0) used.add(match);
    out.push([span.type, match >= 0 ? { hits: 1 } : { misses: 1 }]);
  }
  found.forEach((one, index) => {
    if (!used.has(index)) out.push([one.type, { alarms: 1 }]);
  });
  return out;
}

function editsOf(verdict) {
  if (verdict.outcome !== 'rewrite') return [];
  return verdict.edits.map(({ at, replacement }) => ({ ...at, type: replacement.slice(0, replacement.indexOf('_')) }));
}

const SLACK = 5;

function fits(found, span) {
  return (
    found.start <= span.start + 1 &&
    found.end >= span.end - 1 &&
    span.start - found.start <= SLACK &&
    found.end - span.end <= SLACK
  );
}

/** The types on which a row may judge. Rows without structured data count against all that stand in such a row. */
function scopeOf(row) {
  if (row.scope === 'all' || row.scope === 'structured') return new Set(TYPES);
  const type = TYPE_OF.get(row.scope);
  return new Set(type === undefined ? [] : [type]);
}

const NAMES = {
  seen: 'rows that rules were written with',
  part: 'unseen rows of the same sources',
  whole: 'unseen sources',
  heldOut: 'held-out set (Presidio synth_dataset_v2)',
};

function linesOf(byPortion, cost) {
  const lines = [];
  for (const [portion, { rows, structured, types }] of Object.entries(byPortion)) {
    lines.push(`Personal data, ${NAMES[portion]} (${rows} rows):`, '', ...SCORE_HEAD);
    lines.push(scoreLine('**structured**', structured));
    for (const [type, found] of Object.entries(types)) {
      if (found.precision.total + found.recall.total > 0) lines.push(scoreLine(type, found));
    }
    lines.push('');
  }
  lines.push(
    `Cost on documents of 4 kB: ${cost.defaults.toFixed(1)} us/kB with the default types, ${cost.structured.toFixed(1)} us/kB with all.`,
  );
  return lines;
}
