import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CATALOG } from '../src/controls/index.ts';
import { isCrossing, PHASES } from '../src/core/index.ts';
import { caseRows, controlRows } from './house/catalog.ts';
import { caseFaults, repeatFaults, rewriteFaults } from './house/law-case.ts';
import { isRuleName } from './house/verdict-faults.ts';

const LEAST_CASES = 15;
const REFERENCE = readFileSync(new URL('../docs/reference/controls.md', import.meta.url), 'utf8');

test('the catalogue holds the controls, each once', () => {
  const ids = CATALOG.map((control) => control.id);
  expect(ids.length).toBeGreaterThanOrEqual(7);
  expect(ids).toEqual([...new Set(ids)].sort());
});

describe.each(controlRows())('$id', ({ control, cases, every }) => {
  test('works with its defaults', () => {
    expect(() => control.config.parse({})).not.toThrow();
  });

  test('says of every key of its configuration what it means', () => {
    const schema = z.toJSONSchema(control.config, { io: 'input', unrepresentable: 'any' });
    const keys = Object.entries(schema.properties ?? {});
    expect(keys.filter(([, value]) => typeof value !== 'object' || !value.description).map(([key]) => key)).toEqual([]);
  });

  test('declares itself whole', () => {
    expect(control.id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    expect(control.crossings.every(isCrossing)).toBe(true);
    expect(control.crossings.length).toBe(new Set(control.crossings).size);
    expect(Object.values(control.phases ?? {}).every((phase) => PHASES.includes(phase))).toBe(true);
    expect(control.reach === 'whole' || (Number.isInteger(control.reach) && control.reach > 0)).toBe(true);
    expect(control.title).toMatch(/^[A-Z][\x20-\x7e]{3,60}$/);
    const said = [...Object.values(control.docs), ...control.limits];
    expect(said.filter((text) => text.trim().length < 10 || /[^\x20-\x7e]/.test(text))).toEqual([]);
  });

  test('names each of its rules once, in kebab-case, and on the reference page', () => {
    const { rules } = control;
    expect(rules.filter((rule, index) => !isRuleName(rule) || rules.indexOf(rule) !== index)).toEqual([]);
    const section = REFERENCE.split('\n## ').find((text) => text.startsWith(`${control.id}\n`)) ?? '';
    expect(rules.filter((rule) => !section.includes(`\`${rule}\``))).toEqual([]);
  });

  test('expects only rules that it declares', () => {
    const expected = every.flatMap((one) => one.expect.rule ?? []);
    expect(expected.filter((rule) => !control.rules.includes(rule))).toEqual([]);
  });

  test(`has at least ${LEAST_CASES} attacks, ${LEAST_CASES} benign look-alikes and one honest miss`, () => {
    expect(cases.attack.length).toBeGreaterThanOrEqual(LEAST_CASES);
    expect(cases.benign.length).toBeGreaterThanOrEqual(LEAST_CASES);
    expect(cases.missed.length).toBeGreaterThanOrEqual(1);
  });

  test('names each case once, and says of at least one attack where it was seen', () => {
    const names = every.map((one) => one.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(cases.attack.some((one) => one.source !== undefined)).toBe(true);
  });

  test('has cases only for crossings where it stands, and at least one for each', () => {
    const crossings = new Set(every.map((one) => one.crossing));
    expect([...crossings].filter((crossing) => !control.crossings.includes(crossing))).toEqual([]);
    expect(control.crossings.filter((crossing) => !crossings.has(crossing))).toEqual([]);
  });

  test('offers one tool in each case of a listing: tools cross one by one', () => {
    const listings = every.filter((one) => one.crossing === 'application.listing');
    expect(listings.filter((one) => one.tools?.length !== 1).map((one) => one.name)).toEqual([]);
  });

  test('expects attacks to be stopped and benign look-alikes to pass', () => {
    expect(cases.attack.filter((one) => one.expect.outcome === 'pass').map((one) => one.name)).toEqual([]);
    expect(cases.benign.filter((one) => one.expect.outcome !== 'pass').map((one) => one.name)).toEqual([]);
  });
});

describe('every case holds', () => {
  test.each(caseRows())('$id: $kind: $name', async ({ control, one, kind }) => {
    expect(await caseFaults(control, one, kind)).toEqual([]);
  });
});

describe('the same input gives the same verdict, and nothing is written to', () => {
  test.each(caseRows())('$id: $kind: $name', async ({ control, one }) => {
    expect(await repeatFaults(control, one)).toEqual([]);
  });
});

describe('inspecting the rewritten crossing passes', () => {
  test.each(caseRows())('$id: $kind: $name', async ({ control, one }) => {
    expect(await rewriteFaults(control, one)).toEqual([]);
  });
});
