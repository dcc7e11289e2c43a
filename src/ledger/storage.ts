import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that the ledger writes. */
export interface LedgerFile {
  /** Writes at a position and returns how many bytes were written, which may be fewer. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  /** Resolves when everything written is on the medium (fdatasync). */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

/** Everything that the writer asks of a disk. Tests put a failing one here. */
export interface LedgerStorage {
  /** Makes the directory when it is missing. */
  prepare(directory: string): Promise<void>;
  list(directory: string): Promise<readonly string[]>;
  /** The bytes of a file; undefined when there is none. */
  read(path: string): Promise<Buffer | undefined>;
  /** Opens for reading and writing; makes an empty file when there is none. */
  open(path: string): Promise<LedgerFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes created, renamed and removed names durable. */
  syncDirectory(directory: string): Promise<void>;
}

/** Plain files. Files are readable by their owner only. */
export const fileStorage: LedgerStorage = Object.freeze({
  async prepare(directory: string) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  },
  list: (directory: string) => readdir(directory),
  async read(path: string) {
    try {
      return await readFile(path);
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw cause;
    }
  },
  open: openFile,
  rename,
  remove: unlink,
  async syncDirectory(directory: string) {
    const handle = await open(join(directory, '.'), 'r');
    await handle.sync().finally(() => handle.close());
  },
});

/** Writes all of it, however many writes that takes. */
export async function writeFully(file: LedgerFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const written = await file.write(done === 0 ? bytes : bytes.subarray(done), position + done);
    if (written <= 0) throw new Error(`the storage took ${done} of ${bytes.length} bytes`);
    done += written;
  }
}

export function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

async function openFile(path: string): Promise<LedgerFile> {
  const handle = await open(path, 'a+', 0o600).then((created) => created.close().then(() => open(path, 'r+')));
  return {
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    sync: () => handle.datasync(),
    truncate: (size) => handle.truncate(size),
    close: () => handle.close(),
  };
}
