import type { ObedientAnswer } from '../answer.ts';
import { type Cutting, piecesOf } from '../pieces.ts';

const FINISH = { stop: 'stop', length: 'length', 'tool-calls': 'tool_calls' } as const;
const SURE = -0.01;

/** The body of a chat completion. */
export function writeChat(answer: ObedientAnswer): unknown {
  const message = {
    role: 'assistant',
    content: answer.calls.length > 0 ? null : answer.text,
    refusal: null,
    ...(answer.calls.length > 0
      ? {
          tool_calls: answer.calls.map((call) => ({
            id: `call_${call.id}`,
            type: 'function',
            function: { name: call.name, arguments: call.argumentsText },
          })),
        }
      : {}),
  };
  const logprobs = answer.logprobs ? { content: piecesOf(answer.text, 'word').map(logprobOf), refusal: null } : null;
  return {
    ...headOf(answer, 'chat.completion'),
    choices: Array.from({ length: answer.choices }, (_, index) => ({
      index,
      message,
      logprobs,
      finish_reason: FINISH[answer.finish],
    })),
    usage: usageOf(answer),
    system_fingerprint: 'fp_obedient',
  };
}

/** The events of a streamed completion, each the text after `data: `. Choices take turns, piece by piece. */
export function* writeChatEvents(answer: ObedientAnswer, cutting: Cutting, includeUsage: boolean): Generator<string> {
  const head = headOf(answer, 'chat.completion.chunk');
  const usage = includeUsage ? { usage: null } : {};
  const indices = Array.from({ length: answer.choices }, (_, index) => index);
  const chunk = (index: number, delta: unknown, finish: string | null, logprobs: unknown = null): string =>
    JSON.stringify({ ...head, choices: [{ index, delta, logprobs, finish_reason: finish }], ...usage });
  const deltas = [{ role: 'assistant', content: '' }, ...textDeltas(answer, cutting), ...callDeltas(answer, cutting)];
  for (const delta of deltas) {
    const spoken =
      answer.logprobs && 'content' in delta && delta.content !== ''
        ? { content: [logprobOf(delta.content)], refusal: null }
        : null;
    for (const index of indices) yield chunk(index, delta, null, spoken);
  }
  for (const index of indices) yield chunk(index, {}, FINISH[answer.finish]);
  if (includeUsage) yield JSON.stringify({ ...head, choices: [], usage: usageOf(answer) });
  yield '[DONE]';
}

function textDeltas(answer: ObedientAnswer, cutting: Cutting): readonly { content: string }[] {
  return piecesOf(answer.text, cutting).map((content) => ({ content }));
}

function callDeltas(answer: ObedientAnswer, cutting: Cutting): readonly { tool_calls: readonly unknown[] }[] {
  return answer.calls.flatMap((call, index) => [
    { tool_calls: [{ index, id: `call_${call.id}`, type: 'function', function: { name: call.name, arguments: '' } }] },
    ...piecesOf(call.argumentsText, cutting).map((piece) => ({
      tool_calls: [{ index, function: { arguments: piece } }],
    })),
  ]);
}

function headOf(answer: ObedientAnswer, object: string): Record<string, unknown> {
  return { id: `chatcmpl-${answer.id}`, object, created: answer.created, model: answer.model };
}

function usageOf(answer: ObedientAnswer): Record<string, number> {
  const completion = answer.usage.output * answer.choices;
  return {
    prompt_tokens: answer.usage.input,
    completion_tokens: completion,
    total_tokens: answer.usage.input + completion,
  };
}

function logprobOf(token: string): unknown {
  return { token, logprob: SURE, bytes: [...Buffer.from(token)], top_logprobs: [] };
}
