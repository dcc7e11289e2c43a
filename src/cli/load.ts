import { readFileSync } from 'node:fs';
import { CATALOG } from '../controls/index.ts';
import type { Crossing } from '../core/index.ts';
import { trafficPaths } from '../gateway/index.ts';
import { type Configuration, type Loaded, loadConfiguration } from '../policy/index.ts';
import { CliError } from './error.ts';
import type { Terminal } from './terminal.ts';

/** Reads a policy with everything that this build has: its catalogue, its routes, the environment. */
export function readPolicy(file: string): Loaded {
  return loadConfiguration({
    file,
    text: readText(file),
    controls: CATALOG,
    environment: process.env,
    now: Date.now(),
    readFile: readWhole,
    readCard: readWhole,
    crossings: servedCrossings(),
  });
}

/** The same, for a command that cannot go on without: all problems are printed, each with its place. */
export function requirePolicy(file: string, terminal: Terminal): Configuration {
  const loaded = readPolicy(file);
  if (loaded.ok) {
    for (const warning of loaded.warnings) terminal.error(`warning: ${warning.toDisplay()}`);
    return loaded.configuration;
  }
  for (const problem of loaded.problems) terminal.error(problem.toDisplay());
  const count = loaded.problems.length === 1 ? '1 problem' : `${loaded.problems.length} problems`;
  throw new CliError('configuration-refused', `\`${file}\` has ${count}, nothing was started`);
}

function readText(file: string): string | undefined {
  try {
    return readWhole(file);
  } catch {
    return undefined;
  }
}

/** The loader gives paths that start where this program does. */
function readWhole(path: string): string {
  return readFileSync(path, 'utf8');
}

function servedCrossings(): readonly Crossing[] {
  return [...new Set(trafficPaths().flatMap((path) => path.crossings))];
}
