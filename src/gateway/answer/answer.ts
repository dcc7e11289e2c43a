import type { Stop, TextStream } from '../../boundaries/index.ts';
import { parseJson } from '../../text/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import { isObject, type Json } from '../json.ts';

import type { SseEvent } from '../sse.ts';

/** What became of a tool call. */
export type CallDecision =
  | { readonly kind: 'as-is' }
  | { readonly kind: 'rewritten'; readonly argumentsText: string }
  | { readonly kind: 'removed'; readonly stop: Stop };

/** A complete call. Empty arguments, which vendors send for a call without any, count as `{}`. */
export interface AskedCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
}

/** What an answer needs from the exchange it belongs to. */
export interface AnswerHost {
  openText(): TextStream;
  /** Decides a complete call; when it returns anything but `removed`, the decision is durable in the ledger. */
  decideCall(call: AskedCall): Promise<CallDecision>;
  /** Words that other answers under this configuration were found to hold, and that say nothing. */
  readonly words: { knowsWord(word: string): boolean; addWord(word: string): void };
  /** An id for a call that came without one; each is another. */
  mintId(): string;
  /** What the reader sees in place of text that was stopped. */
  textNotice(stop: Stop, hasTextBefore: boolean): string;
  /** What the reader sees in place of calls that were removed. */
  callNotice(stop: Stop, hasTextBefore: boolean): string;
  /** The shape of a denial: a refusal in the answer's own form, or an error. */
  readonly denied: 'refusal' | 'error';
  readonly allowsLogprobs: boolean;
  /** The most choices that one answer may hold. */
  readonly choiceLimit: number;
  /** The most tool calls that one choice may hold. */
  readonly callLimit: number;
  /** The longest arguments of one call, in UTF-16 code units. */
  readonly argumentsLimit: number;
  /** Limits of one JSON text of the answer. */
  readonly json: { readonly depth: number; readonly values: number };
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
  /** Whether the provider's own end of the answer was seen. */
  readonly isComplete: boolean;
  /** Whether the provider ended the answer with an error of its own. */
  readonly hasFailed: boolean;
  /** What the provider says it billed, as far as it has said so. */
  readonly usage: Usage;
}

export interface Usage {
  readonly input?: number;
  readonly output?: number;
}

/** Reads and rewrites the answers of one dialect. */
export interface AnswerReader {
  whole(text: string, json: Json, host: AnswerHost): Promise<WholeAnswer>;
  stream(host: AnswerHost): AnswerStream;
  usage(json: Json): Usage;
}

/** The object in an event's data. Strict: what two readers could read differently is garbled. */
export function eventObject(data: string, limits: AnswerHost['json']): Json {
  const scan = parseJson(data, limits);
  if (!scan.ok) throw new GarbledAnswer(`an event's data is ${scan.problem}`);
  if (!isObject(scan.value)) throw new GarbledAnswer('an event that is no JSON object');
  return scan.value;
}
