import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { gunzipSync } from 'node:zlib';

/** The rows of `name.jsonl` or `name.jsonl.gz` in a directory, in their order. Throws where neither is there. */
export function readRows(directory, name) {
  const plain = join(directory, `${name}.jsonl`);
  const text = existsSync(plain)
    ? readFileSync(plain, 'utf8')
    : gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8');
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]));
}

/** Whether the rows of that name are in a directory. */
export function isThere(directory, name) {
  return ['', '.gz'].some((ending) => existsSync(join(directory, `${name}.jsonl${ending}`)));
}

/** Spans counted in code points, counted in UTF-16 code units. */
export function spansInUnits(text, spans) {
  if (spans === undefined || text.length === [...text].length) return spans ?? [];
  const units = [0];
  for (const character of text) units.push(units.at(-1) + character.length);
  return spans.map((span) => ({ ...span, start: units[span.start], end: units[span.end] }));
}

/**
 * The rows by what a number about them says: `seen` may have been looked at while the rules were written; `part` is what
 * was set aside of the same sources; `whole` comes from sources of which nothing was seen; `heldOut` is measured only.
 */
export function portions(rows, isHeldOut = () => false) {
  const open = rows.filter((row) => !isHeldOut(row));
  const seenSources = new Set(open.filter((row) => row.split === 'train').map((row) => row.source));
  const isWhole = (row) => !seenSources.has(row.source);
  return {
    seen: open.filter((row) => row.split === 'train'),
    part: open.filter((row) => row.split !== 'train' && !isWhole(row)),
    whole: open.filter((row) => row.split !== 'train' && isWhole(row)),
    heldOut: rows.filter(isHeldOut),
  };
}

/** A control of the built house, asked at one crossing with the configuration given, for one text at a time. */
export async function asked(id, crossing, config = {}, means = {}) {
  const { control, context, label } = await armed(id, config, means);
  return (text) => control.inspect({ crossing, parts: [part(text, '', label)], complete: true }, context);
}

/** The same for the arguments of a tool: an object of texts. */
export async function askedCall(id, tool, config = {}, means = {}) {
  const { control, context, label } = await armed(id, config, means);
  return (args) => {
    const argumentsText = JSON.stringify(args);
    const call = { id: 'call', name: tool, arguments: args, argumentsText, offered: [tool] };
    const parts = Object.entries(args).map(([name, text]) => part(text, `/${name}`, label));
    return control.inspect({ crossing: 'application.call', parts, complete: true, call }, context);
  };
}

async function armed(id, config, means) {
  const { CATALOG } = await import(new URL('../../dist/controls/index.js', import.meta.url).href);
  const { labelOf } = await import(new URL('../../dist/core/index.js', import.meta.url).href);
  const control = CATALOG.find((one) => one.id === id);
  const context = { config: control.config.parse(config), decode: () => [], ...means };
  return { control, context, label: labelOf('model', 'bench') };
}

function part(text, pointer, label) {
  return { text, before: '', pointer, kind: pointer === '' ? 'text' : 'argument', label };
}

/** A text as a verdict leaves it; undefined where it is blocked or held. */
export function rewritten(text, verdict) {
  if (verdict.outcome === 'block' || verdict.outcome === 'hold') return undefined;
  if (verdict.outcome !== 'rewrite') return text;
  return verdict.edits
    .toSorted((one, other) => other.at.start - one.at.start || other.at.end - one.at.end)
    .reduce((left, { at, replacement }) => left.slice(0, at.start) + replacement + left.slice(at.end), text);
}

/** Where the findings of a verdict stand, with their rules. */
export function findingsOf(verdict) {
  return verdict.outcome === 'pass'
    ? []
    : verdict.findings.map(({ rule, at }) => ({ rule, start: at.start, end: at.end }));
}

/** Microseconds for each 1,024 characters over texts, after warming up; the best of three passes. */
export function microsecondsPerKilobyte(inspect, texts) {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const pass = () => {
    const begin = performance.now();
    for (const text of texts) inspect(text);
    return performance.now() - begin;
  };
  pass();
  return (Math.min(pass(), pass(), pass()) * 1000 * 1024) / characters;
}

/** Texts joined to documents of at least `size` characters, as a gateway meets them. */
export function documentsOf(texts, size) {
  const documents = [];
  let held = [];
  let length = 0;
  for (const text of texts) {
    held.push(text);
    length += text.length + 1;
    if (length < size) continue;
    documents.push(held.join('\n'));
    held = [];
    length = 0;
  }
  return documents.length === 0 ? [held.join('\n')] : documents;
}
