/** Where a reserved token of a chat template stands; one space after its first and before its last sign makes it plain text. */
export interface TemplateToken {
  readonly start: number;
  readonly end: number;
}

/** No token is longer. */
export const LONGEST_TEMPLATE_TOKEN = 56;

/**
 * Tokens that tokenisers of common model families read as structure: `<|...|>` (ChatML, Llama 3, Phi), the same with
 * full-width bars (DeepSeek), `[INST]` and its relatives (Llama 2, Mistral), `<<SYS>>`, `<start_of_turn>` (Gemma), the
 * tool markup of Hermes and Qwen, and a sequence that ends where another starts.
 */
const TOKEN = new RegExp(
  [
    '<[|\\uff5c][A-Za-z0-9_:.\\u2581-]{1,40}[|\\uff5c]>',
    '\\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|PREFIX|SUFFIX|MIDDLE)\\]',
    '<</?SYS>>',
    '</?(?:start_of_turn|end_of_turn|start_of_image|tool_call|tool_response|tool_calls|bos|eos)>',
    '</s>\\s{0,4}<s>',
  ].join('|'),
  'g',
);

/** The reserved tokens of a text. Linear; a text without `<` and `[` costs two native searches. */
export function templateTokens(text: string): readonly TemplateToken[] {
  if (!text.includes('<') && !text.includes('[')) return [];
  const tokens: TemplateToken[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const written = match[0];
    tokens.push({ start: match.index, end: match.index + written.length });
  }
  return tokens;
}
