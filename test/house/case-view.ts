import type { Case, Crossing, Edit, Label, PartView, Source, ToolCall, View } from '../../src/core/index.ts';
import { labelOf } from '../../src/core/index.ts';
import { applyEdits, editJson, pointerOf, stringLeaves, type TextEdit } from '../../src/text/index.ts';

/** Who vouches for the text of a crossing when the case does not say. */
const SOURCES = {
  'interface.request': 'user',
  'interface.response': 'model',
  'application.listing': 'tool',
  'application.call': 'model',
  'application.result': 'tool',
  'model.prompt': 'user',
  'model.completion': 'model',
  'data.ingest': 'retrieved',
  'data.retrieval': 'retrieved',
  'data.memory': 'memory',
  'organization.change': 'user',
  'organization.approval': 'user',
} as const satisfies Record<Crossing, Source>;

export function caseLabel(one: Pick<Case, 'crossing' | 'label'>): Label {
  const label = { ...labelOf(one.label?.source ?? SOURCES[one.crossing], 'tenant-a'), ...one.label };
  return Object.freeze(label);
}

/** The view of a case as the boundary would make it, deeply frozen. */
export function viewOf(one: Case): View {
  const label = caseLabel(one);
  const base = { crossing: one.crossing, complete: true };
  if (one.crossing === 'application.call') {
    const call = callOf(one.call ?? { name: '', argumentsText: '' });
    return frozen({ ...base, parts: argumentParts(call, label), call }) as View; // the crossing says which extras exist
  }
  if (one.crossing === 'application.listing') {
    const tools = one.tools ?? [];
    const texts = tools.flatMap((tool) => [tool.description, ...leavesOf(tool.schema)]);
    return frozen({ ...base, parts: texts.map((text) => part(text, label)), tools }) as View; // likewise
  }
  return frozen({ ...base, parts: textsOf(one).map((text) => part(text, label)) }) as View; // likewise
}

/** The texts of a case that are running text, not arguments or tools. */
export function textsOf(one: Case): readonly string[] {
  return typeof one.text === 'string' ? [one.text] : (one.text ?? []);
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

function callOf(written: NonNullable<Case['call']>): ToolCall {
  return {
    id: 'call-1',
    name: written.name,
    arguments: parsedOrUndefined(written.argumentsText),
    argumentsText: written.argumentsText,
    offered: written.offered ?? [written.name],
  };
}

function argumentParts(call: ToolCall, label: Label): readonly PartView[] {
  if (call.arguments === undefined) return [part(call.argumentsText, label, 'argument')];
  return stringLeaves(call.argumentsText).map((leaf) => part(leaf.value, label, 'argument', pointerOf(leaf.path)));
}

function part(text: string, label: Label, kind: PartView['kind'] = 'text', pointer = ''): PartView {
  return { text, kind, label, before: '', pointer };
}

function leavesOf(schema: unknown): readonly string[] {
  const text = JSON.stringify(schema);
  return text === undefined ? [] : stringLeaves(text).map((leaf) => leaf.value);
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
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
