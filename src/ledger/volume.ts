import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { LedgerReceipt } from './entry.ts';
import { GENESIS, sealEntry, sealHeader } from './line.ts';
import { leafHash, type RightEdge } from './merkle.ts';
import { CHECKPOINTS_FILE, payloadFile, segmentFile } from './names.ts';
import { keyIdOf, type SignedCheckpoint, signCheckpoint } from './note.ts';
import { sealPayload } from './payload.ts';
import { type LedgerFile, type LedgerStorage, writeFully } from './storage.ts';

/** What one entry brings to a commit: the JSON of its body, and its payload. */
export interface Incoming {
  readonly bodyText: string;
  readonly payload: Uint8Array | undefined;
}

/** The fixed things of an open ledger. */
export interface VolumeMeans {
  readonly directory: string;
  readonly storage: LedgerStorage;
  readonly signingKey: KeyObject;
  readonly payloadKey: Uint8Array;
  readonly random: (size: number) => Uint8Array;
  readonly now: () => number;
  readonly segmentBytes: number;
  readonly writer: string;
}

/** The end of the chain: everything that the next entry needs to know of those before it. */
export interface Tip {
  /** The hash of the last line, entry or header. */
  readonly line: string;
  /** The hash of the last entry; zeros when there is none. */
  readonly entry: string;
  readonly edge: RightEdge;
}

/** A file and how many of its bytes are known to be durable. */
export interface Extent {
  readonly file: LedgerFile;
  size: number;
}

/** What stands on the disk when a volume is opened. */
export interface VolumeState {
  readonly segment: number;
  /** The sequence of the first entry of the segment. */
  readonly first: number;
  readonly tip: Tip;
  readonly lines: Extent;
  readonly payloads: Extent | undefined;
  readonly checkpoints: Extent;
  /** Digest and size of the last checkpoint. */
  readonly checkpoint: { readonly digest: string; readonly size: number };
}

/**
 * The files of one ledger, written in commits. A commit that throws has changed nothing that counts: the tip stays, and
 * `restore` cuts the files back to it.
 */
export class Volume {
  readonly #means: VolumeMeans;
  #segment: number;
  #first: number;
  #tip: Tip;
  #lines: Extent;
  #payloads: Extent | undefined;
  readonly #checkpoints: Extent;
  #checkpoint: { readonly digest: string; readonly size: number };

  constructor(means: VolumeMeans, state: VolumeState) {
    this.#means = means;
    this.#segment = state.segment;
    this.#first = state.first;
    this.#tip = state.tip;
    this.#lines = state.lines;
    this.#payloads = state.payloads;
    this.#checkpoints = state.checkpoints;
    this.#checkpoint = state.checkpoint;
  }

  /** How many entries are durable. */
  get size(): number {
    return this.#tip.edge.size;
  }

  /** How many entries no checkpoint covers yet. */
  get unsigned(): number {
    return this.size - this.#checkpoint.size;
  }

  /** The number of the segment that is written to. */
  get segment(): number {
    return this.#segment;
  }

