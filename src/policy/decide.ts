import type { Edit, Finding, Outcome, Verdict, View } from '../core/index.ts';
import type { Decided, WiredControl } from './configuration.ts';
import { exceptionFor } from './except.ts';

/** What a control said, or how it failed to say anything. */
export type Answer = Verdict | { readonly failed: 'error' | 'timeout' | 'overflow' };

/**
 * Makes of a control's answer what the policy says. An exception excuses single findings and the edits that belong to
 * them; `observe` turns everything but a pass into a flag without edits; a failure becomes a block when the control fails
 * closed and a flag when it fails open. The view is needed by exceptions that name a place: without it they excuse nothing.
 */
export function decide(wired: WiredControl, answer: Answer, view?: View): Decided {
  if ('failed' in answer) return decideFailure(wired, answer.failed);
  const decided = decideVerdict(wired, answer, view);
  return answer.basis === undefined ? decided : { ...decided, record: { ...decided.record, basis: answer.basis } };
}

function decideVerdict(wired: WiredControl, answer: Verdict, view: View | undefined): Decided {
  if (answer.outcome === 'pass') return decided(wired, 'pass', 'pass', NOTHING);
  if (wired.exceptions.length > 0) return decideExcepted(wired, answer, view);
  const action = wired.mode === 'enforce' ? answer.outcome : 'flag';
  const edits = answer.outcome === 'rewrite' && action === 'rewrite' ? answer.edits : NOTHING;
  return decided(wired, answer.outcome, action, answer.findings, edits, first(answer.findings));
}

type Judged = Exclude<Verdict, { readonly outcome: 'pass' }>;

const NOTHING: readonly never[] = Object.freeze([]);

function decideFailure(wired: WiredControl, failed: 'error' | 'timeout' | 'overflow'): Decided {
  const outcome = wired.failMode === 'closed' ? 'block' : 'flag';
  const action = wired.mode === 'enforce' ? outcome : 'flag';
  const record = { control: wired.control.id, mode: wired.mode, outcome, action, findings: NOTHING, failed } as const;
  return { record, edits: NOTHING, action, excused: NOTHING };
}

function decideExcepted(wired: WiredControl, verdict: Judged, view: View | undefined): Decided {
  const standing: Finding[] = [];
  const lifted: Finding[] = [];
  const excused = new Set<string>();
  for (const finding of verdict.findings) {
    const exception = exceptionFor(wired.exceptions, finding, view);
    if (exception === undefined) standing.push(finding);
    else lifted.push(finding);
    if (exception !== undefined) excused.add(exception.id);
  }
  const edits = verdict.outcome === 'rewrite' ? verdict.edits.filter((edit) => isDue(edit, standing, lifted)) : NOTHING;
  const due =
    standing.length === 0 ? 'pass' : verdict.outcome === 'rewrite' && edits.length === 0 ? 'flag' : verdict.outcome;
  const action = wired.mode === 'enforce' || due === 'pass' ? due : 'flag';
  const made = action === 'rewrite' ? edits : NOTHING;
  return decided(wired, verdict.outcome, action, verdict.findings, made, first(standing), [...excused]);
}

/** An edit belongs to the findings that it touches; it falls away only when all of them are excused. */
function isDue(edit: Edit, standing: readonly Finding[], lifted: readonly Finding[]): boolean {
  return !lifted.some((finding) => touches(edit, finding)) || standing.some((finding) => touches(edit, finding));
}

function touches(edit: Edit, finding: Finding): boolean {
  if (edit.at.part !== finding.at.part) return false;
  if (edit.at.start === edit.at.end) return edit.at.start >= finding.at.start && edit.at.end <= finding.at.end;
  return edit.at.start < finding.at.end && edit.at.end > finding.at.start;
}

function first(findings: readonly Finding[]): Finding | undefined {
  let earliest = findings[0];
  for (const finding of findings) if (earliest !== undefined && isBefore(finding, earliest)) earliest = finding;
  return earliest;
}

function isBefore(left: Finding, right: Finding): boolean {
  return left.at.part === right.at.part ? left.at.start < right.at.start : left.at.part < right.at.part;
}

function decided(
  wired: WiredControl,
  outcome: Outcome,
  action: Outcome,
  findings: readonly Finding[],
  edits: readonly Edit[] = NOTHING,
  firstFinding?: Finding,
  excused: readonly string[] = NOTHING,
): Decided {
  const base = { control: wired.control.id, mode: wired.mode, outcome, action, findings };
  const record = excused.length === 0 ? base : { ...base, excused };
  return firstFinding === undefined
    ? { record, edits, action, excused }
    : { record, edits, action, firstFinding, excused };
}
