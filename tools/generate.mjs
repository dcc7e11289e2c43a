// Writes everything that is derived from the source: `npm run generate`. With `--check` it writes nothing and fails when
// something that is committed differs from what would be written.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../scripts/build.mjs';
import { Explained } from '../scripts/command.mjs';
import { catalogSource, controlFolders } from './generate/catalog.mjs';
import { commandPages } from './generate/commands.mjs';
import { controlPages } from './generate/controls.mjs';
import { differenceOf } from './generate/difference.mjs';
import { errorPage } from './generate/errors.mjs';
import { limitationPages } from './generate/limitations.mjs';
import { metricPages } from './generate/metrics.mjs';
import { policyPages } from './generate/policy.mjs';
import { schemaPages } from './generate/schema.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCheck = process.argv.includes('--check');

/** Writes pages, or with `--check` tells of each that differs. Returns how many differ. */
function settle(pages) {
  let stale = 0;
  for (const [path, wanted] of [...pages].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const present = readIfPresent(join(root, path));
    if (present === wanted) continue;
    stale += 1;
    if (isCheck) {
      process.stdout.write(`stale: ${path}\n${differenceOf(present, wanted)}`);
    } else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), wanted);
      process.stdout.write(`wrote ${path}\n`);
    }
  }
  return stale;
}

function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The catalogue comes first, because the compiled code that everything else is derived from is built on it. */
async function generate() {
  const folders = controlFolders(join(root, 'src', 'controls'));
  let stale = settle(new Map([['src/controls/catalog.ts', catalogSource(folders)]]));
  await ensureBuilt(root);
  const { CATALOG } = await import(new URL('../dist/controls/index.js', import.meta.url).href);
  const described = await Promise.all(CATALOG.map(async (control) => ({ control, cases: await control.cases() })));
  const pages = new Map([
    ...controlPages(described),
    ...(await commandPages()),
    ...(await errorPage(root)),
    ...limitationPages(described, readIfPresent(join(root, 'LIMITATIONS.md'))),
    ...(await metricPages()),
    ...(await policyPages(CATALOG)),
    ...(await schemaPages(CATALOG)),
  ]);
  stale += settle(pages);
  if (isCheck && stale > 0) throw new Explained(`${stale} generated files are stale, run \`npm run generate\``);
  process.stdout.write(`generated pages are current (${pages.size + 1} files, ${CATALOG.length} controls)\n`);
}

try {
  await generate();
} catch (error) {
  process.stderr.write(`${error instanceof Explained ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
