import type { ObedientAnswer } from '../answer.ts';
import { type Cutting, piecesOf } from '../pieces.ts';

const STOP = { stop: 'end_turn', length: 'max_tokens', 'tool-calls': 'tool_use' } as const;

/** One server-sent event of the Messages dialect. */
export interface MessageEvent {
  readonly type: string;
  readonly data: string;
}

/** The body of a message. */
export function writeMessage(answer: ObedientAnswer): unknown {
  const text = answer.calls.length === 0 ? [{ type: 'text', text: answer.text }] : [];
  const calls = answer.calls.map((call) => ({
    type: 'tool_use',
    id: `toolu_${call.id}`,
    name: call.name,
    input: JSON.parse(call.argumentsText) as unknown,
  })); // written by us
  return {
    ...headOf(answer),
    content: [...text, ...calls],
    stop_reason: STOP[answer.finish],
    stop_sequence: null,
    usage: usageOf(answer, answer.usage.output),
  };
}

/** The whole sequence of events of a streamed message. */
export function* writeMessageEvents(answer: ObedientAnswer, cutting: Cutting): Generator<MessageEvent> {
  const message = { ...headOf(answer), content: [], stop_reason: null, stop_sequence: null, usage: usageOf(answer, 1) };
  yield event('message_start', { message });
  yield event('ping', {});
  let index = 0;
  if (answer.calls.length === 0) {
    const deltas = piecesOf(answer.text, cutting).map((text) => ({ type: 'text_delta', text }));
    yield* block(index++, { type: 'text', text: '' }, deltas);
  }
  for (const call of answer.calls) {
    const deltas = piecesOf(call.argumentsText, cutting).map((piece) => ({
      type: 'input_json_delta',
      partial_json: piece,
    }));
    yield* block(index++, { type: 'tool_use', id: `toolu_${call.id}`, name: call.name, input: {} }, deltas);
  }
  yield event('message_delta', {
    delta: { stop_reason: STOP[answer.finish], stop_sequence: null },
    usage: { output_tokens: answer.usage.output },
  });
  yield event('message_stop', {});
}

function* block(index: number, content: unknown, deltas: readonly unknown[]): Generator<MessageEvent> {
  yield event('content_block_start', { index, content_block: content });
  for (const delta of deltas) yield event('content_block_delta', { index, delta });
  yield event('content_block_stop', { index });
}

function event(type: string, fields: Record<string, unknown>): MessageEvent {
  return { type, data: JSON.stringify({ type, ...fields }) };
}

function headOf(answer: ObedientAnswer): Record<string, unknown> {
  return { id: `msg_${answer.id}`, type: 'message', role: 'assistant', model: answer.model };
}

function usageOf(answer: ObedientAnswer, output: number): Record<string, number> {
  return { input_tokens: answer.usage.input, output_tokens: output };
}
