import { join } from 'node:path';
import { LedgerError } from './error.ts';
import { parseHeader, type SegmentHeader } from './line.ts';
import { payloadFile, segmentFile, segmentsAmong } from './names.ts';
import { erasedLine, openSealed, type PayloadRecord, parsePayload } from './payload.ts';
import { readLines, splitLines } from './segment.ts';
import { fileStorage, type LedgerStorage, writeFully } from './storage.ts';

/** A payload record and where it stands. */
interface FoundPayload {
  readonly record: PayloadRecord;
  readonly writer: string;
  readonly path: string;
  readonly offset: number;
}

/** The payload of an entry. Throws `payload-not-found`, `payload-erased` or `payload-altered`. */
export async function readPayload(options: {
  readonly directory: string;
  readonly sequence: number;
  readonly payloadKey: Uint8Array;
}): Promise<Uint8Array> {
  const { writer, record } = await findPayload(fileStorage, options.directory, options.sequence);
  return openSealed(record, { writer, sequence: options.sequence }, options.payloadKey);
}

/** Finds a payload record, erased or not. Throws `payload-not-found`. */
export async function findPayload(storage: LedgerStorage, directory: string, sequence: number): Promise<FoundPayload> {
  const home = await segmentOf(storage, directory, sequence);
  if (home === undefined) throw notFound(sequence);
  const path = join(directory, payloadFile(home.segment));
  const bytes = await storage.read(path);
  const start = `{"sequence":${sequence},`;
  for (const line of bytes === undefined ? [] : splitLines(bytes).lines) {
    if (line.bytes.toString('latin1', 0, start.length) !== start) continue;
    const record = parsePayload(line.bytes.toString('latin1'));
    if (record !== undefined) return { record, writer: home.writer, path, offset: line.offset };
  }
  throw notFound(sequence);
}

/** Writes over key and ciphertext of a payload and waits until that is durable. */
export async function overwritePayload(storage: LedgerStorage, directory: string, sequence: number): Promise<void> {
  const { record, path, offset } = await findPayload(storage, directory, sequence);
  const file = await storage.open(path);
  try {
    await writeFully(file, Buffer.from(erasedLine(record)), offset);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The last segment that starts at or before the entry. */
async function segmentOf(storage: LedgerStorage, directory: string, sequence: number) {
  const segments = segmentsAmong(await storage.list(directory));
  for (const segment of segments.toReversed()) {
    const header = await headerOf(join(directory, segmentFile(segment)));
    if (header !== undefined && header.first <= sequence) return { segment, writer: header.writer };
  }
  return undefined;
}

async function headerOf(path: string): Promise<SegmentHeader | undefined> {
  for await (const { bytes } of readLines(path)) return parseHeader(bytes.toString());
  return undefined;
}

function notFound(sequence: number): LedgerError {
  return new LedgerError('payload-not-found', `entry \`${sequence}\` has no payload in this ledger`);
}
