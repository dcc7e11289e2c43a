import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { NonEmpty } from '../core/index.ts';
import { CROSSINGS } from '../core/index.ts';
import { compareConfigurations } from './compare.ts';
import { policySchema } from './editor-schema.ts';
import { fakeControl, load, loaded } from './fixture.ts';

const FILE = new URL('../../examples/larkfield/ringfort.yaml', import.meta.url);
const TEXT = readFileSync(FILE, 'utf8');
const POLICY: unknown = parse(TEXT);

/** Stand-ins for the controls that the example names, with options as the example writes them. */
const config = z.strictObject({ hosts: z.array(z.string()).default([]) });
const crossings: NonEmpty<(typeof CROSSINGS)[number]> = [...CROSSINGS];
const controls = Object.keys(z.object({ controls: z.record(z.string(), z.unknown()) }).parse(POLICY).controls).map(
  (id) => fakeControl(id, { config, crossings }),
);
const original = loaded(TEXT, { controls });

/** Every leaf: the path to it and its value. Annotations of a tool's schema count too. */
function leavesOf(value: unknown, path: readonly string[] = []): { path: readonly string[]; value: unknown }[] {
  if (value === null || typeof value !== 'object') return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

/** The path to every mapping; lists have no keys. */
function mappingsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.entries(value).flatMap(([key, held]) => mappingsOf(held, [...path, key]));
  return Array.isArray(value) ? inner : [path, ...inner];
}

/** A deep copy in which `change` was made to the object that holds the last step of a path. */
function changed(path: readonly string[], change: (holder: object, key: string) => void): unknown {
  const copy: unknown = structuredClone(POLICY);
  let holder = copy;
  for (const step of path.slice(0, -1)) holder = Reflect.get(Object(holder), step);
  change(Object(holder), path.at(-1) ?? '');
  return copy;
}

function hasEffect(policy: unknown): boolean {
  const result = load(stringify(policy), { controls });
  return !result.ok || result.configuration.fingerprint !== original.fingerprint;
}

describe('the Larkfield policy', () => {
  const leaves = leavesOf(POLICY);

  test('loads without a warning, and its tools compile', () => {
    const result = load(TEXT, { controls });
    expect(result.ok && result.warnings).toEqual([]);
    expect(() => original.warm()).not.toThrow();
    expect(original.tools.length).toBe(12);
  });

  test('has the same fingerprint whatever its layout and comments', () => {
    expect(loaded(stringify(POLICY), { controls }).fingerprint).toBe(original.fingerprint);
  });

  test('RT-15: another value at any leaf is an error or changes the fingerprint', () => {
    expect(leaves.length).toBeGreaterThan(150);
    const other = (value: unknown) =>
      typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}x` : 7;
    const inert = leaves.filter(
      ({ path, value }) => !hasEffect(changed(path, (holder, key) => Reflect.set(holder, key, other(value)))),
    );
    expect(inert).toEqual([]);
  });

  test('RT-15: an unknown key at any depth is an error', () => {
    const mappings = mappingsOf(POLICY);
    expect(mappings.length).toBeGreaterThan(50);
    const unknown = (path: readonly string[]) =>
      changed([...path, 'unknown-key'], (holder, key) => Reflect.set(holder, key, 1));
    expect(mappings.filter((path) => load(stringify(unknown(path)), { controls }).ok)).toEqual([]);
  });

  test('fits the schema that editors use', () => {
    const validate = new Ajv({ strict: false, formats: {} }).compile(policySchema(controls));
    expect([validate(POLICY), validate.errors]).toEqual([true, null]);
    expect(validate(changed(['state'], (holder) => Reflect.set(holder, 'limts', 1)))).toBe(false);
  });

  test('a change is listed by path, before and after', () => {
    const text = TEXT.replace('denied: refusal', 'denied: error').replace(
      '    mode: enforce               # or',
      '    # or',
    );
    const changes = compareConfigurations(original, loaded(text, { controls }));
    expect(changes).toEqual([{ path: 'output.denied', before: '"refusal"', after: '"error"' }]);
    expect(compareConfigurations(original, loaded(TEXT, { controls }))).toEqual([]);
  });

  test('every provider that is commented out loads when the comment signs are taken away', () => {
    const [head = '', rest = ''] = TEXT.split('# Real providers.');
    const [blocks = '', tail = ''] = rest.split('# Names that callers');
    const opened = `${head}# ${blocks.replaceAll(/^ {2}# ((?: {2})?[a-z_]+:.*)$/gm, '  $1')}# ${tail}`;
    const environment = {
      OPENAI_API_KEY: 'k',
      ANTHROPIC_API_KEY: 'k',
      AZURE_OPENAI_API_KEY: 'k',
      AWS_BEARER_TOKEN_BEDROCK: 'k',
    };
    const configuration = loaded(opened, { controls, environment, readFile: () => 'k' });
    const names = ['obedient', 'openai', 'anthropic', 'ollama', 'vllm', 'azure', 'bedrock'];
    expect([...configuration.providers.keys()]).toEqual(names);
  });
});
