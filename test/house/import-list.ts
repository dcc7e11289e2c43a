import { lex } from './lexer.ts';
import type { SourceFile } from './source.ts';

/** One import, export-from or dynamic import of a file. */
export interface Import {
  readonly from: SourceFile;
  readonly specifier: string;
  readonly dynamic: boolean;
  /** For a relative import, the path from the root that it names; otherwise undefined. */
  readonly target: string | undefined;
}

const STATIC = /(?:^|[;\n}])\s*(?:import|export)\s(?:[^'";]*?\sfrom\s*)?['"]([^'"\n]+)['"]/g;
const BARE = /(?:^|[;\n}])\s*import\s*['"]([^'"\n]+)['"]/g;
const DYNAMIC = /\bimport\s*\(\s*['"`]([^'"`\n]+)['"`]\s*\)/g;

/** Everything that a file imports, type imports included. */
export function importsOf(file: SourceFile): readonly Import[] {
  const text = lex(file.text).uncommented;
  const found = (pattern: RegExp, dynamic: boolean) =>
    [...text.matchAll(pattern)].map((match) => importOf(file, match[1] ?? '', dynamic));
  return [...found(STATIC, false), ...found(BARE, false), ...found(DYNAMIC, true)];
}

function importOf(from: SourceFile, specifier: string, dynamic: boolean): Import {
  const target = specifier.startsWith('.') ? resolve(from.path, specifier) : undefined;
  return { from, specifier, dynamic, target };
}

function resolve(path: string, specifier: string): string {
  const names = path.split('/').slice(0, -1);
  for (const name of specifier.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.') names.push(name);
  }
  return names.join('/');
}
