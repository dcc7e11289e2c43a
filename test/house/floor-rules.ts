import type { Import } from './import-list.ts';
import { importsOf } from './import-list.ts';
import type { Breach, Rule } from './rule.ts';
import { controlOf, isTest, roomOf } from './rule.ts';

/** The rooms and their floors. A file imports from its own room, or through the door of a room on a lower floor. */
export const FLOORS: ReadonlyMap<string, number> = new Map([
  ['core', 0],
  ['text', 0],
  ['controls', 1],
  ['policy', 1],
  ['ledger', 1],
  ['threat-model', 1],
  ['store', 1],
  ['identity', 1],
  ['inference', 1],
  ['telemetry', 1],
  ['boundaries', 2],
  ['response', 2],
  ['gateway', 3],
  ['assurance', 3],
  ['cli', 4],
]);

/** What a control may carry besides the house: parsers that are pure functions of their input. */
const CONTROL_PACKAGES = ['zod', 'tldts'];

/** What its tests may carry besides: the runner, and parsers of others as oracles. */
const CONTROL_TEST_PACKAGES = ['vitest', 'fast-check', 'parse5', 'markdown-it'];

/** Every file under src/ stands in a known room. */
export const knownRooms: Rule = (files) =>
  files.flatMap((file) => {
    const room = roomOf(file.path);
    if (room === undefined || FLOORS.has(room)) return [];
    return [{ rule: 'known-rooms', path: file.path, says: `\`${room}\` is no room of the house, see FLOORS` }];
  });

/** Every room has a door, except the one that nobody enters. */
export const doors: Rule = (files) => {
  const paths = new Set(files.map((file) => file.path));
  const rooms = new Set(files.flatMap((file) => roomOf(file.path) ?? []));
  return [...rooms].flatMap((room) => {
    const door = `src/${room}/index.ts`;
    return room === 'cli' || paths.has(door) ? [] : [{ rule: 'doors', path: door, says: 'the room has no door' }];
  });
};

/** Imports go down, and through doors. */
export const floors: Rule = (files) =>
  files.filter((file) => roomOf(file.path) !== undefined).flatMap((file) => importsOf(file).flatMap(floorBreach));

function floorBreach(one: Import): Breach[] {
  const here = roomOf(one.from.path) ?? '';
  if (one.target === undefined) return [];
  const there = roomOf(one.target);
  const breach = (says: string) => [{ rule: 'floors', path: one.from.path, says: `${says} (\`${one.specifier}\`)` }];
  if (there === undefined) return breach('source under src/ imports nothing outside of it');
  if (there === here) return [];
  if (one.target !== `src/${there}/index.ts`) return breach('a room is entered through its door');
  if ((FLOORS.get(there) ?? 99) < (FLOORS.get(here) ?? -1)) return [];
  if (here === 'text' && there === 'core') return []; // the two rooms on the ground: text may use the words
  return breach(`\`${here}\` may not know \`${there}\`: never sideways, never up`);
}

/** Only the composition root opens the catalogue; every other room receives controls as values. */
export const catalogOpened: Rule = (files) =>
  files.flatMap((file) => {
    const room = roomOf(file.path);
    if (room === undefined || room === 'cli' || room === 'controls') return [];
    const opened = importsOf(file).filter((one) => one.target !== undefined && roomOf(one.target) === 'controls');
    return opened.map(() => ({ rule: 'catalog-opened', path: file.path, says: 'only cli opens the catalogue' }));
  });

/** A control knows core, text, its own folder and a few pure packages. */
export const controlWalls: Rule = (files) =>
  files.flatMap((file) => {
    const id = controlOf(file.path);
    if (id === undefined) return [];
    const strange = importsOf(file).filter((one) => !isControlImport(one, id, isTest(file.path)));
    return strange.map((one) => ({
      rule: 'control-walls',
      path: file.path,
      says: `a control imports only core, text, its own folder and ${CONTROL_PACKAGES.join(', ')} (\`${one.specifier}\`)`,
    }));
  });

function isControlImport(one: Import, id: string, inTest: boolean): boolean {
  if (one.target === undefined) {
    const isOwn = CONTROL_PACKAGES.some((name) => one.specifier === name || one.specifier.startsWith(`${name}/`));
    return isOwn || (inTest && CONTROL_TEST_PACKAGES.includes(one.specifier));
  }
  const isDoor = one.target === 'src/core/index.ts' || one.target === 'src/text/index.ts';
  return isDoor || one.target.startsWith(`src/controls/${id}/`);
}

/** Cases are loaded on demand, by `cases: () => import('./cases.ts')` of their own control; only its tests import them. */
export const casesOnDemand: Rule = (files) =>
  files.flatMap((file) => {
    if (isTest(file.path) && controlOf(file.path) !== undefined) return [];
    const loads = importsOf(file).filter((one) => /^src\/controls\/[^/]+\/cases\.ts$/.test(one.target ?? ''));
    const wrong = loads.filter((one) => !one.dynamic || one.target !== `src/controls/${controlOf(file.path)}/cases.ts`);
    return wrong.map(() => ({ rule: 'cases-on-demand', path: file.path, says: 'cases are never imported statically' }));
  });

/** Shipped code imports Node, its own house and declared dependencies; what tests need stays in tests. */
export const shippedPackages =
  (dependencies: readonly string[]): Rule =>
  (files) =>
    files
      .filter((file) => roomOf(file.path) !== undefined && !isTest(file.path))
      .flatMap((file) => {
        const strange = importsOf(file).filter(
          (one) => one.target === undefined && !isShipped(one.specifier, dependencies),
        );
        return strange.map((one) => ({
          rule: 'shipped-packages',
          path: file.path,
          says: `\`${one.specifier}\` is neither a dependency nor a \`node:\` module`,
        }));
      });

function isShipped(specifier: string, dependencies: readonly string[]): boolean {
  const isOf = (name: string) => specifier === name || specifier.startsWith(`${name}/`);
  return specifier.startsWith('node:') || dependencies.some(isOf);
}
