import { type Shape, shapeOf } from './members.ts';
import { LOGPROBS, REFUSED_MEMBERS } from './request.ts';

/** The objects of OpenAI Chat Completions, and of servers that speak it, member by member. */

export const BODY = shapeOf({
  read: ['model', 'messages', 'tools', 'tool_choice', 'stream', 'n', 'response_format', 'prediction', 'metadata'],
  words: [
    ...['temperature', 'top_p', 'top_k', 'min_p', 'presence_penalty', 'frequency_penalty', 'repetition_penalty'],
    ...['max_tokens', 'max_completion_tokens', 'min_tokens', 'seed', 'logit_bias', 'ignore_eos', ...LOGPROBS],
    ...['modalities', 'parallel_tool_calls', 'stream_options', 'store', 'service_tier', 'verbosity'],
    ...['reasoning', 'reasoning_effort', 'thinking', 'prompt_cache_retention'],
  ],
  texts: ['stop', 'user', 'safety_identifier', 'prompt_cache_key'],
  refused: {
    ...REFUSED_MEMBERS,
    functions: 'offer functions in `tools`',
    function_call: 'use `tool_choice`',
    audio: 'audio answers cannot be inspected',
    best_of: 'use `n`',
  },
  refusedEmpty: { web_search_options: 'tools that run at the provider pass no control here' },
  declares: true,
});

export const MESSAGE = shapeOf({
  read: ['role', 'content', 'name', 'tool_calls', 'tool_call_id', 'refusal', 'reasoning_content'],
  words: ['cache_control', 'prefix'],
  refused: { function_call: 'use `tool_calls`', audio: 'audio cannot be inspected' },
  declares: true,
});

/** The kinds of content that hold text, each in the member of its own name. */
export const PARTS: ReadonlyMap<string, Shape> = new Map([
  ['text', shapeOf({ read: ['type', 'text'], words: ['cache_control'], declares: true })],
  ['refusal', shapeOf({ read: ['type', 'refusal'], declares: true })],
]);
export const PART_TYPES: ReadonlySet<string> = new Set(PARTS.keys());

export const CALL = shapeOf({ read: ['id', 'type', 'function'], words: ['index'] });
export const CALL_FUNCTION = shapeOf({ read: ['name', 'arguments'] });
export const TOOL = shapeOf({ read: ['type', 'function'], words: ['cache_control'] });
export const TOOL_FUNCTION = shapeOf({ read: ['name', 'description', 'parameters'], words: ['strict'] });
export const CHOICE = shapeOf({ read: ['function'], words: ['type'], texts: ['allowed_tools', 'custom'] });
export const CHOICE_FUNCTION = shapeOf({ read: ['name'] });
export const PREDICTION = shapeOf({ read: ['content'], words: ['type'] });
