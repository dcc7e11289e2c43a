import type { SourceFile } from './source.ts';

/** One thing that the house does not allow: which rule, where, and what to do about it. */
export interface Breach {
  readonly rule: string;
  readonly path: string;
  readonly line?: number;
  readonly says: string;
}

/** A rule of the house: a pure function over files, so that a planted fault can be fed to it. */
export type Rule = (files: readonly SourceFile[]) => readonly Breach[];

export function isTest(path: string): boolean {
  return /\.test(?:-[a-z]+)?\.ts$/.test(path);
}

/** The room of a file under src/, or undefined for a file elsewhere. */
export function roomOf(path: string): string | undefined {
  const [top, room] = path.split('/');
  return top === 'src' ? room : undefined;
}

/** The id of the control that a file belongs to, or undefined. */
export function controlOf(path: string): string | undefined {
  const [top, room, folder, file] = path.split('/');
  return top === 'src' && room === 'controls' && file !== undefined ? folder : undefined;
}

/** The line of a position, counted from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** A breach for each place where a pattern stands in a text of the same length as the file's own. */
export function placesOf(rule: string, file: SourceFile, text: string, pattern: RegExp, says: string): Breach[] {
  return [...text.matchAll(pattern)].map((match) => ({
    rule,
    path: file.path,
    line: lineAt(text, match.index),
    says: `${says} (\`${match[0].trim()}\`)`,
  }));
}
