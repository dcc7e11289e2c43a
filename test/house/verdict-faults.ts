import type { Control, Edit, Finding, Verdict, View } from '../../src/core/index.ts';
import { OUTCOMES, SEVERITIES } from '../../src/core/index.ts';

const FINDING_KEYS = ['at', 'confidence', 'rule', 'severity'];
const RULE_NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LONGEST_RULE = 60;

/** Short and kebab-case, so that it fits a label, a line of a policy and a column. */
export function isRuleName(rule: string): boolean {
  return RULE_NAME.test(rule) && rule.length <= LONGEST_RULE;
}

/** What is wrong with a verdict, whatever the text was; empty when nothing is. Never quotes the text. */
export function verdictFaults(verdict: Verdict, view: View, control: Control): readonly string[] {
  if (!OUTCOMES.includes(verdict.outcome)) return [`unknown outcome ${verdict.outcome}`];
  if (verdict.outcome === 'pass') return 'findings' in verdict ? ['a pass has no findings'] : [];
  if (verdict.findings.length === 0) return [`${verdict.outcome} without a finding`];
  const faults = verdict.findings.flatMap((finding) => findingFaults(finding, view, control));
  return verdict.outcome === 'rewrite' ? [...faults, ...editFaults(verdict.edits, view)] : faults;
}

function findingFaults(finding: Finding, view: View, control: Control): readonly string[] {
  const faults: string[] = [];
  const length = finding.at.end - finding.at.start;
  if (Object.keys(finding).sort().join() !== FINDING_KEYS.join())
    faults.push('a finding is rule, severity, confidence, at');
  if (!isRuleName(finding.rule)) faults.push('a rule has a short kebab-case name');
  if (!control.rules.includes(finding.rule)) faults.push('a finding names a rule that its control declares');
  if (!SEVERITIES.includes(finding.severity)) faults.push(`${finding.rule}: unknown severity`);
  if (!(finding.confidence >= 0 && finding.confidence <= 1)) faults.push(`${finding.rule}: confidence is from 0 to 1`);
  if (!isInside(finding.at, view)) faults.push(`${finding.rule}: span out of bounds`);
  if (control.reach !== 'whole' && length > control.reach && isRunningText(view)) {
    faults.push(`${finding.rule}: a span of ${length} is longer than the reach of ${control.reach}`);
  }
  return faults;
}

function editFaults(edits: readonly Edit[], view: View): readonly string[] {
  const faults = edits.length === 0 ? ['a rewrite without an edit'] : [];
  if (!edits.every((edit) => isInside(edit.at, view))) faults.push('an edit out of bounds');
  const isSorted = edits.every((edit, index) => {
    const previous = edits[index - 1];
    if (previous === undefined || previous.at.part < edit.at.part) return true;
    return previous.at.part === edit.at.part && previous.at.end <= edit.at.start;
  });
  return isSorted ? faults : [...faults, 'edits overlap or are not sorted'];
}

function isInside({ part, start, end }: Finding['at'], view: View): boolean {
  const length = view.parts[part]?.text.length;
  if (length === undefined) return view.parts.length === 0 && part === 0 && start === 0 && end === 0;
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= length;
}

/** Reach is about text that may arrive in pieces; arguments and listings are always seen whole. */
function isRunningText(view: View): boolean {
  return view.crossing !== 'application.call' && view.crossing !== 'application.listing';
}
