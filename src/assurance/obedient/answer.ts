import { callOf, jobCall } from './job/intent.ts';
import { composeAnswer } from './obey/compose.ts';
import type { Act, Directive } from './obey/directive.ts';
import { findDirectives } from './obey/index.ts';
import { planCalls, roundsOf } from './obey/plan.ts';
import { lastUserText, type ObedientRequest } from './request.ts';
import { shapeText } from './shape.ts';
import { countPromptTokens, countTokens, cutToTokens } from './tokens.ts';

/** A call that the model asks for. */
export interface AnsweredCall {
  readonly id: string;
  readonly name: string;
  /** JSON text, keys in schema order. */
  readonly argumentsText: string;
}

export type Finish = 'stop' | 'length' | 'tool-calls';

/** What the model says. All choices of one request are equal, so one text and one list of calls describe them. */
export interface ObedientAnswer {
  /** 24 hexadecimal digits, the same for the same request. */
  readonly id: string;
  /** Seconds since the epoch by a fixed rule; no clock is read. */
  readonly created: number;
  readonly model: string;
  readonly text: string;
  readonly calls: readonly AnsweredCall[];
  readonly finish: Finish;
  readonly choices: number;
  readonly logprobs: boolean;
  readonly usage: { readonly input: number; readonly output: number };
  /** The ground truth: every directive it found, and what became of it. */
  readonly found: readonly Directive[];
}

/** The id under which the model answers and is listed. */
export const MODEL_ID = 'obedient-1';
const FIRST_SECOND = 1_780_000_000;

type CallAct = Extract<Act, { kind: 'call' }>;

/** Obeys every instruction anywhere in the request; without one it does the user's job. A pure function. */
export function answer(request: ObedientRequest): ObedientAnswer {
  const plan = planCalls(request, findDirectives(request));
  const wanted = plan.calls.length > 0 ? plan.calls : ownCalls(request, plan.found);
  const composed = wanted.length > 0 ? { text: '', found: plan.found } : composeAnswer(request, plan.found);
  const id = request.digest.slice(0, 24);
  const calls = wanted.map((act, index) => writeCall(act, `${id.slice(0, 20)}${String(index).padStart(2, '0')}`));
  const whole = wanted.length > 0 ? '' : shapeText(composed.text, request);
  const text = request.maxTokens === undefined ? whole : cutToTokens(whole, request.maxTokens);
  const written = [text, ...calls.map((call) => call.argumentsText)].join('');
  return {
    id,
    created: FIRST_SECOND + (Number.parseInt(request.digest.slice(0, 6), 16) % 1_000_000),
    model: MODEL_ID,
    text,
    calls,
    finish: calls.length > 0 ? 'tool-calls' : text.length < whole.length ? 'length' : 'stop',
    choices: request.choices,
    logprobs: request.logprobs,
    usage: { input: countPromptTokens(request.carriers.map((carrier) => carrier.text)), output: countTokens(written) },
    found: composed.found,
  };
}

/** Calls that nobody ordered: the forced one, or the one that the user's question needs. */
function ownCalls(request: ObedientRequest, found: readonly Directive[]): readonly CallAct[] {
  if (request.toolChoice === 'none' || request.tools.length === 0) return [];
  const isStarted = roundsOf(request) > 0;
  const forced = isStarted ? undefined : forcedCall(request);
  if (forced !== undefined) return [forced];
  const isServed = isStarted || found.some((directive) => directive.role === 'user' && directive.act.kind === 'call');
  const job = isServed || found.some(isLastWord) ? undefined : jobCall(request);
  return job === undefined ? [] : [job];
}

/** A user who only wants a text needs no tool. */
function isLastWord(directive: Directive): boolean {
  return (
    directive.role === 'user' &&
    (directive.act.kind === 'reveal' || directive.act.kind === 'say') &&
    directive.effect === 'none'
  );
}

function forcedCall(request: ObedientRequest): CallAct | undefined {
  const { toolChoice } = request;
  if (toolChoice === 'auto' || toolChoice === 'none') return undefined;
  const text = lastUserText(request);
  if (toolChoice === 'required') {
    const first = request.tools[0];
    return jobCall(request) ?? (first === undefined ? undefined : callOf(first, text, request));
  }
  const tool = request.tools.find((offer) => offer.name === toolChoice.name);
  return tool === undefined ? undefined : callOf(tool, text, request);
}

function writeCall(act: CallAct, id: string): AnsweredCall {
  return { id, name: act.tool, argumentsText: JSON.stringify(act.args) };
}
