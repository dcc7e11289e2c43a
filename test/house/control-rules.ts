import { lex } from './lexer.ts';
import type { Breach, Rule } from './rule.ts';
import { controlOf, isTest, placesOf, roomOf } from './rule.ts';

/** Names through which a control would know the time, chance, the environment, a console or the world. */
const IMPURE = [
  ...['Date', 'Math\\.random', 'Temporal', 'performance', 'setTimeout', 'setInterval', 'setImmediate'],
  ...['process', 'globalThis', 'global', 'console', 'crypto', 'require'],
  ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'WebAssembly', 'SharedArrayBuffer', 'Atomics'],
].join('|');
const IMPURE_NAME = new RegExp(`(?<![.\\w$])(?:${IMPURE})(?![\\w$]|\\s*:)`, 'g');
const GENERATED = 'src/controls/catalog.ts';

/** A control uses no clock, randomness, environment, console or network. */
export const controlPurity: Rule = (files) =>
  files
    .filter((file) => controlOf(file.path) !== undefined && !isTest(file.path))
    .flatMap((file) =>
      placesOf(
        'control-purity',
        file,
        lex(file.text).code,
        IMPURE_NAME,
        'a control is a pure function of view and context',
      ),
    );

/** A control's folder holds control.ts and cases.ts, and control.ts declares the name of the folder as its id. */
export const controlIds: Rule = (files) => {
  const folders = new Set(files.flatMap((file) => controlOf(file.path) ?? []));
  return [...folders].flatMap((id) => {
    const breach = (name: string, says: string) => [{ rule: 'control-ids', path: `src/controls/${id}/${name}`, says }];
    const find = (name: string) => files.find((file) => file.path === `src/controls/${id}/${name}`);
    const declaration = find('control.ts');
    if (declaration === undefined) return breach('control.ts', 'a folder of controls holds one control');
    if (find('cases.ts') === undefined) return breach('cases.ts', 'a control is proved by its cases');
    const declared = lex(declaration.text).uncommented.includes(`id: '${id}'`);
    return declared ? [] : breach('control.ts', `the id must be \`${id}\`, the name of the folder`);
  });
};

/** A control's id is written in its own control.ts and nowhere else under src/: nothing may ask which control it has. */
export const idsWrittenOnce: Rule = (files) => {
  const ids = new Set(files.flatMap((file) => controlOf(file.path) ?? []));
  return files
    .filter((file) => roomOf(file.path) !== undefined && file.path !== GENERATED)
    .flatMap((file) => {
      const own = controlOf(file.path);
      const foreign = lex(file.text).strings.filter((text) => ids.has(text) && text !== own);
      return [...new Set(foreign)].map(
        (id): Breach => ({ rule: 'ids-written-once', path: file.path, says: `\`${id}\` is the id of a control` }),
      );
    });
};
