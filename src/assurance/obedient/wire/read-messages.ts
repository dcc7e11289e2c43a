import type { Carrier, ObedientRequest, PastCall, ToolChoice, Turn } from '../request.ts';
import { asCount, asList, asObject, asText, carriersIn, contentText, type Json, offeredTool } from './read-json.ts';

/** A request of `POST /v1/messages`. A user message with tool results becomes two turns: the results, then the rest. */
export function readMessages(body: Json, digest: string): ObedientRequest {
  const turns: Turn[] = [];
  const carriers: Carrier[] = [];
  if (body.system !== undefined) {
    turns.push({ role: 'system', text: contentText(body.system), calls: [] });
    carriers.push(...carriersIn(body.system, '/system', 'system', 0));
  }
  for (const [index, message] of asList(body.messages).map(asObject).entries())
    readMessage(message, `/messages/${index}`, turns, carriers);
  const { messages: _, system: __, tools, stop_sequences, ...rest } = body;
  carriers.push(...carriersIn(tools, '/tools', 'listing', -1), ...carriersIn(rest, '', 'other', -1));
  return {
    model: asText(body.model),
    carriers,
    turns,
    tools: asList(tools)
      .map(asObject)
      .map((tool) => offeredTool(tool.name, tool.description, tool.input_schema)),
    toolChoice: readToolChoice(asObject(body.tool_choice)),
    parallel: asObject(body.tool_choice).disable_parallel_tool_use !== true,
    choices: 1,
    maxTokens: asCount(body.max_tokens),
    stop: asList(stop_sequences)
      .map(asText)
      .filter((sequence) => sequence !== ''),
    logprobs: false,
    format: 'text',
    digest,
  };
}

function readMessage(message: Json, pointer: string, turns: Turn[], carriers: Carrier[]): void {
  const isAssistant = message.role === 'assistant';
  const blocks =
    typeof message.content === 'string'
      ? [{ type: 'text', text: message.content }]
      : asList(message.content).map(asObject);
  const isSplit = typeof message.content !== 'string';
  const place = (index: number): string => (isSplit ? `${pointer}/content/${index}` : `${pointer}/content`);
  const rest: Json[] = [];
  for (const [index, block] of blocks.entries()) {
    const isResult = block.type === 'tool_result';
    const role = isResult ? 'tool' : isAssistant ? 'assistant' : 'user';
    if (isResult) turns.push({ role: 'tool', text: contentText(asObject(block).content), calls: [] });
    else rest.push(block);
    carriers.push(
      ...carriersIn(isSplit ? block : block.text, place(index), role, isResult ? turns.length - 1 : turns.length),
    );
  }
  if (rest.length > 0)
    turns.push({ role: isAssistant ? 'assistant' : 'user', text: contentText(rest), calls: rest.flatMap(pastCall) });
}

function pastCall(block: Json): readonly PastCall[] {
  return block.type === 'tool_use'
    ? [{ name: asText(block.name), argumentsText: JSON.stringify(block.input ?? {}) }]
    : [];
}

function readToolChoice(choice: Json): ToolChoice {
  if (choice.type === 'none') return 'none';
  if (choice.type === 'any') return 'required';
  return choice.type === 'tool' ? { name: asText(choice.name) } : 'auto';
}
