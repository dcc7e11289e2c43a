import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case, Control, Crossing } from '../src/core/index.ts';
import { textsOf, viewOf } from './house/case-view.ts';
import { controlRows, inspectCase } from './house/catalog.ts';
import { contextOf } from './house/means.ts';
import { nearMisses } from './house/near-miss.ts';
import { verdictFaults } from './house/verdict-faults.ts';

/** Ten times what the bench aims at: this guards against a catastrophe, not against a slow machine. */
const BUDGET_MS = 200;
/** A busy machine disturbs one measurement, hardly all of them. */
const MEASUREMENTS = 5;

describe('a verdict exists for every Unicode string, and is well formed', () => {
  test.each(controlRows())('$id', async ({ control, every }) => {
    const text = hostileText(every.flatMap(textsOf));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...control.crossings), text, async (crossing, drawn) => {
        const { verdict, view } = await inspectCase(control, caseAt(crossing, drawn));
        expect(verdictFaults(verdict, view, control)).toEqual([]);
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

describe('no finding contains what it matched: rules are words of the control', () => {
  test.each(controlRows())('$id', async ({ control, every }) => {
    const own = sourceOf(control.id);
    const said = new Set<string>();
    for (const one of every) {
      const { verdict } = await inspectCase(control, one);
      if (verdict.outcome !== 'pass') for (const finding of verdict.findings) said.add(finding.rule);
    }
    const foreign = [...said].filter((rule) => rule.split('-').some((word) => !own.includes(word)));
    expect(foreign).toEqual([]);
  });
});

describe('100 kB of near misses stay within the time budget', () => {
  test.each(controlRows())('$id', async ({ control, cases }) => {
    const slow: string[] = [];
    for (const { name, text } of nearMisses(cases)) {
      const [crossing] = control.crossings;
      const took = await bestTimeOf(control, crossing, text);
      if (took > BUDGET_MS) slow.push(`${name}: ${took.toFixed(0)} ms`);
    }
    expect(slow).toEqual([]);
  });
});

/** The shortest of several measurements; the first one within the budget ends them. */
async function bestTimeOf(control: Control, crossing: Crossing, text: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let measured = 0; measured < MEASUREMENTS && best > BUDGET_MS; measured += 1) {
    best = Math.min(best, await timeOf(control, crossing, text));
  }
  return best;
}

/** Decoding is shared by all controls and has its own budget, so it is done before the clock starts. */
async function timeOf(control: Control, crossing: Crossing, text: string): Promise<number> {
  const view = viewOf(caseAt(crossing, text));
  const context = contextOf(control, {});
  for (const part of view.parts) context.decode(part.text);
  const startedAt = performance.now();
  await control.inspect(view, context);
  return performance.now() - startedAt;
}

/** A case that carries a text over any crossing. */
function caseAt(crossing: Crossing, text: string): Case {
  const base = { name: 'drawn', crossing, expect: { outcome: 'pass' } } as const;
  if (crossing === 'application.call')
    return { ...base, call: { name: 'look_up', argumentsText: JSON.stringify({ text }) } };
  if (crossing === 'application.listing')
    return { ...base, tools: [{ name: 'look_up', description: text, schema: {} }] };
  return { ...base, text };
}

/** Any code units at all, lone surrogates too, mixed with pieces of the control's own cases. */
function hostileText(texts: readonly string[]): fc.Arbitrary<string> {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  const invisible = fc.constantFrom('\u{200b}', '\u{202e}', '\u{e0001}', '\u{fe0f}', '\ud800', '\udc00', '\u{0}');
  const piece = fc.tuple(fc.constantFrom('', ...texts), fc.nat(400), fc.nat(400));
  const slice = piece.map(([text, from, length]) => text.slice(from % (text.length + 1)).slice(0, length));
  const ascii = fc.string({ maxLength: 20 });
  return fc.array(fc.oneof(unit, invisible, slice, ascii), { maxLength: 12 }).map((list) => list.join(''));
}

function sourceOf(id: string): string {
  const folder = fileURLToPath(new URL(`../src/controls/${id}/`, import.meta.url));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'cases.ts')
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
    .join('\n');
}
