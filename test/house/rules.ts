import { noAny, noMadeCode, processAtTheRoot, reasonedCasts } from './code-rules.ts';
import { controlIds, controlPurity, idsWrittenOnce } from './control-rules.ts';
import {
  casesOnDemand,
  catalogOpened,
  controlWalls,
  doors,
  floors,
  knownRooms,
  shippedPackages,
} from './floor-rules.ts';
import { noPromises, pageLength, plainAscii, tellingNames } from './page-rules.ts';
import type { Breach, Rule } from './rule.ts';
import type { SourceFile } from './source.ts';

/** What shipped code may import; the list of package.json goes in. */
export function rulesFor(dependencies: readonly string[]): ReadonlyMap<string, Rule> {
  return new Map([
    ['known-rooms', knownRooms],
    ['doors', doors],
    ['floors', floors],
    ['catalog-opened', catalogOpened],
    ['control-walls', controlWalls],
    ['control-purity', controlPurity],
    ['control-ids', controlIds],
    ['ids-written-once', idsWrittenOnce],
    ['cases-on-demand', casesOnDemand],
    ['shipped-packages', shippedPackages(dependencies)],
    ['plain-ascii', plainAscii],
    ['page-length', pageLength],
    ['telling-names', tellingNames],
    ['no-promises', noPromises],
    ['no-any', noAny],
    ['no-made-code', noMadeCode],
    ['process-at-the-root', processAtTheRoot],
    ['reasoned-casts', reasonedCasts],
  ]);
}

/** A rule that walked nothing proves nothing. */
export function walkedEnough(files: readonly SourceFile[], rooms: readonly string[], least: number): readonly string[] {
  const source = files.filter((file) => file.path.startsWith('src/'));
  const empty = rooms.filter((room) => !source.some((file) => file.path.startsWith(`src/${room}/`)));
  const tooFew = source.length < least ? [`only ${source.length} files under src/, expected ${least}`] : [];
  return [...tooFew, ...empty.map((room) => `no file walked in src/${room}`)];
}

/** Breaches as a person reads them. */
export function told(breaches: readonly Breach[]): string {
  return breaches
    .map(({ path, line, says, rule }) => `${path}${line === undefined ? '' : `:${line}`}: ${says} [${rule}]`)
    .join('\n');
}
