import { basename, delimiter, dirname, relative, sep } from 'node:path';

export interface CommandPlace {
  /** The script that runs, as the process names it. */
  readonly script: string;
  readonly folder: string;
  /** The search path of the shell. */
  readonly searchPath: string;
}

/** How a person calls this very command again from the same folder: installed, through `npx`, or from a checkout. */
export function commandForm({ script, folder, searchPath }: CommandPlace): string {
  if (script.includes(`${sep}node_modules${sep}`)) return 'npx ringfort';
  if (basename(script) === 'ringfort' && searchPath.split(delimiter).includes(dirname(script))) return 'ringfort';
  const near = relative(folder, script);
  const path = near.startsWith('..') ? script : near;
  return `node ${/[^\w./\\:-]/.test(path) ? JSON.stringify(path) : path}`;
}

export function commandHere(): string {
  return commandForm({
    script: process.argv[1] ?? 'ringfort',
    folder: process.cwd(),
    searchPath: process.env.PATH ?? '',
  });
}
