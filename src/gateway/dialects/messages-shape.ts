import { type Shape, shapeOf } from './members.ts';
import { LOGPROBS, REFUSED_MEMBERS } from './request.ts';

/** The objects of Anthropic Messages, member by member. */

export const BODY = shapeOf({
  read: [
    'model',
    'messages',
    'system',
    'tools',
    'tool_choice',
    'stream',
    'metadata',
    ...['output_config', 'output_format'],
  ],
  words: [
    ...['max_tokens', 'temperature', 'top_p', 'top_k', 'thinking', 'service_tier', 'inference_geo', 'speed'],
    ...['cache_control', 'context_management', ...LOGPROBS],
  ],
  texts: ['stop_sequences'],
  refused: {
    ...REFUSED_MEMBERS,
    mcp_servers: 'servers that the provider calls pass no control here',
    container: 'state that the provider keeps passes no control here',
  },
  declares: true,
});

export const MESSAGE = shapeOf({ read: ['role', 'content'], declares: true });

/** The kinds of block that can be inspected. */
export const BLOCKS: ReadonlyMap<string, Shape> = new Map([
  ['text', block(['text'], ['citations'])],
  ['thinking', block(['thinking', 'signature'])],
  ['redacted_thinking', block(['data'])],
  ['tool_use', block(['id', 'name', 'input'], [], ['caller'])],
  ['tool_result', block(['tool_use_id', 'content'], [], ['is_error'])],
  ['search_result', block(['source', 'title', 'content'], [], ['citations'])],
]);
export const BLOCK_TYPES: ReadonlySet<string> = new Set(BLOCKS.keys());

export const TOOL = shapeOf({
  read: ['type', 'name', 'description', 'input_schema'],
  words: ['cache_control', 'strict', 'defer_loading', 'eager_input_streaming', 'allowed_callers'],
  texts: ['input_examples'],
});
export const CHOICE = shapeOf({ read: ['name'], words: ['type', 'disable_parallel_tool_use'] });

function block(read: readonly string[], texts: readonly string[] = [], words: readonly string[] = []): Shape {
  return shapeOf({ read: ['type', ...read], words: ['cache_control', ...words], texts, declares: true });
}
