import type { LedgerEntry } from './entry.ts';
import { claimedHash, parseEntry } from './line.ts';
import type { Problems } from './problem.ts';
import type { RawLine } from './segment.ts';

/** What a verification needs to know of one line. */
export interface Row {
  readonly line: number;
  readonly sequence: number;
  readonly previous: string;
  readonly hash: string;
  /** Whether the line has the hash that it states. */
  readonly holds: boolean;
  readonly payload: string | undefined;
  /** The entry whose payload this entry says it erased. */
  readonly erased: number | undefined;
}

/** Where the chain stands between two rows: the hash to link to, and the number that comes next. */
export interface Link {
  readonly hash: string;
  readonly sequence: number;
}

/** Reads a line as a row. A line whose hash fails is named here and keeps the place that it claims. */
export function readRow(raw: RawLine, file: string, problems: Problems): Row | undefined {
  const claimed = claimedHash(raw.bytes);
  const text = raw.bytes.toString();
  const entry = parseEntry(text);
  const place = entry ?? placeOf(text);
  const { line } = raw;
  if (claimed === undefined || place === undefined) {
    problems.add('line-malformed', 'the line is no entry', { file, line });
    return undefined;
  }
  const { sequence, previous } = place;
  const holds = claimed.holds && entry !== undefined;
  if (!holds) {
    problems.add('entry-edited', `entry \`${sequence}\` does not have the hash that it states`, {
      file,
      line,
      sequence,
    });
  }
  return { line, sequence, previous, hash: claimed.hash, holds, payload: entry?.payload, erased: erasedBy(entry) };
}

/**
 * Puts the rows of a segment into the order of the chain and names every row that is not where the chain wants it. The
 * chain decides what is true: a row that nothing links to is the intruder, whatever its number.
 */
export function followChain(rows: readonly Row[], from: Link, file: string, problems: Problems): readonly Row[] {
  if (isWhole(rows, from)) return rows;
  const links = linksOf(rows);
  const used = new Set<Row>();
  const followed = new Set<string>();
  const chain: Row[] = [];
  let [link, scanned] = [from, 0];
  for (let row = nextRow(); row !== undefined; row = nextRow()) {
    used.add(row);
    followed.add(row.previous);
    const placed = row.holds ? row : { ...row, sequence: link.sequence };
    chain.push(placed);
    link = { hash: placed.hash, sequence: placed.sequence + 1 };
  }
  nameStrangers(rows, used, file, problems);
  nameReordered(chain, file, problems);
  return chain;

  function nextRow(): Row | undefined {
    const linked = (links.get(link.hash) ?? []).filter((row) => !used.has(row));
    const next = linked.find((row) => links.has(row.hash)) ?? linked[0];
    if (next !== undefined) {
      if (next.holds) nameJump(next, link, file, problems);
      return next;
    }
    for (; scanned < rows.length; scanned += 1) {
      const row = rows[scanned];
      if (row === undefined || used.has(row) || row.sequence < link.sequence) continue;
      if (followed.has(row.previous)) continue; // its place is taken
      nameBreak(row, link, chain.at(-1), file, problems);
      return row;
    }
    return undefined;
  }
}

function linksOf(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const links = new Map<string, Row[]>();
  for (const row of rows) {
    const linked = links.get(row.previous);
    if (linked === undefined) links.set(row.previous, [row]);
    else linked.push(row);
  }
  return links;
}

function isWhole(rows: readonly Row[], from: Link): boolean {
  let { hash, sequence } = from;
  for (const row of rows) {
    if (row.previous !== hash || row.sequence !== sequence) return false;
    hash = row.hash;
    sequence += 1;
  }
  return true;
}

/** A chain that was made anew may be whole and still skip numbers. */
function nameJump(row: Row, link: Link, file: string, problems: Problems): void {
  const { line, sequence } = row;
  if (sequence > link.sequence) nameDeleted(link.sequence, sequence, { file, line }, problems);
  if (sequence >= link.sequence) return;
  problems.add('chain-broken', `entry \`${sequence}\` follows entry \`${link.sequence - 1}\``, {
    file,
    line,
    sequence,
  });
}

function nameBreak(row: Row, link: Link, before: Row | undefined, file: string, problems: Problems): void {
  const { line } = row;
  const { sequence } = row;
  if (sequence > link.sequence) {
    nameDeleted(link.sequence, sequence, { file, line }, problems);
  } else if (before === undefined) {
    const message = `entry \`${sequence}\` is not chained to the header of its segment`;
    problems.add('chain-broken', message, { file, line, sequence });
  } else {
    const message = `entry \`${before.sequence}\` is not the one that entry \`${sequence}\` was chained to`;
    problems.add('entry-replaced', message, { file, line: before.line, sequence: before.sequence });
  }
}

/** Names a gap; `next` is the first entry that is there again. */
export function nameDeleted(
  first: number,
  next: number,
  place: { file: string; line?: number },
  problems: Problems,
): void {
  const range = next - first === 1 ? `entry \`${first}\` is` : `entries \`${first}\` to \`${next - 1}\` are`;
  problems.add('entry-deleted', `${range} missing here`, { ...place, sequence: first });
}

function nameStrangers(rows: readonly Row[], used: ReadonlySet<Row>, file: string, problems: Problems): void {
  const hashes = new Set([...used].map((row) => row.hash));
  for (const row of rows) {
    if (used.has(row)) continue;
    const { line, sequence } = row;
    if (hashes.has(row.hash)) {
      problems.add('entry-duplicated', `entry \`${sequence}\` stands here a second time`, { file, line, sequence });
    } else {
      nameInserted(row, file, problems);
    }
  }
}

/** Names a row that nothing in the chain asks for. */
export function nameInserted({ line, sequence }: Row, file: string, problems: Problems): void {
  const message = `a line that calls itself entry \`${sequence}\` is linked by nothing`;
  problems.add('entry-inserted', message, { file, line, sequence });
}

function nameReordered(chain: readonly Row[], file: string, problems: Problems): void {
  let latest: Row | undefined;
  for (const row of chain) {
    if (latest !== undefined && row.line < latest.line) {
      const message = `entry \`${row.sequence}\` stands before entry \`${latest.sequence}\``;
      problems.add('entry-reordered', message, { file, line: row.line, sequence: row.sequence });
    } else {
      latest = row;
    }
  }
}

function erasedBy(entry: LedgerEntry | undefined): number | undefined {
  if (entry?.body.kind !== 'ledger' || entry.body.event !== 'payload-erased') return undefined;
  return typeof entry.body.erased === 'number' ? entry.body.erased : undefined;
}

function placeOf(text: string): { readonly sequence: number; readonly previous: string } | undefined {
  const found = START.exec(text);
  return found?.[2] === undefined ? undefined : { sequence: Number(found[1]), previous: found[2] };
}

const START = /^\{"sequence":([0-9]{1,15}),"previous":"([0-9a-f]{64})",/;
