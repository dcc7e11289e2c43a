import { type FileHandle, open } from 'node:fs/promises';

/** Makes a rename or a new name in `directory` survive a power loss. Some systems cannot sync a folder: there it does nothing. */
export async function syncDirectory(directory: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(directory, 'r');
    await handle.sync();
  } catch (error) {
    if (!isErrno(error, ['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP'])) throw error;
  } finally {
    await handle?.close();
  }
}

export function isErrno(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}
