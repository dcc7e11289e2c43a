import { dirname, isAbsolute, join } from 'node:path';
import type { Path } from './document.ts';
import type { Problems } from './problems.ts';
import { nameOf } from './problems.ts';
import { nearestName } from './suggest.ts';

/** Where secrets come from: the environment and files, as the composition root hands them in. */
export interface SecretSources {
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly readFile: ((path: string) => string) | undefined;
}

/** A path of the policy, relative to the folder of the policy file. */
export function besideFile(file: string, path: string): string {
  return isAbsolute(path) ? path : join(dirname(file), path);
}

/** Resolves `env:NAME` or `file:PATH`; reports everything else, without ever quoting it. */
export function resolveSecret(
  written: string,
  path: Path,
  sources: SecretSources,
  problems: Problems,
): string | undefined {
  if (written.startsWith('env:')) return fromEnvironment(written.slice(4), path, sources, problems);
  if (written.startsWith('file:')) return fromFile(written.slice(5), path, sources, problems);
  const foreign = /^(?:os\.environ\/|env\.|\$\{?)([A-Z][A-Z0-9_]{0,63})\}?$/.exec(written)?.[1];
  const suggestion = foreign === undefined ? undefined : `env:${foreign}`;
  problems.add(
    'secret-literal',
    `${nameOf(path)} must be \`env:NAME\` or \`file:PATH\`, never the secret itself`,
    path,
    'value',
    suggestion,
  );
  return undefined;
}

function fromEnvironment(
  name: string,
  path: Path,
  { environment }: SecretSources,
  problems: Problems,
): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)) {
    problems.add('value-invalid', `${nameOf(path)} must name a variable after \`env:\``, path);
    return undefined;
  }
  const value = Object.hasOwn(environment, name) ? environment[name]?.trim() : undefined;
  if (value !== undefined && value !== '') return value;
  const near = nearestName(
    name,
    Object.keys(environment).filter((one) => one !== name && sharesStart(one, name)),
  );
  problems.add(
    'variable-missing',
    `environment variable \`${name}\` of ${nameOf(path)} is not set, set it or name another`,
    path,
    'value',
    near,
  );
  return undefined;
}

/** Names of unrelated variables are nobody's business, so only a near relative is suggested. */
function sharesStart(left: string, right: string): boolean {
  return left.slice(0, 3) === right.slice(0, 3);
}

function fromFile(name: string, path: Path, { file, readFile }: SecretSources, problems: Problems): string | undefined {
  try {
    const value = readFile?.(besideFile(file, name)).trim();
    if (value !== undefined && value !== '') return value;
  } catch {
    // reported below: why a secret cannot be read may say more than a log should hold
  }
  problems.add(
    'secret-unreadable',
    `cannot read a secret for ${nameOf(path)} from \`${name}\`, create the file or name another`,
    path,
  );
  return undefined;
}
