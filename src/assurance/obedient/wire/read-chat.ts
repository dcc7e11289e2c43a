import type { Carrier, CarrierRole, ObedientRequest, PastCall, ToolChoice, Turn } from '../request.ts';
import { asCount, asList, asObject, asText, carriersIn, contentText, type Json, offeredTool } from './read-json.ts';

const MOST_CHOICES = 16;
const ROLES = new Map<string, Turn['role']>(
  Object.entries({
    system: 'system',
    developer: 'system',
    user: 'user',
    assistant: 'assistant',
    tool: 'tool',
    function: 'tool',
  }),
);

/** A request of `POST /v1/chat/completions`. */
export function readChat(body: Json, digest: string): ObedientRequest {
  const messages = asList(body.messages).map(asObject);
  const limit = asCount(body.max_completion_tokens) ?? asCount(body.max_tokens);
  return {
    model: asText(body.model),
    carriers: [...messages.flatMap(carriersOfMessage), ...carriersBeside(body)],
    turns: messages.map((message) => ({
      role: roleOf(message),
      text: contentText(message.content),
      calls: pastCalls(message),
    })),
    tools: [
      ...asList(body.tools).map((tool) => asObject(asObject(tool).function)),
      ...asList(body.functions).map(asObject),
    ].map((tool) => offeredTool(tool.name, tool.description, tool.parameters)),
    toolChoice: readToolChoice(body.tool_choice),
    parallel: body.parallel_tool_calls !== false,
    choices: Math.min(MOST_CHOICES, Math.max(1, asCount(body.n) ?? 1)),
    maxTokens: limit,
    stop: (typeof body.stop === 'string' ? [body.stop] : asList(body.stop).map(asText)).filter(
      (sequence) => sequence !== '',
    ),
    logprobs: body.logprobs === true,
    format: readFormat(asObject(body.response_format)),
    digest,
  };
}

function carriersOfMessage(message: Json, index: number): readonly Carrier[] {
  return carriersIn(message, `/messages/${index}`, roleOf(message), index);
}

function carriersBeside(body: Json): readonly Carrier[] {
  const { messages: _, tools, functions, stop: __, ...rest } = body;
  const listing: CarrierRole = 'listing';
  return [
    ...carriersIn(tools, '/tools', listing, -1),
    ...carriersIn(functions, '/functions', listing, -1),
    ...carriersIn(rest, '', 'other', -1),
  ];
}

function roleOf(message: Json): Turn['role'] {
  return ROLES.get(asText(message.role)) ?? 'user';
}

function pastCalls(message: Json): readonly PastCall[] {
  return asList(message.tool_calls)
    .map((call) => asObject(asObject(call).function))
    .map((called) => ({ name: asText(called.name), argumentsText: asText(called.arguments) }));
}

function readToolChoice(choice: unknown): ToolChoice {
  if (choice === 'none' || choice === 'required') return choice;
  const name = asText(asObject(asObject(choice).function).name);
  return name === '' ? 'auto' : { name };
}

function readFormat(format: Json): ObedientRequest['format'] {
  if (format.type === 'json_object') return 'json';
  return format.type === 'json_schema' ? { schema: asObject(format.json_schema).schema } : 'text';
}
