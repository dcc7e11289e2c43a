import type { Case, Control, Verdict, View } from '../../src/core/index.ts';
import { frozen, rewrittenView, viewOf } from './case-view.ts';
import type { KINDS } from './catalog.ts';
import { contextOf } from './means.ts';
import { verdictFaults } from './verdict-faults.ts';

/** An attack or a benign look-alike gives what it expects; a miss is still open. Returns what is wrong. */
export async function caseFaults(
  control: Control,
  one: Case,
  kind: (typeof KINDS)[number],
): Promise<readonly string[]> {
  const view = viewOf(one);
  const verdict = await control.inspect(view, contextOf(control, one));
  const malformed = verdictFaults(verdict, view, control);
  const missing = unfulfilled(verdict, view, one);
  if (kind !== 'missed') return [...malformed, ...missing];
  const isOpen = one.expect.outcome === 'pass' ? verdict.outcome === 'pass' : missing.length > 0;
  return isOpen ? malformed : [...malformed, 'a miss that is now caught moves up to the attacks'];
}

/** The same input gives the same verdict, however often it is asked; view and configuration are not written to. */
export async function repeatFaults(control: Control, one: Case): Promise<readonly string[]> {
  const view = viewOf(one);
  const config = frozen(control.config.parse(one.config ?? {}));
  const fresh = () => ({ ...contextOf(control, one), config });
  const shared = fresh();
  const verdicts: string[] = [];
  try {
    for (const context of [fresh(), shared, shared])
      verdicts.push(JSON.stringify(await control.inspect(view, context)));
  } catch (error) {
    return [`inspect throws on a frozen view: ${String(error)}`];
  }
  return new Set(verdicts).size === 1
    ? []
    : [`different verdicts for one input: ${[...new Set(verdicts)].join(' / ')}`];
}

/** What a control has rewritten passes when it looks again. */
export async function rewriteFaults(control: Control, one: Case): Promise<readonly string[]> {
  const view = viewOf(one);
  const context = contextOf(control, one);
  const verdict = await control.inspect(view, context);
  if (verdict.outcome !== 'rewrite') return [];
  const again = await control.inspect(rewrittenView(view, verdict.edits), context);
  return again.outcome === 'pass' ? [] : [`the rewritten text is ${again.outcome}: ${rulesOf(again)}`];
}

/** What a case expected and did not get. */
function unfulfilled(verdict: Verdict, view: View, { expect: wanted }: Case): readonly string[] {
  const rules = rulesOf(verdict);
  const missing: string[] = [];
  if (verdict.outcome !== wanted.outcome) missing.push(`outcome ${wanted.outcome}, got ${verdict.outcome} (${rules})`);
  if (wanted.rule !== undefined && !rules.includes(wanted.rule)) missing.push(`rule ${wanted.rule}, got ${rules}`);
  if (wanted.text === undefined) return missing;
  const after = verdict.outcome === 'rewrite' ? rewrittenView(view, verdict.edits) : view;
  const texts = JSON.stringify(after.parts.map((part) => part.text));
  const expected = JSON.stringify([wanted.text].flat());
  return texts === expected ? missing : [...missing, `text ${expected}, got ${texts}`];
}

function rulesOf(verdict: Verdict): readonly string[] {
  return verdict.outcome === 'pass' ? [] : verdict.findings.map((finding) => finding.rule);
}
