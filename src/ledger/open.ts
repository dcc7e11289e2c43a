import { createPublicKey, hash, type KeyObject, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { LedgerError } from './error.ts';
import { GENESIS } from './line.ts';
import { takeLock } from './lock.ts';
import { RightEdge } from './merkle.ts';
import { cutFile, payloadFile, segmentFile } from './names.ts';
import { NO_CHECKPOINT, requireEd25519 } from './note.ts';
import { type Cut, type Found, findEnd } from './recovery.ts';
import { fileStorage, type LedgerStorage, writeFully } from './storage.ts';
import {
  createSegment,
  openCheckpoints,
  tipAfterHeader,
  Volume,
  type VolumeMeans,
  type VolumeState,
} from './volume.ts';
import { type Ledger, type LedgerState, LedgerWriter } from './writer.ts';

export interface LedgerOptions {
  readonly directory: string;
  /** Private Ed25519 key. A ledger keeps its key: another key needs another directory. */
  readonly signingKey: KeyObject;
  /** 32 secret random bytes. */
  readonly payloadKey: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A segment that has reached this size with its payloads is closed, 64 MiB when absent. A start reads the last one whole. */
  readonly segmentBytes?: number;
  /** A checkpoint follows the commit in which this many entries have no signature, 1,000 when absent. */
  readonly checkpointEvery?: number;
  /** How many entries may wait; 16,384 when absent. More are refused with `queue-full`. */
  readonly queueLimit?: number;
  readonly storage?: LedgerStorage;
  readonly random?: (size: number) => Uint8Array;
  /** Told of each change of state, with the cause of a failure. It must not throw. */
  readonly onState?: (state: LedgerState, cause?: unknown) => void;
}

/**
 * Opens or makes the ledger of a directory for its one writer. An unfinished write at the end is cut off, kept in a
 * `.cut` file and recorded as an entry. Throws `ledger-locked`, `ledger-damaged`, `key-mismatch`, `key-unusable`.
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { directory, storage = fileStorage } = options;
  requireKeys(options);
  await storage.prepare(directory);
  const lock = await takeLock(directory, { now: options.now, random: options.random ?? randomBytes });
  try {
    const found = await findEnd(storage, directory, createPublicKey(options.signingKey));
    const means = meansOf(options, found?.header.writer);
    for (const cut of found?.cuts ?? []) await cutOff(means, cut);
    const volume = new Volume(means, found === undefined ? await begin(means) : await resume(means, found));
    if (found !== undefined) await recordRecovery(volume, found, options.now());
    if (found === undefined || volume.unsigned > 0 || found.checkpoint.digest === NO_CHECKPOINT)
      await volume.checkpoint();
    return new LedgerWriter({
      directory,
      storage,
      volume,
      lock,
      now: options.now,
      checkpointEvery: options.checkpointEvery ?? CHECKPOINT_EVERY,
      queueLimit: options.queueLimit ?? QUEUE_LIMIT,
      onState: options.onState ?? (() => undefined),
    });
  } catch (cause) {
    await lock.release();
    if (cause instanceof LedgerError) throw cause;
    throw new LedgerError('storage-failed', `the ledger \`${directory}\` cannot be opened; see the cause`, cause);
  }
}

function requireKeys(options: LedgerOptions): void {
  requireEd25519(options.signingKey);
  if (options.signingKey.type !== 'private') {
    throw new LedgerError(
      'key-unusable',
      `the ledger signs, its key is \`${options.signingKey.type}\`; give the private one`,
    );
  }
  if (options.payloadKey.length !== 32) {
    const length = options.payloadKey.length;
    throw new LedgerError('key-unusable', `the payload key has \`${length}\` bytes; give 32 random ones`);
  }
}

function meansOf(options: LedgerOptions, writer: string | undefined): VolumeMeans {
  const random = options.random ?? randomBytes;
  return {
    directory: options.directory,
    storage: options.storage ?? fileStorage,
    signingKey: options.signingKey,
    payloadKey: Uint8Array.from(options.payloadKey),
    random,
    now: options.now,
    segmentBytes: options.segmentBytes ?? SEGMENT_BYTES,
    writer: writer ?? Buffer.from(random(8)).toString('hex'),
  };
}

async function begin(means: VolumeMeans): Promise<VolumeState> {
  const edge = new RightEdge();
  const { lines, hash: header } = await createSegment(means, { segment: 1, previous: GENESIS, edge });
  const checkpoints = await openCheckpoints(means, 0);
  await checkpoints.file.truncate(0);
  await means.storage.syncDirectory(means.directory);
  const checkpoint = { digest: NO_CHECKPOINT, size: 0 };
  return {
    segment: 1,
    first: 0,
    tip: tipAfterHeader(header, edge),
    lines,
    payloads: undefined,
    checkpoints,
    checkpoint,
  };
}

/** Lines that were written whole but never waited for are kept, and made durable before anything follows them. */
async function resume(means: VolumeMeans, found: Found): Promise<VolumeState> {
  const { segment } = found.header;
  const open = (file: string) => means.storage.open(join(means.directory, file));
  const lines = { file: await open(segmentFile(segment)), size: found.linesSize };
  const payloads =
    found.payloadsSize === undefined ? undefined : { file: await open(payloadFile(segment)), size: found.payloadsSize };
  const checkpoints = await openCheckpoints(means, found.checkpointsSize);
  await payloads?.file.sync();
  await lines.file.sync();
  await checkpoints.file.sync();
  return {
    segment,
    first: found.header.first,
    tip: found.tip,
    lines,
    payloads,
    checkpoints,
    checkpoint: found.checkpoint,
  };
}

/** Keeps the bytes in a file of their own first, then removes them. */
async function cutOff(means: VolumeMeans, cut: Cut): Promise<void> {
  const { storage, directory } = means;
  const aside = await storage.open(join(directory, cutFile(cut.file, cut.offset)));
  await writeFully(aside, cut.bytes, 0);
  await aside.truncate(cut.bytes.length);
  await aside.sync();
  await aside.close();
  if (cut.offset === 0 && cut.file.endsWith('.rfl')) await storage.remove(join(directory, cut.file));
  else await truncate(storage, join(directory, cut.file), cut.offset);
  await storage.syncDirectory(directory);
}

async function truncate(storage: LedgerStorage, path: string, size: number): Promise<void> {
  const file = await storage.open(path);
  await file.truncate(size);
  await file.sync();
  await file.close();
}

/** An unclean end is never silent: what was cut, and how many entries had no signature when they were found. */
async function recordRecovery(volume: Volume, found: Found, at: number): Promise<void> {
  if (found.cuts.length === 0 && volume.unsigned === 0) return;
  const cut = found.cuts.map(({ file, offset, bytes }) => ({
    file,
    offset,
    bytes: bytes.length,
    digest: `sha256:${hash('sha256', bytes, 'hex')}`,
    kept: cutFile(file, offset),
  }));
  const body = { kind: 'ledger', at, event: 'recovered', unsigned: volume.unsigned, cut };
  await volume.commit([{ bodyText: JSON.stringify(body), payload: undefined }]);
}

const SEGMENT_BYTES = 64 * 1024 * 1024;
const CHECKPOINT_EVERY = 1_000;
const QUEUE_LIMIT = 16_384;
