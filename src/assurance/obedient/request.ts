/** Who speaks in a string of the request; `listing` is a tool list, `other` is anything beside the turns. */
export type CarrierRole = 'system' | 'user' | 'assistant' | 'tool' | 'listing' | 'other';

/** One string of a request, and where it stood. To the obedient model every one of them is an order from its master. */
export interface Carrier {
  readonly role: CarrierRole;
  /** JSON pointer into the request body. */
  readonly pointer: string;
  readonly text: string;
  /** Index of the turn it belongs to; -1 outside the turns. */
  readonly turn: number;
}

/** A tool as the caller offered it. */
export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  /** The JSON Schema of the arguments. */
  readonly schema: unknown;
}

/** A call that stands in the history. */
export interface PastCall {
  readonly name: string;
  readonly argumentsText: string;
}

export interface Turn {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly text: string;
  readonly calls: readonly PastCall[];
}

export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** A request without its dialect. Readers in `wire/` make it; unknown fields only add carriers. */
export interface ObedientRequest {
  readonly model: string;
  readonly carriers: readonly Carrier[];
  readonly turns: readonly Turn[];
  readonly tools: readonly OfferedTool[];
  readonly toolChoice: ToolChoice;
  readonly parallel: boolean;
  readonly choices: number;
  readonly maxTokens: number | undefined;
  readonly stop: readonly string[];
  readonly logprobs: boolean;
  /** The shape the answer must have: running text, any JSON object, or an object that fits a schema. */
  readonly format: 'text' | 'json' | { readonly schema: unknown };
  /** Digest of the whole body; every id derives from it. */
  readonly digest: string;
}

/** The text of the newest user turn, or an empty string. */
export function lastUserText(request: ObedientRequest): string {
  return request.turns.findLast((turn) => turn.role === 'user')?.text ?? '';
}

/** Index of the newest user turn, or -1. */
export function lastUserIndex(request: ObedientRequest): number {
  return request.turns.findLastIndex((turn) => turn.role === 'user');
}
