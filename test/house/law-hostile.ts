import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { type Case, type Cases, type Control, type Crossing, LEARNED, SIGNS } from '../../src/core/index.ts';
import { textsOf, viewOf } from './case-view.ts';
import { everyCase } from './catalog.ts';
import { contextOf } from './means.ts';
import { nearMisses } from './near-miss.ts';
import { verdictFaults } from './verdict-faults.ts';

/** Ten times what the bench aims at: this guards against a catastrophe, not against a slow machine. */
const BUDGET_MS = 200;
/** A busy machine disturbs one measurement, hardly all of them. */
const MEASUREMENTS = 5;

/** Every Unicode string gets a well-formed verdict. */
export async function totalFaults(control: Control, cases: Cases, runs: number): Promise<readonly string[]> {
  const texts = everyCase(cases).flatMap(textsOf);
  const drawn = fc.tuple(fc.constantFrom(...control.crossings), hostileText(texts));
  for (const [crossing, text] of fc.sample(drawn, { numRuns: runs, seed: 3 })) {
    const view = viewOf(caseAt(crossing, text));
    try {
      const verdict = await control.inspect(view, contextOf(control, {}));
      const faults = verdictFaults(verdict, view, control);
      if (faults.length > 0) return [`${faults.join(', ')} on ${JSON.stringify(text)}`];
    } catch (error) {
      return [`throws ${String(error)} on ${JSON.stringify(text)}`];
    }
  }
  return [];
}

/** Every word of every rule stands in the control's own source, so a rule is never made of what was matched. */
export async function quotingFaults(control: Control, cases: Cases, source: string): Promise<readonly string[]> {
  const said = new Set<string>();
  for (const one of everyCase(cases)) {
    const verdict = await control.inspect(viewOf(one), contextOf(control, one));
    if (verdict.outcome !== 'pass') for (const finding of verdict.findings) said.add(finding.rule);
  }
  return [...said].filter((rule) => rule.split('-').some((word) => !source.includes(word)));
}

/** 100 kB of near misses stay within the budget, at every crossing. */
export async function slowFaults(control: Control, cases: Cases): Promise<readonly string[]> {
  const slow: string[] = [];
  for (const { name, text, crossing } of nearMisses(cases)) {
    for (const at of crossing === undefined ? control.crossings : [crossing]) {
      const took = await bestTimeOf(control, at, text);
      if (took > BUDGET_MS) slow.push(`${at}: ${name}: ${took.toFixed(0)} ms`);
    }
  }
  return slow;
}

/** All source of a control but its cases, and the words of the house for what a reading may name. */
export function sourceOf(id: string): string {
  const folder = fileURLToPath(new URL(`../../src/controls/${id}/`, import.meta.url));
  const own = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'cases.ts')
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'));
  return [...own, LEARNED, ...SIGNS].join('\n');
}

/** The shortest of several measurements; the first one within the budget ends them. */
async function bestTimeOf(control: Control, crossing: Crossing, text: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let measured = 0; measured < MEASUREMENTS && mayBeDisturbed(best); measured += 1) {
    best = Math.min(best, await timeOf(control, crossing, text));
  }
  return best;
}

/** Far over the budget is no disturbance. */
function mayBeDisturbed(best: number): boolean {
  return best > BUDGET_MS && (best < 5 * BUDGET_MS || best === Number.POSITIVE_INFINITY);
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
  if (crossing === 'application.call') {
    return { ...base, call: { name: 'look_up', argumentsText: JSON.stringify({ text }) } };
  }
  if (crossing === 'application.listing') {
    return { ...base, tools: [{ name: 'look_up', description: text, schema: {} }] };
  }
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
