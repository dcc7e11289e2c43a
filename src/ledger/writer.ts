import { setImmediate as endOfTurn } from 'node:timers/promises';
import { isEntryKind, type LedgerEntryBody, type LedgerReceipt } from './entry.ts';
import { findPayload, overwritePayload } from './erase.ts';
import { LedgerError } from './error.ts';
import { type Lock, RENEW_EVERY } from './lock.ts';
import type { SignedCheckpoint } from './note.ts';
import type { LedgerStorage } from './storage.ts';
import type { Incoming, Volume } from './volume.ts';

/** `failed`: nothing can be made durable now; every append tries again. `closed`: for good. */
export type LedgerState = 'open' | 'failed' | 'closed';

/** The one writer of a ledger. */
export interface Ledger {
  /**
   * Resolves when the entry is durable. Entries become durable in the order of the calls. The body and the payload are
   * copied at the call. Rejects with `storage-failed` (the entry is not in the ledger), `queue-full`, `entry-too-large`,
   * `entry-invalid`, `lock-lost` or `ledger-closed`.
   */
  append(body: LedgerEntryBody, payload?: Uint8Array): Promise<LedgerReceipt>;
  /** Signs everything that is durable now. Keep the note outside the machine: it is the anchor of a later verification. */
  checkpoint(): Promise<SignedCheckpoint>;
  /** Records the erasure, then destroys key and ciphertext of the payload. The chain stays whole. May be repeated. */
  erasePayload(sequence: number): Promise<void>;
  readonly state: LedgerState;
  /** Entries that are not durable yet. */
  readonly lag: number;
  /** Waits for everything appended, signs it, and frees the directory. */
  close(): Promise<void>;
}

interface WriterMeans {
  readonly directory: string;
  readonly storage: LedgerStorage;
  readonly volume: Volume;
  readonly lock: Lock;
  readonly now: () => number;
  readonly checkpointEvery: number;
  readonly queueLimit: number;
  readonly onState: (state: LedgerState, cause?: unknown) => void;
}

interface Waiting extends Incoming {
  readonly resolve: (receipt: LedgerReceipt) => void;
  readonly reject: (cause: LedgerError) => void;
}

/**
 * Group commit: appends queue up, one drain at a time takes what has come, writes it in one piece, syncs once and
 * resolves them all, while the next batch forms.
 */
export class LedgerWriter implements Ledger {
  readonly #means: WriterMeans;
  readonly #queue: Waiting[] = [];
  readonly #renewal: NodeJS.Timeout;
  #isClosed = false;
  #isDraining = false;
  #queuedBytes = 0;
  #inFlight = 0;
  /** Everything that touches the files runs in this lane, one after the other. */
  #lane: Promise<unknown> = Promise.resolve();
  /** Set while nothing can be made durable: since when, and how many entries were refused. */
  #outage: { readonly since: number; refused: number } | undefined;
  #lost: LedgerError | undefined;

  constructor(means: WriterMeans) {
    this.#means = means;
    this.#renewal = setInterval(() => void this.#renew(), RENEW_EVERY).unref();
  }

  get state(): LedgerState {
    if (this.#isClosed) return 'closed';
    return this.#outage === undefined && this.#lost === undefined ? 'open' : 'failed';
  }

  get lag(): number {
    return this.#queue.length + this.#inFlight;
  }

  append(body: LedgerEntryBody, payload?: Uint8Array): Promise<LedgerReceipt> {
    return new Promise((resolve, reject) => {
      const bodyText = this.#admit(body, payload?.length ?? 0);
      if (bodyText instanceof LedgerError) return reject(bodyText);
      this.#queuedBytes += bodyText.length + (payload?.length ?? 0);
      this.#queue.push({ bodyText, payload: payload && Uint8Array.from(payload), resolve, reject });
      if (!this.#isDraining) this.#startDraining();
    });
  }

  checkpoint(): Promise<SignedCheckpoint> {
    return this.#inLane(async () => {
      const refusal = this.#refusal();
      if (refusal !== undefined) throw refusal;
      return this.#sign();
    });
  }

  async erasePayload(sequence: number): Promise<void> {
    const { directory, storage, now } = this.#means;
    await findPayload(storage, directory, sequence);
    await this.append({ kind: 'ledger', at: now(), event: 'payload-erased', erased: sequence });
    await this.#inLane(() => overwritePayload(storage, directory, sequence));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#renewal);
    try {
      await this.#inLane(async () => {
        while (this.#queue.length > 0) await this.#drainOnce();
        if (this.#lost === undefined && this.#means.volume.unsigned > 0) await this.#sign();
      });
    } finally {
      await this.#means.volume.close();
      await this.#means.lock.release();
    }
  }

