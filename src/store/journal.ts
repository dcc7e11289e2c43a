import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StoreError } from './error.ts';
import { syncDirectory } from './file.ts';
import { GroupCommit, type Urgency } from './group-commit.ts';
import { encodeLine, scanLines } from './journal-line.ts';
import type { StoreLimits } from './limits.ts';

const LINE_BYTES = 256 * 1024;
const GROWTH = 4;

/** What a journal needs to know of the rows it keeps. Rows live in memory; the journal follows. */
export interface JournalRows<Change> {
  /** Called once per change when the journal is opened, in the order of writing. Applying a change twice must be harmless. */
  apply(change: Change): void;
  /** Changes that rebuild the present state. It is walked over many turns, so it must bear changes meanwhile. */
  snapshot(): Iterable<Change>;
}

/**
 * An append-only file of changes, one line of JSON per commit. Rules: apply a change to the rows first, then append it;
 * a change states its result, so that the order between a snapshot and a change waiting beside it does not matter.
 */
export class Journal<Change> {
  readonly #path: string;
  readonly #name: string;
  readonly #rows: JournalRows<Change>;
  readonly #limits: StoreLimits;
  readonly #commits: GroupCommit;
  #file: FileHandle;
  #size = 0;
  #compactedSize = 0;
  #pending: string[] = [];
  #pendingBytes = 0;
  #snapshotDue = false;

  private constructor(path: string, name: string, rows: JournalRows<Change>, limits: StoreLimits, file: FileHandle) {
    this.#path = path;
    this.#name = name;
    this.#rows = rows;
    this.#limits = limits;
    this.#file = file;
    this.#commits = new GroupCommit(() => this.#commit(), limits.writeBehindMs);
  }

  /** Opens or creates `path`, replays it into `rows`, and cuts off a line that a crash left half-written. */
  static async open<Change>(
    path: string,
    name: string,
    rows: JournalRows<Change>,
    limits: StoreLimits,
  ): Promise<Journal<Change>> {
    const file = await open(path, 'a+', 0o600);
    const journal = new Journal<Change>(path, name, rows, limits, file);
    try {
      await journal.#replay();
    } catch (error) {
      await file.close();
      throw error;
    }
    return journal;
  }

  /** Bytes of the file now. */
  get size(): number {
    return this.#size;
  }

  /** Queues a change that the rows already show. With `durable` it resolves after the sync. */
  append(change: Change, urgency: Urgency): Promise<void> {
    if (!this.#snapshotDue) {
      const json = JSON.stringify(change);
      this.#pending.push(json);
      this.#pendingBytes += json.length;
      if (this.#pendingBytes > this.#limits.pendingBytes) this.#replacePendingBySnapshot();
    }
    return this.#commits.request(urgency);
  }

  async close(): Promise<void> {
    try {
      await this.#commits.finish();
    } finally {
      await this.#file.close();
    }
  }

  async #replay(): Promise<void> {
    const scan = await scanLines(this.#file, (value, lineNumber) => {
      if (lineNumber === 1) this.#checkHeader(value);
      // The checksum proves that the line was written by `append` of this very journal.
      else for (const change of value as Change[]) this.#rows.apply(change);
    });
    if (scan.corruptLine !== undefined) {
      const where = `\`${this.#path}\` line ${scan.corruptLine}`;
      throw new StoreError('journal-corrupt', `damaged journal ${where}, restore the file from a backup`);
    }
    if (scan.validBytes < scan.totalBytes) await this.#file.truncate(scan.validBytes);
    this.#size = scan.validBytes;
    this.#compactedSize = scan.validBytes / GROWTH;
    if (scan.validBytes === 0) this.#size = await this.#write(this.#file, this.#headerLine());
    await this.#file.datasync();
    await syncDirectory(dirname(this.#path));
  }

  #headerLine(): string {
    return encodeLine(JSON.stringify({ journal: this.#name, version: 1 }));
  }

  #checkHeader(value: unknown): void {
    if (encodeLine(JSON.stringify(value)) === this.#headerLine()) return;
    const message = `\`${this.#path}\` is no \`${this.#name}\` journal of this version, use the version that wrote it`;
    throw new StoreError('journal-foreign', message);
  }

  #replacePendingBySnapshot(): void {
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#snapshotDue = true;
  }

  async #commit(): Promise<void> {
    const isLarge = this.#size > Math.max(this.#limits.compactBytes, GROWTH * this.#compactedSize);
    if (this.#snapshotDue || isLarge) {
      this.#replacePendingBySnapshot();
      this.#snapshotDue = false;
      await this.#compact();
      return;
    }
    const lines = linesOf(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    // One line, one sync: the reader trusts that only the last line can be torn.
    for (const line of lines) {
      this.#size += await this.#write(this.#file, line);
      await this.#file.datasync();
    }
  }

  /** Writes the present state beside the journal and puts it in its place. Changes made meanwhile wait for the next commit. */
  async #compact(): Promise<void> {
    const path = `${this.#path}.new`;
    const file = await open(path, 'w', 0o600);
    let size: number;
    try {
      size = await this.#write(file, this.#headerLine());
      for (const line of linesOf(stringified(this.#rows.snapshot()))) size += await this.#write(file, line);
      await file.datasync();
    } catch (error) {
      await file.close();
      throw error;
    }
    await rename(path, this.#path);
    await syncDirectory(dirname(this.#path));
    await this.#file.close();
    this.#file = file;
    this.#size = size;
    this.#compactedSize = size;
  }

  async #write(file: FileHandle, line: string): Promise<number> {
    const bytes = Buffer.from(line, 'utf8');
    await file.appendFile(bytes);
    return bytes.length;
  }
}

function* stringified(changes: Iterable<unknown>): Generator<string> {
  for (const change of changes) yield JSON.stringify(change);
}

function* linesOf(changes: Iterable<string>): Generator<string> {
  let batch: string[] = [];
  let bytes = 0;
  for (const change of changes) {
    batch.push(change);
    bytes += change.length;
    if (bytes < LINE_BYTES) continue;
    yield encodeLine(`[${batch.join(',')}]`);
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield encodeLine(`[${batch.join(',')}]`);
}
