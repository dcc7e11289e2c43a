import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StoreError } from './error.ts';
import { isErrno, syncDirectory } from './file.ts';
import { GroupCommit, type Urgency } from './group-commit.ts';
import type { StoreLimits } from './limits.ts';
import { KEY_BYTES, newKey, SEAL_BYTES, seal, unseal } from './seal.ts';

const ID_BYTES = 16;
const SLOT_BYTES = ID_BYTES + SEAL_BYTES + KEY_BYTES;
const EMPTY = Buffer.alloc(SLOT_BYTES);

/** The key of one session's vault, and where it lies. */
export interface VaultKey {
  readonly id: string;
  readonly key: Buffer;
  readonly slot: number;
}

/**
 * Session keys, each wrapped by the server's key in a slot of fixed size. Destroying one overwrites its slot: then what
 * it sealed is noise wherever a copy of it lies, in an old journal line too. (Not against a copy of this file itself.)
 */
export class VaultKeys {
  readonly #file: FileHandle;
  readonly #wrappingKey: Uint8Array;
  readonly #commits: GroupCommit;
  readonly #found = new Map<string, VaultKey>();
  #free: number[] = [];
  #nextSlot = 1;
  #dirty = new Map<number, Buffer>();

  private constructor(file: FileHandle, wrappingKey: Uint8Array, limits: StoreLimits) {
    this.#file = file;
    this.#wrappingKey = wrappingKey;
    this.#commits = new GroupCommit(() => this.#commit(), limits.writeBehindMs);
  }

  static async open(path: string, wrappingKey: Uint8Array, limits: StoreLimits): Promise<VaultKeys> {
    const file = await openOrCreate(path, () => wrapped(wrappingKey, { id: newId(), key: newKey(), slot: 0 }));
    const keys = new VaultKeys(file, wrappingKey, limits);
    try {
      keys.#read(await file.readFile(), path);
    } catch (error) {
      await file.close();
      throw error;
    }
    return keys;
  }

  /** A key that the file held when it was opened. */
  found(id: string): VaultKey | undefined {
    return this.#found.get(id);
  }

  /** Destroys what was found at opening and nobody claims, and lets go of the list. */
  settle(claimed: ReadonlySet<string>): void {
    for (const [id, key] of this.#found) if (!claimed.has(id)) this.destroy(key, 'soon').catch(ignoreFailure);
    this.#found.clear();
  }

  create(): VaultKey {
    const slot = this.#free.pop() ?? this.#nextSlot;
    if (slot === this.#nextSlot) this.#nextSlot += 1;
    const key = { id: newId(), key: newKey(), slot };
    this.#write(slot, wrapped(this.#wrappingKey, key), 'soon').catch(ignoreFailure);
    return key;
  }

  /** Throws when the file has failed: then a new key would not outlive the process. */
  assertWritable(): void {
    this.#commits.assertWritable();
  }

  /** With `durable` it resolves when the key is gone from the disk. */
  destroy(key: VaultKey, urgency: Urgency): Promise<void> {
    key.key.fill(0);
    this.#free.push(key.slot);
    return this.#write(key.slot, EMPTY, urgency);
  }

  async close(): Promise<void> {
    try {
      await this.#commits.finish();
    } finally {
      await this.#file.close();
    }
  }

  #read(bytes: Buffer, path: string): void {
    if (unwrapped(this.#wrappingKey, bytes.subarray(0, SLOT_BYTES), 0) === undefined) {
      const message = `\`${path}\` was written under another encryption key, restore that key, or move the file away to lose all pseudonyms`;
      throw new StoreError('encryption-key-wrong', message);
    }
    this.#nextSlot = Math.max(1, Math.ceil(bytes.length / SLOT_BYTES));
    for (let slot = 1; slot < this.#nextSlot; slot += 1) {
      const raw = bytes.subarray(slot * SLOT_BYTES, (slot + 1) * SLOT_BYTES);
      // A slot that a crash left half-written was never promised to anybody: it is free.
      const key = unwrapped(this.#wrappingKey, raw, slot);
      if (key === undefined) this.#free.push(slot);
      else this.#found.set(key.id, key);
    }
  }

  #write(slot: number, bytes: Buffer, urgency: Urgency): Promise<void> {
    this.#dirty.set(slot, bytes);
    return this.#commits.request(urgency);
  }

  async #commit(): Promise<void> {
    const dirty = [...this.#dirty].sort(([left], [right]) => left - right);
    this.#dirty = new Map();
    for (let index = 0; index < dirty.length; ) {
      const [first] = dirty[index]!; // index is in bounds
      const run: Buffer[] = [];
      while (dirty[index]?.[0] === first + run.length) run.push(dirty[index++]![1]); // just seen to exist
      await this.#file.write(Buffer.concat(run), 0, run.length * SLOT_BYTES, first * SLOT_BYTES);
    }
    if (dirty.length > 0) await this.#file.datasync();
  }
}

/** For writes that nobody waits for: `assertWritable` tells the next writer. */
function ignoreFailure(): void {}

function newId(): string {
  return randomBytes(ID_BYTES).toString('hex');
}

function wrapped(wrappingKey: Uint8Array, { id, key }: VaultKey): Buffer {
  const idBytes = Buffer.from(id, 'hex');
  return Buffer.concat([idBytes, seal(wrappingKey, key, idBytes)]);
}

function unwrapped(wrappingKey: Uint8Array, raw: Buffer, slot: number): VaultKey | undefined {
  const idBytes = raw.subarray(0, ID_BYTES);
  const key = unseal(wrappingKey, raw.subarray(ID_BYTES), idBytes);
  return key === undefined ? undefined : { id: idBytes.toString('hex'), key, slot };
}

/** A new file appears whole, with its first slot, which tells at every start whether the wrapping key is the right one. */
async function openOrCreate(path: string, firstSlot: () => Buffer): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (!isErrno(error, ['ENOENT'])) throw error;
  }
  const fresh = `${path}.new`;
  await writeFile(fresh, firstSlot(), { mode: 0o600, flush: true });
  await rename(fresh, path);
  await syncDirectory(dirname(path));
  return open(path, 'r+');
}