  /** The JSON of a body that may wait, or why it may not. */
  #admit(body: LedgerEntryBody, payloadBytes: number): string | LedgerError {
    const refusal = this.#refusal();
    if (refusal !== undefined) return refusal;
    const bodyText = textOf(body);
    if (bodyText instanceof LedgerError) return bodyText;
    const size = bodyText.length + payloadBytes;
    if (size > MAX_ENTRY_SIZE) return tooLarge(size);
    const isFull = this.lag >= this.#means.queueLimit || this.#queuedBytes + size > QUEUE_BYTES;
    return isFull ? queueFull(this.lag) : bodyText;
  }

  #refusal(): LedgerError | undefined {
    if (this.#isClosed) return new LedgerError('ledger-closed', 'the ledger is closed; open it again');
    return this.#lost;
  }

  #startDraining(): void {
    this.#isDraining = true;
    void this.#inLane(async () => {
      await endOfTurn(); // what the same turn appends goes into one commit
      while (this.#queue.length > 0) await this.#drainOnce();
      this.#isDraining = false;
    });
  }

  async #drainOnce(): Promise<void> {
    const batch = this.#takeBatch();
    try {
      if (this.#lost !== undefined) throw this.#lost;
      await this.#recover();
      const receipts = await this.#means.volume.commit(batch);
      this.#inFlight = 0;
      for (const [index, receipt] of receipts.entries()) batch[index]?.resolve(receipt);
    } catch (cause) {
      this.#refuse([...batch, ...this.#queue.splice(0)], this.#fail(cause));
      return;
    }
    if (this.#means.volume.unsigned < this.#means.checkpointEvery) return;
    await this.#sign().catch(() => undefined); // the failure was told through the state; the next append tries again
  }

  #takeBatch(): readonly Waiting[] {
    let [count, size] = [0, 0];
    for (const waiting of this.#queue) {
      if (count >= BATCH_ENTRIES || (count > 0 && size >= BATCH_SIZE)) break;
      count += 1;
      size += sizeOf(waiting);
    }
    this.#queuedBytes -= size;
    this.#inFlight = count;
    return this.#queue.splice(0, count);
  }

  async #sign(): Promise<SignedCheckpoint> {
    try {
      await this.#recover();
      return await this.#means.volume.checkpoint();
    } catch (cause) {
      throw this.#fail(cause);
    }
  }

  /** After a failure: cuts back to what is durable and writes how long nothing was recorded. */
  async #recover(): Promise<void> {
    if (this.#outage === undefined) return;
    const { since, refused } = this.#outage;
    await this.#means.volume.restore();
    const body = { kind: 'ledger', at: this.#means.now(), event: 'storage-recovered', since, refused };
    await this.#means.volume.commit([{ bodyText: JSON.stringify(body), payload: undefined }]);
    this.#outage = undefined;
    this.#means.onState('open');
  }

  #fail(cause: unknown): LedgerError {
    if (cause instanceof LedgerError) return cause;
    if (this.#outage === undefined) {
      this.#outage = { since: this.#means.now(), refused: 0 };
      this.#means.onState('failed', cause);
    }
    const message = 'the ledger cannot make entries durable; free space or repair the disk';
    return new LedgerError('storage-failed', message, cause);
  }

  #refuse(refused: readonly Waiting[], cause: LedgerError): void {
    this.#inFlight = 0;
    this.#queuedBytes = 0;
    if (this.#outage !== undefined) this.#outage.refused += refused.length;
    for (const waiting of refused) waiting.reject(cause);
  }

  async #renew(): Promise<void> {
    await this.#means.lock.renew().catch((cause: unknown) => {
      if (!(cause instanceof LedgerError) || this.#isClosed) return; // a busy disk is not a lost lock
      this.#lost = cause;
      this.#means.onState('failed', cause);
    });
  }

  #inLane<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#lane.then(work);
    this.#lane = done.catch(() => undefined);
    return done;
  }
}

function textOf(body: LedgerEntryBody): string | LedgerError {
  if (!isEntryKind(body.kind)) return new LedgerError('entry-invalid', `unknown entry kind \`${body.kind}\``);
  if (!Number.isSafeInteger(body.at) || body.at < 0) {
    return new LedgerError('entry-invalid', `the time \`${body.at}\` is not whole milliseconds since the epoch`);
  }
  try {
    return JSON.stringify(body);
  } catch (cause) {
    return new LedgerError('entry-invalid', `the body of a \`${body.kind}\` entry is not JSON`, cause);
  }
}

function sizeOf(waiting: Waiting): number {
  return waiting.bodyText.length + (waiting.payload?.length ?? 0);
}

function tooLarge(size: number): LedgerError {
  return new LedgerError('entry-too-large', `an entry of \`${size}\` bytes is over \`${MAX_ENTRY_SIZE}\`; record less`);
}

function queueFull(lag: number): LedgerError {
  return new LedgerError('queue-full', `\`${lag}\` entries wait to become durable already; slow down`);
}

const BATCH_ENTRIES = 2_048;
const BATCH_SIZE = 4 * 1024 * 1024;
const MAX_ENTRY_SIZE = 2 * 1024 * 1024;
const QUEUE_BYTES = 64 * 1024 * 1024;
