import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './command.mjs';
import { step } from './progress.mjs';

/** Compiles src/ into dist/ when a source file was added, changed or removed since; otherwise starts no compiler at all. */
export async function ensureBuilt(root) {
  const stamp = join(root, 'dist', '.stamp');
  const wanted = sourceState(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await step('compiling', () => runQuietly(process.execPath, [compiler, '-b'], { cwd: root }));
  writeFileSync(stamp, wanted);
}

/** A digest of names, sizes and times of everything the compiler reads. */
function sourceState(root) {
  const state = createHash('sha256');
  for (const file of ['tsconfig.json', 'package-lock.json']) addFile(state, join(root, file));
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && !entry.name.includes('.test')) addFile(state, join(entry.parentPath, entry.name));
  }
  return state.digest('hex');
}

function addFile(state, path) {
  const { size, mtimeMs } = statSync(path);
  state.update(`${path} ${size} ${mtimeMs}\n`);
}
