import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { LedgerError } from './error.ts';
import { claimedHash, parseEntry, parseHeader, type SegmentHeader } from './line.ts';
import { leafHash, RightEdge } from './merkle.ts';
import { CHECKPOINTS_FILE, payloadFile, segmentFile, segmentsAmong } from './names.ts';
import { judgeSignature, keyIdOf, NO_CHECKPOINT, type SignedCheckpoint } from './note.ts';
import { readNotes } from './notes.ts';
import { parsePayload } from './payload.ts';
import { splitLines } from './segment.ts';
import type { LedgerStorage } from './storage.ts';
import type { Tip } from './volume.ts';

/** Bytes at the end of a file that are no part of the ledger, to be cut off and kept aside. */
export interface Cut {
  readonly file: string;
  readonly offset: number;
  readonly bytes: Buffer;
}

/** What the files of a directory say about the ledger, once unfinished writes are cut off. */
export interface Found {
  readonly header: SegmentHeader;
  readonly tip: Tip;
  readonly linesSize: number;
  /** Undefined when the segment has no payload file. */
  readonly payloadsSize: number | undefined;
  readonly checkpointsSize: number;
  readonly checkpoint: { readonly digest: string; readonly size: number };
  readonly cuts: readonly Cut[];
}

/**
 * Reads the end of a ledger: the last segment, its payloads and the checkpoints. Returns undefined when there is no
 * ledger yet. Throws `ledger-damaged` when entries that a checkpoint covers are not there.
 */
export async function findEnd(
  storage: LedgerStorage,
  directory: string,
  publicKey: KeyObject,
): Promise<Found | undefined> {
  const segments = segmentsAmong(await storage.list(directory));
  const checkpoints = await findCheckpoints(storage, directory, publicKey);
  const cuts: Cut[] = [...checkpoints.cuts];
  for (const segment of segments.toReversed()) {
    const bytes = await readRequired(storage, directory, segmentFile(segment));
    const walked = walk(bytes, segment);
    if (walked === undefined) {
      cuts.push({ file: segmentFile(segment), offset: 0, bytes });
      continue;
    }
    if (walked.size < bytes.length) {
      cuts.push({ file: segmentFile(segment), offset: walked.size, bytes: bytes.subarray(walked.size) });
    }
    requireOurs(walked, checkpoints.last, keyIdOf(publicKey));
    const payloads = await findPayloads(storage, directory, segment, walked.tip.edge.size);
    if (payloads.cut !== undefined) cuts.push(payloads.cut);
    return {
      header: walked.header,
      tip: walked.tip,
      linesSize: walked.size,
      payloadsSize: payloads.size,
      checkpointsSize: checkpoints.size,
      checkpoint:
        checkpoints.last === undefined
          ? NONE
          : { digest: checkpoints.last.digest, size: checkpoints.last.checkpoint.size },
      cuts,
    };
  }
  if (checkpoints.last !== undefined && checkpoints.last.checkpoint.size > 0) throw tailMissing(0, checkpoints.last);
  return undefined;
}

interface Walked {
  readonly header: SegmentHeader;
  readonly tip: Tip;
  readonly size: number;
  /** Hashes of the entries of this segment in order. */
  readonly hashes: readonly string[];
}

/** Follows the chain of a segment as far as it holds; undefined when not even the header does. */
function walk(bytes: Buffer, segment: number): Walked | undefined {
  const [first, ...rest] = splitLines(bytes).lines;
  if (first === undefined || claimedHash(first.bytes)?.holds !== true) return undefined;
  const header = parseHeader(first.bytes.toString());
  if (header === undefined || header.segment !== segment) return undefined;
  const edge = new RightEdge(
    header.first,
    header.edge.map((node) => Buffer.from(node, 'hex')),
  );
  const hashes: string[] = [];
  let [previous, size] = [header.hash, first.bytes.length + 1];
  for (const line of rest) {
    const entry = claimedHash(line.bytes)?.holds === true ? parseEntry(line.bytes.toString()) : undefined;
    if (entry === undefined || entry.previous !== previous || entry.sequence !== edge.size) break;
    edge.add(leafHash(Buffer.from(entry.hash, 'hex')));
    hashes.push(entry.hash);
    previous = entry.hash;
    size += line.bytes.length + 1;
  }
  return { header, tip: { line: previous, entry: hashes.at(-1) ?? header.previous, edge }, size, hashes };
}

function requireOurs(walked: Walked, last: SignedCheckpoint | undefined, keyId: string): void {
  const { header, tip, hashes } = walked;
  if (header.key !== keyId) {
    throw new LedgerError('key-mismatch', `the ledger was signed with key \`${header.key}\`; open it with that key`);
  }
  if (last === undefined) return;
  if (last.checkpoint.size > tip.edge.size) throw tailMissing(tip.edge.size, last);
  const covered = [header.previous, ...hashes][last.checkpoint.size - header.first];
  if (last.checkpoint.writer !== header.writer || (covered !== undefined && covered !== last.checkpoint.chain)) {
    throw new LedgerError('ledger-damaged', 'the last checkpoint was signed for other entries; verify the ledger');
  }
}

async function findCheckpoints(storage: LedgerStorage, directory: string, publicKey: KeyObject) {
  const bytes = (await storage.read(join(directory, CHECKPOINTS_FILE))) ?? Buffer.alloc(0);
  const { notes, rest } = readNotes(bytes);
  const last = notes.at(-1)?.signed;
  const judged = last === undefined ? 'forged' : judgeSignature(last.note, publicKey);
  if (notes.length > 0 && judged === 'key-wrong') {
    throw new LedgerError(
      'key-mismatch',
      'the last checkpoint names another key; open the ledger with the key it began with',
    );
  }
  if (notes.length > 0 && judged !== 'good') {
    throw new LedgerError('ledger-damaged', 'the last checkpoint does not have a good signature; verify the ledger');
  }
  const size = bytes.length - rest.length;
  const cuts: readonly Cut[] = rest.length === 0 ? [] : [{ file: CHECKPOINTS_FILE, offset: size, bytes: rest }];
  return { last, size, cuts };
}

/** Payloads of entries that were never written are cut off: their numbers will be given again. */
async function findPayloads(storage: LedgerStorage, directory: string, segment: number, entries: number) {
  const file = payloadFile(segment);
  const bytes = await storage.read(join(directory, file));
  if (bytes === undefined) return { size: undefined, cut: undefined };
  const lines = splitLines(bytes).lines;
  const stray = lines.find((line) => (parsePayload(line.bytes.toString('latin1'))?.sequence ?? entries) >= entries);
  const last = lines.at(-1);
  const size = stray?.offset ?? (last === undefined ? 0 : last.offset + last.bytes.length + 1);
  return { size, cut: size < bytes.length ? { file, offset: size, bytes: bytes.subarray(size) } : undefined };
}

async function readRequired(storage: LedgerStorage, directory: string, file: string): Promise<Buffer> {
  const bytes = await storage.read(join(directory, file));
  if (bytes === undefined)
    throw new LedgerError('ledger-damaged', `the segment \`${file}\` vanished; verify the ledger`);
  return bytes;
}

function tailMissing(entries: number, last: SignedCheckpoint): LedgerError {
  const message = `a checkpoint was signed over \`${last.checkpoint.size}\` entries, \`${entries}\` are there; verify the ledger`;
  return new LedgerError('ledger-damaged', message);
}

const NONE = { digest: NO_CHECKPOINT, size: 0 };
