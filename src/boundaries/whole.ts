import type { Context, Crossing, ToolCall, ToolOffer, View } from '../core/index.ts';
import type { Decided, WiredControl } from '../policy/index.ts';
import { editJson } from '../text/index.ts';
import { applyToPart } from './edit.ts';
import type { Part, Unit } from './part.ts';
import type { Records } from './record.ts';
import { type Running, runControl } from './run.ts';
import type { Stop } from './stage.ts';

/** What came of a unit at one crossing. */
export interface UnitOutcome {
  /** Texts of the parts after all edits, in order. */
  readonly texts: readonly string[];
  /** For a tool call: the call with its arguments as they now read. */
  readonly call?: ToolCall;
  readonly stop?: Stop;
}

/**
 * Sends a whole unit through the controls of one crossing, one behind the other: each reads what the one before left.
 * A hold or block ends the walk.
 */
export async function inspectWhole(
  crossing: Crossing,
  unit: Unit,
  controls: readonly WiredControl[],
  contextFor: (wired: WiredControl) => Context<unknown, never>,
  running: Running,
  records: Pick<Records, 'add'>,
): Promise<UnitOutcome> {
  let texts: readonly string[] = unit.parts.map((part) => part.text);
  let call = unit.call;
  for (const wired of controls) {
    const view = viewOf(crossing, unit, texts, call);
    const ran = runControl(wired, view, contextFor(wired), running);
    const decided: Decided = ran instanceof Promise ? await ran : ran;
    records.add(crossing, decided.record);
    if (decided.action === 'block' || decided.action === 'hold') {
      const failed = decided.record.failed !== undefined;
      return { texts, stop: { crossing, control: wired.control.id, action: decided.action, failed } };
    }
    if (decided.edits.length === 0) continue;
    texts = texts.map((text, index) => applyToPart(text, decided.edits, index));
    call = unit.call === undefined ? undefined : rewritten(unit.call, unit.parts, texts);
  }
  return call === undefined ? { texts } : { texts, call };
}

/** The call with each changed string set at exactly its place in the arguments; arguments that are no JSON are one text. */
function rewritten(call: ToolCall, parts: readonly Part[], texts: readonly string[]): ToolCall {
  if (call.arguments === undefined) return { ...call, argumentsText: texts[0] ?? call.argumentsText };
  const changed = parts.flatMap((part, index) => {
    const text = texts[index] ?? part.text;
    return text === part.text ? [] : [{ path: pathOf(part.pointer), value: text }];
  });
  const argumentsText = editJson(call.argumentsText, changed);
  return { ...call, argumentsText, arguments: JSON.parse(argumentsText) };
}

/** The path of an RFC 6901 pointer; array indices stay strings, which name the same place. */
function pathOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The view of a unit whose parts now read `texts`. */
export function viewOf(crossing: Crossing, unit: Unit, texts: readonly string[], call: ToolCall | undefined): View {
  const parts = unit.parts.map((part, index) => partView(part, texts[index] ?? ''));
  const base = { crossing, parts, complete: true };
  if (crossing === 'application.call') return { ...base, call: required(call) } as View; // the crossing says which extras exist
  if (crossing === 'application.listing') return { ...base, tools: [required(unit.tool)] } as View; // likewise
  return base as View; // likewise
}

function partView(part: Part, text: string): View['parts'][number] {
  return { text, kind: part.kind, label: part.label, before: '', pointer: part.pointer };
}

function required<T extends ToolCall | ToolOffer>(extra: T | undefined): T {
  if (extra === undefined) throw new TypeError('a unit of the application boundary has its call or its tool');
  return extra;
}
