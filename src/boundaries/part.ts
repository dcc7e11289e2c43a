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

/**
 * SHA-256 over everything that a control sees of a unit, as `sha256:<hex>`: equal digests were inspected alike. The texts
 * follow a head which says how long each of them is, so that no two units are written in the same way.
 */
export function digestOf(unit: Unit): string {
  const hash = createHash('sha256').update(headOf(unit)).update('\n');
  for (const { text } of unit.parts) hash.update(text, encodingOf(text));
  return `sha256:${hash.digest('hex')}`;
}

/** All but the texts of the parts, as one line of JSON. */
function headOf({ crossing, parts, call, tool }: Unit): string {
  const described = parts.map(({ text, kind, pointer, label }) => {
    const { source, integrity, confidentiality, tenant, origin } = label;
    const from = origin && [origin.tool ?? 0, origin.call ?? 0, origin.document ?? 0, origin.server ?? 0];
    return [text.length, encodingOf(text), kind, pointer, source, integrity, confidentiality, tenant, from];
  });
  const asked = call && [call.id, call.name, call.argumentsText, call.arguments !== undefined, call.offered];
  return JSON.stringify([crossing, described, asked, tool && [tool.name, tool.description, tool.schema]]);
}

/** UTF-8 has no form for half a surrogate pair: all of them would look alike. */
function encodingOf(text: string): 'utf8' | 'utf16le' {
  return LONE_SURROGATE.test(text) ? 'utf16le' : 'utf8';
}

const LONE_SURROGATE = /[\ud800-\udfff]/u;

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
