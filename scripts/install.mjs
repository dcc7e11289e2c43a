import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './command.mjs';
import { step } from './progress.mjs';

/**
 * Installs the packages of package-lock.json unless exactly these are installed already. No install script runs: nothing
 * in the default set needs one, and a script is the first thing that a stolen package would use.
 */
export async function ensureInstalled(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const receipt = join(root, 'node_modules', '.ringfort-lock');
  if (existsSync(receipt) && readFileSync(receipt, 'utf8').trim() === lock) return;
  await step('installing packages', () => runQuietly('npm', ['ci', '--ignore-scripts'], { cwd: root }));
  writeFileSync(receipt, `${lock}\n`);
}
