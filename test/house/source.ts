import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file as the checkers see it: its path from the root, with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Where source lives. Everything below is walked, whatever its depth. */
const ROOTS = ['src', 'test', 'tools', 'scripts', 'bench', 'bin', 'examples', '.ci'];
const SOURCE_NAME = /(\.(ts|mts|mjs|js|cjs|tsx)|^(ringfort|run))$/;

/** Reads every source file of a checkout, in the order of paths. */
export function readSources(root: string): readonly SourceFile[] {
  return ROOTS.flatMap((folder) => walk(root, folder))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function walk(root: string, path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return SOURCE_NAME.test(path.slice(path.lastIndexOf('/') + 1)) ? [path] : [];
  return readdirSync(full)
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .flatMap((name) => walk(root, `${path}/${name}`));
}
