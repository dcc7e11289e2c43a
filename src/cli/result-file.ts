import { type FileHandle, open, rm } from 'node:fs/promises';
import { CliError } from './error.ts';

/** A file that a long work ends in: made before the work, so that a place that cannot be written is known at once. */
export class ResultFile {
  readonly #handle: FileHandle;
  readonly #file: string;

  private constructor(file: string, handle: FileHandle) {
    this.#file = file;
    this.#handle = handle;
  }

  /** Never over another file. */
  static async create(file: string): Promise<ResultFile> {
    try {
      return new ResultFile(file, await open(file, 'wx', 0o600));
    } catch (cause) {
      const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
      const why = isThere ? 'is there already, name another file' : 'cannot be written';
      throw new CliError('file-unwritable', `\`${file}\` ${why}`, { cause });
    }
  }

  /** Does the work and writes what it gives; when either fails, no file is left. */
  async fill(work: () => Promise<string>): Promise<void> {
    try {
      const text = await work();
      await this.#handle.writeFile(text).catch((cause: unknown) => {
        throw new CliError('file-unwritable', `\`${this.#file}\` cannot be written`, { cause });
      });
    } catch (error) {
      await this.#handle.close();
      await rm(this.#file, { force: true });
      throw error;
    }
    await this.#handle.close();
  }
}
