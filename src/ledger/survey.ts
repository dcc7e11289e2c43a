import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { claimedHash, parseHeader, type SegmentHeader } from './line.ts';
import { segmentsAmong } from './names.ts';
import { keyIdOf } from './note.ts';
import type { Problems } from './problem.ts';
import { segmentFilesOf } from './read.ts';
import { readLines } from './segment.ts';

/** A segment that takes part in the chain. */
export interface SurveyedSegment {
  readonly file: string;
  readonly header: SegmentHeader;
}

/**
 * Reads the headers of all segments and puts them into the order that the headers state. Segments of another writer,
 * second copies and files without a header take no further part.
 */
export async function surveySegments(
  directory: string,
  means: { readonly publicKey: KeyObject; readonly writer: string | undefined; readonly problems: Problems },
): Promise<readonly SurveyedSegment[]> {
  const { problems } = means;
  const found: SurveyedSegment[] = [];
  for (const file of await segmentFilesOf(directory)) {
    const header = await readHeader(directory, file, problems);
    if (header !== undefined) found.push({ file, header });
  }
  const writer = means.writer ?? found[0]?.header.writer;
  const ours = found.filter(({ file, header }) => {
    if (header.writer === writer) return true;
    problems.add('writer-mixed', `the segment was written by \`${header.writer}\`, the ledger by \`${writer}\``, {
      file,
      line: 1,
    });
    return false;
  });
  const ordered = inStatedOrder(ours, problems);
  nameMissing(ordered, problems);
  const keyId = keyIdOf(means.publicKey);
  const other = ordered.find(({ header }) => header.key !== keyId);
  if (other !== undefined) {
    const message = `the segment names key \`${other.header.key}\`, the given key is \`${keyId}\``;
    problems.add('key-wrong', message, { file: other.file, line: 1 });
  }
  return ordered;
}

async function readHeader(directory: string, file: string, problems: Problems): Promise<SegmentHeader | undefined> {
  for await (const { bytes, complete } of readLines(join(directory, file))) {
    const header = complete ? parseHeader(bytes.toString()) : undefined;
    if (header === undefined) problems.add('line-malformed', 'the first line is no segment header', { file, line: 1 });
    else if (claimedHash(bytes)?.holds !== true) {
      problems.add('header-edited', 'the header does not have the hash that it states', { file, line: 1 });
    }
    return header;
  }
  problems.add('line-malformed', 'the segment is empty', { file });
  return undefined;
}

function inStatedOrder(segments: readonly SurveyedSegment[], problems: Problems): readonly SurveyedSegment[] {
  const byNumber = new Map<number, SurveyedSegment>();
  for (const segment of segments) {
    const { file, header } = segment;
    const isHome = numberOf(file) === header.segment;
    const other = byNumber.get(header.segment);
    const copies = segments.filter((one) => one.header.segment === header.segment);
    const isCopy = !isHome && copies.some((one) => numberOf(one.file) === header.segment);
    if (isCopy || other !== undefined) {
      problems.add('segment-duplicated', `the file holds a second copy of segment \`${header.segment}\``, {
        file,
        line: 1,
      });
      continue;
    }
    if (!isHome) problems.add('segment-misplaced', `the file holds segment \`${header.segment}\``, { file, line: 1 });
    byNumber.set(header.segment, segment);
  }
  return [...byNumber.values()].sort((left, right) => left.header.segment - right.header.segment);
}

function nameMissing(segments: readonly SurveyedSegment[], problems: Problems): void {
  let expected = 1;
  for (const { file, header } of segments) {
    if (header.segment > expected) {
      const range =
        header.segment - 1 === expected ? `\`${expected}\`` : `\`${expected}\` to \`${header.segment - 1}\``;
      problems.add('segment-missing', `segment ${range} is missing before this one`, { file, line: 1 });
    }
    expected = header.segment + 1;
  }
}

function numberOf(file: string): number | undefined {
  return segmentsAmong([file])[0];
}
