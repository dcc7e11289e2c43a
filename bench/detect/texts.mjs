import { createHash } from 'node:crypto';
import { readRows } from './rows.mjs';

/**
 * The rows that this benchmark measures: those set aside. `isUnseen` marks rows of data sets of which no row was given to
 * training. A description of a tool is a text of its own channel.
 */
export function devTexts(directory) {
  const rows = [...readRows(directory, 'text-attacks'), ...readRows(directory, 'text-benign')];
  const seen = new Set(rows.filter(({ split }) => split === 'train').map(({ dataset }) => dataset));
  const texts = rows
    .filter(({ split }) => split === 'dev')
    .map((row) => ({ ...row, isAttack: row.label !== 'benign', isUnseen: !seen.has(row.dataset) }));
  const known = new Set(texts.map(({ text }) => text));
  for (const row of readRows(directory, 'tool-descriptions')) {
    const text = row.tool_description;
    if (row.split !== 'dev' || known.has(text)) continue;
    texts.push({
      ...{ id: row.id, text, class: 'tool-description', channel: 'tool_description', lang: 'en', split: 'dev' },
      ...{ dataset: 'tool-descriptions', meta: {}, isAttack: row.label !== 'benign', isUnseen: false },
    });
  }
  return texts;
}

/** At most `count` values, always the same, in an order that says nothing of where they came from. */
export function sampled(values, count, nameOf = ({ id }) => id) {
  return inHashOrder(values, nameOf).slice(0, count);
}

/** The values in the order of digests of their names. */
export function inHashOrder(values, nameOf = ({ id }) => id) {
  return values
    .map((value) => ({ value, key: digestOf(nameOf(value)) }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ value }) => value);
}

function digestOf(name) {
  return createHash('sha256').update(`bench ${name}`).digest('hex');
}

/** A number from 0 to 1, the same for the same name. */
export function drawOf(name) {
  return Number.parseInt(digestOf(name).slice(0, 8), 16) / 2 ** 32;
}

/** The place after a sentence or a line that is nearest to one in a text; the place itself when none is near. */
export function boundaryNear(text, wanted) {
  let best = wanted;
  let distance = 400;
  for (const match of text.matchAll(/[.!?](?=\s)|\n/g)) {
    const at = match.index + 1;
    if (Math.abs(at - wanted) >= distance) continue;
    distance = Math.abs(at - wanted);
    best = at;
  }
  return best;
}

/** A text with another one put in as a sentence of its own, and where that one stands. */
export function inserted(host, payload, wanted) {
  const at = wanted <= 0 ? 0 : wanted >= host.length ? host.length : boundaryNear(host, wanted);
  const before = host.slice(0, at).trimEnd();
  const lead = before === '' ? '' : `${before}${at >= host.length || host[at - 1] === '\n' ? '\n' : ' '}`;
  const rest = host.slice(at).trimStart();
  const text = `${lead}${payload}${rest === '' ? '' : `${host[at - 1] === '\n' || at === 0 ? '\n' : ' '}${rest}`}`;
  return { text, start: lead.length, end: lead.length + payload.length };
}
