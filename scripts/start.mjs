// One command on a fresh machine: checks Node, installs what is missing, compiles what is stale, and goes to work.
// Only Node's own modules may be imported here, since nothing is installed yet.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { Explained, runHere } from './command.mjs';
import { ensureInstalled } from './install.mjs';
import { nodeComplaint } from './node-version.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const EXAMPLE = join('examples', 'larkfield', 'ringfort.yaml');

const TASKS = new Map([
  ['serve', serve],
  ['test', async (args) => (await import('./test.mjs')).runTests(root, args)],
  ['bench', bench],
  ['build', async () => 0],
]);

/** Runs the command in this very process: no second start-up to wait for, and signals need no forwarding. */
async function serve(args) {
  const config = args.includes('--config') ? [] : ['--config', EXAMPLE];
  const command = join(root, 'bin', 'ringfort');
  process.chdir(root);
  process.argv = [process.execPath, command, 'serve', ...config, ...args];
  await import(pathToFileURL(command).href);
  return undefined;
}

/**
 * Runs the named benchmarks (`npm run bench ledger`), or all of them one after the other, so that none disturbs another.
 * From the first option on, the rest goes to each of them.
 */
async function bench(args) {
  const folder = join(root, 'bench');
  const known = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.mjs')) : [];
  const firstOption = args.findIndex((name) => name.startsWith('-'));
  const named = (firstOption === -1 ? args : args.slice(0, firstOption)).map((name) => `${name}.mjs`);
  const options = firstOption === -1 ? [] : args.slice(firstOption);
  const strange = named.find((name) => !known.includes(name));
  if (strange !== undefined || known.length === 0) {
    const names = known.map((name) => name.replace('.mjs', '')).join(', ');
    throw new Explained(`unknown benchmark \`${(strange ?? '').replace('.mjs', '')}\`, choose from: ${names}`);
  }
  for (const name of named.length === 0 ? known : named) {
    const code = await runHere(process.execPath, [join(folder, name), ...options], { cwd: root });
    if (code !== 0) return code;
  }
  return 0;
}

async function main([name = 'serve', ...args]) {
  const complaint = nodeComplaint(process.versions.node);
  if (complaint !== undefined) throw new Explained(complaint);
  const task = TASKS.get(name);
  if (task === undefined)
    throw new Explained(`unknown task \`${name}\`, choose one of: ${[...TASKS.keys()].join(', ')}`);
  if (!existsSync(join(root, 'package-lock.json')))
    throw new Explained('package-lock.json is missing, this is no checkout');
  await ensureInstalled(root);
  await ensureBuilt(root);
  return task(args);
}

try {
  const code = await main(process.argv.slice(2));
  if (code !== undefined) process.exitCode = code;
} catch (error) {
  process.stderr.write(`${error instanceof Explained ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
