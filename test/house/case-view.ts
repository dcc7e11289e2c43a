import { caseUnit } from '../../src/boundaries/index.ts';
import type { Case, Edit, Label, PartView, ToolCall, View } from '../../src/core/index.ts';
import { applyEdits, editJson, type TextEdit } from '../../src/text/index.ts';

/** The label that the boundary gives to the text of a case. */
export function caseLabel(one: Pick<Case, 'crossing' | 'label'>): Label {
  const [part] = caseUnit({ ...one, name: 'label', text: '', expect: { outcome: 'pass' } }).parts;
  if (part === undefined) throw new TypeError(`a case at ${one.crossing} has no running text`);
  return part.label;
}

/** The view of a case as the boundary makes it, deeply frozen. */
export function viewOf(one: Case): View {
  const { crossing, parts, call, tool } = caseUnit(one);
  const base = { crossing, complete: true, parts: parts.map((part): PartView => ({ ...part, before: '' })) };
  const extras = { ...(call && { call }), ...(tool && { tools: [tool] }) };
  return frozen({ ...base, ...extras }) as View; // the unit of a crossing has its extras
}

/** The texts of a case that are running text, not arguments or tools. */
export function textsOf(one: Case): readonly string[] {
  return [one.text ?? []].flat();
}

/** The view after the edits of a verdict were made. */
export function rewrittenView(view: View, edits: readonly Edit[]): View {
  const texts = view.parts.map((from, index) => applyEdits(from.text, editsOf(edits, index)));
  const parts = view.parts.map((from, index) => ({ ...from, text: texts[index] ?? '' }));
  if (!('call' in view)) return frozen({ ...view, parts }) as View; // the same crossing with other texts
  const argumentsText = rewrittenArguments(view.call, parts);
  const call = { ...view.call, argumentsText, arguments: parsedOrUndefined(argumentsText) };
  return frozen({ ...view, parts, call }) as View; // likewise
}

/** Freezes a value and all that it holds. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

function rewrittenArguments(call: ToolCall, parts: readonly PartView[]): string {
  if (call.arguments === undefined) return parts[0]?.text ?? '';
  const changed = parts.map((to) => ({ path: pathOf(to.pointer), value: to.text }));
  return editJson(call.argumentsText, changed);
}

function editsOf(edits: readonly Edit[], index: number): readonly TextEdit[] {
  const own = edits.filter((edit) => edit.at.part === index);
  return own.map(({ at, replacement }) => ({ start: at.start, end: at.end, replacement }));
}

function pathOf(pointer: string): readonly string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
