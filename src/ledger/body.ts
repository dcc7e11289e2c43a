import { MODES, type Mode, OUTCOMES, type Outcome, SEVERITIES, type Severity } from '../core/index.ts';

/** What one control said, read from the body of a decision. */
export interface ReadControl {
  readonly control: string;
  readonly mode: Mode;
  readonly action: Outcome;
  readonly outcome: Outcome;
  readonly failed: boolean;
  readonly findings: readonly ReadFinding[];
}

export interface ReadFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: number;
  readonly at: { readonly part: number; readonly start: number; readonly end: number };
}

/** A text field of a body; undefined when it is absent or something else. */
export function textField(body: object, name: string): string | undefined {
  const value = fieldOf(body, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A whole, not negative number of a body. */
export function countField(body: object, name: string): number | undefined {
  const value = fieldOf(body, name);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function outcomeField(body: object, name: string): Outcome | undefined {
  return memberOf(OUTCOMES, fieldOf(body, name));
}

/** The controls of a decision. What does not have the form of a record is left out. */
export function controlsOf(body: object): readonly ReadControl[] {
  return listField(body, 'controls').flatMap((record) => {
    const control = textField(record, 'control');
    const mode = memberOf(MODES, fieldOf(record, 'mode'));
    const [outcome, action] = [outcomeField(record, 'outcome'), outcomeField(record, 'action')];
    if (control === undefined || mode === undefined || outcome === undefined || action === undefined) return [];
    const failed = textField(record, 'failed') !== undefined;
    return [{ control, mode, outcome, action, failed, findings: listField(record, 'findings').flatMap(findingOf) }];
  });
}

function findingOf(finding: object): readonly ReadFinding[] {
  const rule = textField(finding, 'rule');
  const severity = memberOf(SEVERITIES, fieldOf(finding, 'severity'));
  const confidence = fieldOf(finding, 'confidence');
  const at = fieldOf(finding, 'at');
  if (rule === undefined || severity === undefined || typeof confidence !== 'number') return [];
  if (typeof at !== 'object' || at === null) return [];
  const [part, start, end] = [countField(at, 'part'), countField(at, 'start'), countField(at, 'end')];
  if (part === undefined || start === undefined || end === undefined) return [];
  return [{ rule, severity, confidence, at: { part, start, end } }];
}

function listField(body: object, name: string): readonly object[] {
  const value = fieldOf(body, name);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function fieldOf(body: object, name: string): unknown {
  return Object.hasOwn(body, name) ? (body as Record<string, unknown>)[name] : undefined; // its own field, whatever it is
}

function memberOf<T extends string>(members: readonly T[], value: unknown): T | undefined {
  return members.find((member) => member === value);
}
