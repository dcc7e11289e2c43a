import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Folders for one test file, erased after it. */
export function temporaryFolders(): { make(): Promise<string> } {
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });
  return {
    async make() {
      const folder = await mkdtemp(join(tmpdir(), 'ringfort-store-'));
      folders.push(folder);
      return folder;
    },
  };
}
