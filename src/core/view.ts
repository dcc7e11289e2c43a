import type { Crossing } from './crossing.ts';
import type { Label } from './label.ts';

/** A range of UTF-16 code units in one part of a view; `end` is exclusive. */
export interface Span {
  readonly part: number;
  readonly start: number;
  readonly end: number;
}

/** What a part is on the wire: running text, or one decoded string inside the arguments of a tool call. */
export type PartKind = 'text' | 'argument';

/** A run of text as a control sees it. */
export interface PartView {
  readonly text: string;
  readonly kind: PartKind;
  readonly label: Label;
  /**
   * Up to `CONTEXT_BEFORE` code units that stand before `text` and were already let out, as this control read them, not as
   * it rewrote them; empty at the true start.
   */
  readonly before: string;
  /** What the control's own `carry` made of the text already let out; undefined at the true start. */
  readonly carried?: unknown;
  /** For an argument, its JSON pointer inside the arguments (`/items/0/id`); otherwise empty. */
  readonly pointer: string;
}

/** How much of what was already let out a control may look back at, in UTF-16 code units. */
export const CONTEXT_BEFORE = 64;

/** A tool call that a model asks for. `arguments` is the parsed JSON, or undefined when it does not parse. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;
  /** The JSON text exactly as the model wrote it. */
  readonly argumentsText: string;
  /** Names of the tools that the caller offered in this exchange. */
  readonly offered: readonly string[];
}

/** A tool as it is offered to the model. */
export interface ToolOffer {
  readonly name: string;
  readonly description: string;
  readonly schema: unknown;
}

interface ViewBase<X extends Crossing> {
  readonly crossing: X;
  readonly parts: readonly PartView[];
  /** False while more text of the same part may follow (a window over a stream). */
  readonly complete: boolean;
}

interface ViewExtras {
  'application.call': { readonly call: ToolCall };
  'application.listing': { readonly tools: readonly ToolOffer[] };
}

/** What one control sees at one crossing. Deep-frozen in tests: a control that writes to it is a bug. */
export type View<X extends Crossing = Crossing> = X extends keyof ViewExtras
  ? ViewBase<X> & ViewExtras[X]
  : ViewBase<X>;
