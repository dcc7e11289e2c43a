import { importsOf } from './import-list.ts';
import { lex } from './lexer.ts';
import type { Breach, Rule } from './rule.ts';
import { isTest, placesOf, roomOf } from './rule.ts';
import type { SourceFile } from './source.ts';

/** `any` switches the compiler off: `unknown` at the edge, parsed once, precise inside. */
export const noAny: Rule = (files) =>
  typed(files).flatMap((file) =>
    placesOf('no-any', file, lex(file.text).code, /(?:\bas|[:<|&,=])\s*any\b(?!\s*[:.(])/g, 'use `unknown`'),
  );

/** No code is made from text while the program runs (REG-08); a test may ask the engine for its garbage collector. */
export const noMadeCode: Rule = (files) =>
  files
    .filter((file) => !isTest(file.path))
    .flatMap((file) => [
      ...placesOf(
        'no-made-code',
        file,
        lex(file.text).code,
        /(?<![.\w$])(?:eval|Function)(?![\w$])/g,
        'no code from text',
      ),
      ...importsOf(file)
        .filter((one) => /^(?:node:)?vm$/.test(one.specifier))
        .map(() => ({ rule: 'no-made-code', path: file.path, says: 'no code from text (`vm`)' })),
    ]);

/** Time, chance, arguments and the environment enter as values; only the composition root says `process`. */
export const processAtTheRoot: Rule = (files) =>
  files
    .filter((file) => !['cli', undefined].includes(roomOf(file.path)) && !isTest(file.path))
    .flatMap((file) => {
      const says = 'only cli may say `process`: take the value as an argument';
      const imported = importsOf(file).filter((one) => /^(?:node:)?process$/.test(one.specifier));
      return [
        ...placesOf('process-at-the-root', file, lex(file.text).code, /(?<![.\w$])process(?=\s*[.[;,)])/g, says),
        ...imported.map(() => ({ rule: 'process-at-the-root', path: file.path, says })),
      ];
    });

/** An `as` overrules the compiler, so it says why: in a comment on its line or just above. Widening a list is free. */
export const reasonedCasts: Rule = (files) =>
  typed(files)
    .filter((file) => roomOf(file.path) !== undefined && !isTest(file.path))
    .flatMap((file) => {
      const lines = file.text.split('\n');
      const code = lex(file.text).code.split('\n');
      return code.flatMap((line, index): Breach[] => {
        if (
          !/\sas\s+(?!const\b|unknown\b(?!\s+as)|readonly (?:string|unknown)\[\])[\w({[]/.test(line) ||
          /^\s*(?:import|export)\b|^\s*\w+ as \w+,?\s*$/.test(line)
        )
          return [];
        const nearby = lines.slice(Math.max(0, index - 3), index + 1).join('\n');
        if (/\/\/|\*\//.test(nearby)) return [];
        return [
          { rule: 'reasoned-casts', path: file.path, line: index + 1, says: 'no `as` without a reason beside it' },
        ];
      });
    });

function typed(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter((file) => /\.(?:ts|tsx|mts)$/.test(file.path));
}
