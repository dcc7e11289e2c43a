import { createHash } from 'node:crypto';
import type { Crossing, Label, PartKind, ToolCall, ToolOffer } from '../core/index.ts';
import { pointerOf, stringLeaves } from '../text/index.ts';

/** A run of text on its way over a boundary. */
export interface Part {
  readonly text: string;
  readonly kind: PartKind;
  readonly label: Label;
  readonly pointer: string;
}

/** What crosses together and is inspected together: one message, one tool result, one call, one offered tool. */
export interface Unit {
  readonly crossing: Crossing;
  readonly parts: readonly Part[];
  readonly call?: ToolCall;
  readonly tool?: ToolOffer;
}

export function textPart(text: string, label: Label): Part {
  return { text, kind: 'text', label, pointer: '' };
}

/** SHA-256 over the texts and labels of a unit, as `sha256:<hex>`: equal digests were inspected alike. */
export function digestOf(unit: Unit): string {
  const hash = createHash('sha256');
  for (const part of unit.parts) {
    const { label } = part;
    hash.update(`${label.source}|${label.integrity}|${label.confidentiality}|${label.tenant}|${part.text.length}|`);
    hash.update(part.text);
  }
  if (unit.tool !== undefined) hash.update(`tool|${unit.tool.name}|${JSON.stringify(unit.tool.schema)}`);
  if (unit.call !== undefined) hash.update(`call|${unit.call.name}|${unit.call.argumentsText}`);
  return `sha256:${hash.digest('hex')}`;
}

/** The strings inside the arguments of a call, decoded; the raw text as one part when the arguments are no JSON. */
export function argumentParts(call: ToolCall, label: Label): readonly Part[] {
  if (call.arguments === undefined) return [{ text: call.argumentsText, kind: 'argument', label, pointer: '' }];
  return stringLeaves(call.argumentsText).map((leaf) => ({
    text: leaf.value,
    kind: 'argument',
    label,
    pointer: pointerOf(leaf.path),
  }));
}
