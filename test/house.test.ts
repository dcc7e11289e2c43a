import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { medianLines } from './house/page-rules.ts';
import { CLEAN, PLANTED } from './house/planted.ts';
import { rulesFor, told, walkedEnough } from './house/rules.ts';
import { readSources } from './house/source.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest: { dependencies: Record<string, string> } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const rules = rulesFor(Object.keys(manifest.dependencies));
const files = readSources(root);

/** Rooms that stand today. A room may be added here and never taken out in silence. */
const STANDING = ['core', 'text', 'controls', 'policy', 'ledger', 'store', 'identity', 'telemetry'];
const STANDING_ABOVE = ['boundaries', 'gateway', 'assurance', 'cli'];

describe('the house', () => {
  test('was walked: every standing room was read, and enough files', () => {
    expect(walkedEnough(files, [...STANDING, ...STANDING_ABOVE], 100)).toEqual([]);
  });

  test.each([...rules])('keeps the rule %s', (_name, rule) => {
    expect(told(rule(files))).toBe('');
  });

  test('is built of small pages: the median of source files stays below 120 lines', () => {
    const source = files.filter((file) => file.path.startsWith('src/'));
    const median = medianLines(source.map((file) => file.text));
    console.info(`median of ${source.length} source files: ${median} lines`);
    expect(median).toBeLessThan(120);
  });
});

describe('the rules prove themselves', () => {
  test.each([...rules])('%s finds nothing in a small clean house', (_name, rule) => {
    expect(told(rule(CLEAN))).toBe('');
  });

  test.each(PLANTED)('$rule catches $fault', ({ rule, path, text }) => {
    const planted = [...CLEAN.filter((file) => file.path !== path), ...(text === undefined ? [] : [{ path, text }])];
    const caught = rules.get(rule)?.(planted) ?? [];
    expect(caught.map((breach) => breach.rule)).toContain(rule);
  });

  test('every rule has a planted fault', () => {
    const proved = new Set(PLANTED.map((planted) => planted.rule));
    expect([...rules.keys()].filter((name) => !proved.has(name))).toEqual([]);
  });

  test('a walk that read nothing, or missed a room, is noticed', () => {
    expect(walkedEnough([], ['core'], 1)).toHaveLength(2);
    expect(walkedEnough(CLEAN, ['core', 'ledger'], 1)).toEqual(['no file walked in src/ledger']);
  });
});