  /** Writes all of them and waits until they are durable; payloads go first, so that no entry names one that is not there. */
  async commit(batch: readonly Incoming[]): Promise<readonly LedgerReceipt[]> {
    const bytes = this.#lines.size + (this.#payloads?.size ?? 0);
    if (bytes >= this.#means.segmentBytes && this.size > this.#first) await this.#rotate();
    const sealed = this.#seal(batch);
    if (sealed.payloads.length > 0) await this.#appendPayloads(Buffer.from(sealed.payloads));
    await append(this.#lines, Buffer.from(sealed.lines));
    this.#tip = sealed.tip;
    return sealed.receipts;
  }

  /** Signs the present state and makes the signature durable. */
  async checkpoint(): Promise<SignedCheckpoint> {
    const signed = signCheckpoint(
      {
        writer: this.#means.writer,
        size: this.size,
        root: this.#tip.edge.root().toString('hex'),
        chain: this.#tip.entry,
        at: this.#means.now(),
        previous: this.#checkpoint.digest,
      },
      this.#means.signingKey,
    );
    await append(this.#checkpoints, Buffer.from(`${signed.note}\n`));
    this.#checkpoint = { digest: signed.digest, size: this.size };
    return signed;
  }

  /** Cuts every file back to what is known to be durable. */
  async restore(): Promise<void> {
    for (const extent of this.#extents()) {
      await extent.file.truncate(extent.size);
      await extent.file.sync();
    }
  }

  async close(): Promise<void> {
    for (const extent of this.#extents()) await extent.file.close();
  }

  #extents(): readonly Extent[] {
    return [this.#lines, ...(this.#payloads === undefined ? [] : [this.#payloads]), this.#checkpoints];
  }

  #seal(batch: readonly Incoming[]) {
    const edge = this.#tip.edge.copy();
    const receipts: LedgerReceipt[] = [];
    let [previous, lines, payloads] = [this.#tip.line, '', ''];
    for (const { bodyText, payload } of batch) {
      const sequence = edge.size;
      const place = { writer: this.#means.writer, sequence };
      const sealedPayload = payload === undefined ? undefined : sealPayload(payload, place, this.#means);
      if (sealedPayload !== undefined) payloads += `${sealedPayload.line}\n`;
      const line = sealEntry(sequence, previous, bodyText, sealedPayload?.digest);
      lines += `${line.text}\n`;
      previous = line.hash;
      edge.add(leafHash(Buffer.from(line.hash, 'hex')));
      receipts.push({ sequence, hash: line.hash });
    }
    return { lines, payloads, receipts, tip: { line: previous, entry: previous, edge } };
  }

  async #appendPayloads(bytes: Buffer): Promise<void> {
    if (this.#payloads === undefined) {
      const { storage, directory } = this.#means;
      const file = await storage.open(join(directory, payloadFile(this.#segment)));
      this.#payloads = { file, size: 0 };
      await storage.syncDirectory(directory);
    }
    await append(this.#payloads, bytes);
  }

  async #rotate(): Promise<void> {
    if (this.unsigned > 0) await this.checkpoint();
    const { line, edge, entry } = this.#tip;
    const made = await createSegment(this.#means, { segment: this.#segment + 1, previous: line, edge });
    const done = [this.#lines, this.#payloads];
    this.#segment += 1;
    this.#first = edge.size;
    this.#lines = made.lines;
    this.#payloads = undefined;
    this.#tip = { line: made.hash, entry, edge };
    for (const extent of done) await extent?.file.close().catch(() => undefined); // it is durable already
  }
}

/** Makes a segment with its header, durable, name included. A failure leaves no file behind that would count. */
export async function createSegment(
  means: VolumeMeans,
  start: { readonly segment: number; readonly previous: string; readonly edge: RightEdge },
): Promise<{ readonly lines: Extent; readonly hash: string }> {
  const header = sealHeader({
    segment: start.segment,
    first: start.edge.size,
    previous: start.previous,
    writer: means.writer,
    key: keyIdOf(means.signingKey),
    at: means.now(),
    edge: start.edge.nodes,
  });
  const file = await means.storage.open(join(means.directory, segmentFile(start.segment)));
  const lines = { file, size: 0 };
  try {
    await file.truncate(0);
    await append(lines, Buffer.from(`${header.text}\n`));
    await means.storage.syncDirectory(means.directory);
  } catch (cause) {
    await file.truncate(0).catch(() => undefined); // an empty or torn segment counts as not made
    await file.close().catch(() => undefined);
    throw cause;
  }
  return { lines, hash: header.hash };
}

/** Opens the file of checkpoints of a directory. */
export async function openCheckpoints(means: VolumeMeans, size: number): Promise<Extent> {
  return { file: await means.storage.open(join(means.directory, CHECKPOINTS_FILE)), size };
}

/** The tip of a ledger without entries, after the header with this hash. */
export function tipAfterHeader(hash: string, edge: RightEdge, entry: string = GENESIS): Tip {
  return { line: hash, entry, edge };
}

async function append(extent: Extent, bytes: Buffer): Promise<void> {
  await writeFully(extent.file, bytes, extent.size);
  await extent.file.sync();
  extent.size += bytes.length;
}
