import { join } from 'node:path';
import { followChain, nameDeleted, nameInserted, type Row, readRow } from './chain.ts';
import { GENESIS, type SegmentHeader } from './line.ts';
import { PayloadAudit } from './payload-audit.ts';
import type { Problems } from './problem.ts';
import { readLines } from './segment.ts';
import type { SurveyedSegment } from './survey.ts';
import type { WatchedTree } from './tree.ts';

/** Walks all segments along the chain, grows the tree with what belongs to it, and names what does not. */
export async function walkSegments(
  directory: string,
  segments: readonly SurveyedSegment[],
  tree: WatchedTree,
  problems: Problems,
): Promise<{ readonly entries: number; readonly tornBytes: number }> {
  const payloads = new PayloadAudit(directory, problems);
  let [entries, tornBytes, link] = [0, 0, GENESIS];
  for (const [index, segment] of segments.entries()) {
    const { file, header } = segment;
    joinSegment(segment, link, tree, problems);
    const { rows, torn } = await readRows(directory, file, problems);
    const next = segments[index + 1]?.header;
    if (torn > 0 && next !== undefined) {
      problems.add('line-malformed', 'the segment ends in the middle of a line', { file });
    }
    const followed = followChain(rows, { hash: header.hash, sequence: tree.size }, file, problems);
    const chain = upTo(next, followed, file, problems);
    for (const row of chain) {
      if (row.sequence > tree.size) tree.skipTo(row.sequence);
      tree.add(row.hash);
    }
    await payloads.audit(header.segment, chain);
    entries += chain.length;
    tornBytes = torn;
    link = chain.at(-1)?.hash ?? header.hash;
  }
  payloads.finish();
  return { entries, tornBytes };
}

/** Whether a segment goes on where the one before ended. */
function joinSegment({ file, header }: SurveyedSegment, link: string, tree: WatchedTree, problems: Problems): void {
  const place = { file, line: 1 };
  if (header.first > tree.size) {
    nameDeleted(tree.size, header.first, place, problems);
    tree.skipTo(header.first);
  } else if (header.first < tree.size) {
    const message = `the segment starts at entry \`${header.first}\`, entry \`${tree.size}\` comes next`;
    problems.add('chain-broken', message, place);
  } else if (header.previous !== link) {
    const message = 'the line before this segment is not the one that it was chained to';
    if (header.first === 0) problems.add('chain-broken', message, place);
    else problems.add('entry-replaced', message, { ...place, sequence: header.first - 1 });
  } else if (tree.isWhole && !problems.has('entry-replaced') && header.edge.join() !== tree.edge.join()) {
    problems.add('header-edited', 'the header states another tree than the entries before it make', place);
  }
}

/** The header of the next segment says which entry was the last; what follows that one was put there. */
function upTo(
  next: SegmentHeader | undefined,
  chain: readonly Row[],
  file: string,
  problems: Problems,
): readonly Row[] {
  const last = chain.findIndex((row) => row.hash === next?.previous);
  if (last === -1) return chain;
  for (const row of chain.slice(last + 1)) nameInserted(row, file, problems);
  return chain.slice(0, last + 1);
}

async function readRows(directory: string, file: string, problems: Problems) {
  const rows: Row[] = [];
  let torn = 0;
  for await (const raw of readLines(join(directory, file))) {
    if (!raw.complete) torn = raw.bytes.length;
    if (raw.line === 1 || !raw.complete) continue;
    const row = readRow(raw, file, problems);
    if (row !== undefined) rows.push(row);
  }
  return { rows, torn };
}
