import type { Stop, TextStream } from '../../boundaries/index.ts';
import type { SseEvent } from '../sse.ts';

/** What became of a tool call. */
export type CallDecision =
  | { readonly kind: 'as-is' }
  | { readonly kind: 'rewritten'; readonly argumentsText: string }
  | { readonly kind: 'removed'; readonly stop: Stop };

/** What an answer needs from the exchange it belongs to. */
export interface AnswerHost {
  openText(): TextStream;
  /** Decides a complete call; when it returns anything but `removed`, the decision is durable in the ledger. */
  decideCall(call: {
    readonly id: string;
    readonly name: string;
    readonly argumentsText: string;
  }): Promise<CallDecision>;
  /** What the reader sees in place of text that was stopped. */
  textNotice(stop: Stop, hasTextBefore: boolean): string;
  /** What the reader sees in place of calls that were removed. */
  callNotice(stop: Stop, hasTextBefore: boolean): string;
  /** The shape of a denial: a refusal in the answer's own form, or an error. */
  readonly denied: 'refusal' | 'error';
  /** The most tool calls that one answer may hold. */
  readonly callLimit: number;
  /** The longest arguments of one call, in UTF-16 code units. */
  readonly argumentsLimit: number;
}

export type WholeAnswer =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly text: string }
  /** Only where denials are errors. */
  | { readonly kind: 'denied'; readonly stop: Stop };

/** An answer that arrives event by event. */
export interface AnswerStream {
  /** Takes one event of the provider; returns what may be sent to the client now. */
  event(event: SseEvent): Promise<string>;
  /** The provider sent its last event, or broke off: returns the rest. */
  finish(): Promise<string>;
  /** Set when the answer was denied and denials are errors: nothing more may be sent but the error frame. */
  readonly deniedBy: Stop | undefined;
  /** Whether any text was edited or cut. */
  readonly isChanged: boolean;
  /** Whether the provider's own end of the answer was seen. */
  readonly isComplete: boolean;
  /** What the provider says it billed, as far as it has said so. */
  readonly usage: Usage;
}

export interface Usage {
  readonly input?: number;
  readonly output?: number;
}

/** Reads and rewrites the answers of one dialect. */
export interface AnswerReader {
  whole(text: string, json: Readonly<Record<string, unknown>>, host: AnswerHost): Promise<WholeAnswer>;
  stream(host: AnswerHost): AnswerStream;
  usage(json: Readonly<Record<string, unknown>>): Usage;
}

/** The provider said something that is no answer of its dialect. */
export class GarbledAnswer extends Error {
  constructor(what: string) {
    super(`the provider's answer is garbled: ${what}`);
    this.name = 'GarbledAnswer';
  }
}
