import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CATALOG } from '../src/controls/index.ts';
import type { Case, Verdict, View } from '../src/core/index.ts';
import { isCrossing, PHASES } from '../src/core/index.ts';
import { frozen, rewrittenView, viewOf } from './house/case-view.ts';
import { caseRows, controlRows, inspectCase } from './house/catalog.ts';
import { contextOf } from './house/means.ts';
import { verdictFaults } from './house/verdict-faults.ts';

const LEAST_CASES = 15;

test('the catalogue holds the controls, each once', () => {
  const ids = CATALOG.map((control) => control.id);
  expect(ids.length).toBeGreaterThanOrEqual(8);
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

  test('expects attacks to be stopped and benign look-alikes to pass', () => {
    expect(cases.attack.filter((one) => one.expect.outcome === 'pass').map((one) => one.name)).toEqual([]);
    expect(cases.benign.filter((one) => one.expect.outcome !== 'pass').map((one) => one.name)).toEqual([]);
  });
});

describe('every case holds', () => {
  test.each(caseRows(['attack', 'benign']))('$id: $kind: $name', async ({ control, one }) => {
    const { verdict, view } = await inspectCase(control, one);
    expect(verdictFaults(verdict, view, control)).toEqual([]);
    expect(unfulfilled(verdict, view, one)).toEqual([]);
  });

  test.each(caseRows(['missed']))('$id: $kind, and still open: $name', async ({ control, one }) => {
    const { verdict, view } = await inspectCase(control, one);
    const isOpen =
      one.expect.outcome === 'pass' ? verdict.outcome === 'pass' : unfulfilled(verdict, view, one).length > 0;
    expect(isOpen, 'a miss that is now caught moves up to the attacks').toBe(true);
  });
});

describe('the same input gives the same verdict, and nothing is written to', () => {
  test.each(caseRows())('$id: $kind: $name', async ({ control, one }) => {
    const view = viewOf(one);
    const config = frozen(control.config.parse(one.config ?? {}));
    const first = await control.inspect(view, { ...contextOf(control, one), config });
    const shared = { ...contextOf(control, one), config };
    const second = await control.inspect(view, shared);
    const third = await control.inspect(view, shared);
    expect(second).toEqual(first);
    expect(third, 'a second look in the same context').toEqual(first);
  });
});

describe('inspecting the rewritten crossing passes', () => {
  test.each(caseRows())('$id: $kind: $name', async ({ control, one }) => {
    const view = viewOf(one);
    const context = contextOf(control, one);
    const verdict = await control.inspect(view, context);
    if (verdict.outcome !== 'rewrite') return;
    const again = await control.inspect(rewrittenView(view, verdict.edits), context);
    expect(again).toEqual({ outcome: 'pass' });
  });
});

/** What a case expected and did not get. */
function unfulfilled(verdict: Verdict, view: View, { expect: wanted }: Case): readonly string[] {
  const rules = verdict.outcome === 'pass' ? [] : verdict.findings.map((finding) => finding.rule);
  const missing: string[] = [];
  if (verdict.outcome !== wanted.outcome) missing.push(`outcome ${wanted.outcome}, got ${verdict.outcome} (${rules})`);
  if (wanted.rule !== undefined && !rules.includes(wanted.rule)) missing.push(`rule ${wanted.rule}, got ${rules}`);
  if (wanted.text === undefined) return missing;
  const after = verdict.outcome === 'rewrite' ? rewrittenView(view, verdict.edits) : view;
  const texts = after.parts.map((part) => part.text);
  const expected = typeof wanted.text === 'string' ? [wanted.text] : wanted.text;
  if (JSON.stringify(texts) !== JSON.stringify(expected)) {
    missing.push(`text ${JSON.stringify(expected)}, got ${JSON.stringify(texts)}`);
  }
  return missing;
}
