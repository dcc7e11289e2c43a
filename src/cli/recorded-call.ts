/** A tool call as a recorded conversation has it. */
export interface RecordedCall {
  /** Number of the assistant message, from 0. */
  readonly message: number;
  /** Number of the call in that message, from 0. */
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
}

/** The calls of one assistant message. */
export interface RecordedGroup {
  readonly message: number;
  readonly calls: readonly RecordedCall[];
}

/** Every tool call in the assistant messages of a conversation in the OpenAI shape, in order. Never throws. */
export function recordedCalls(
  messages: readonly unknown[],
): { readonly groups: readonly RecordedGroup[] } | { readonly error: string } {
  const groups: RecordedGroup[] = [];
  for (const [message, value] of messages.entries()) {
    if (!isObject(value) || value.role !== 'assistant' || !Array.isArray(value.tool_calls)) continue;
    const calls: RecordedCall[] = [];
    for (const [index, call] of value.tool_calls.entries()) {
      const read = readCall(call, message, index);
      if (read === undefined) return { error: `no call of a function (\`messages[${message}].tool_calls[${index}]\`)` };
      calls.push(read);
    }
    if (calls.length > 0) groups.push({ message, calls });
  }
  return { groups };
}

/** Arguments are JSON text; some recordings hold the parsed object, which means the same. */
function readCall(call: unknown, message: number, index: number): RecordedCall | undefined {
  if (!isObject(call) || !isObject(call.function)) return undefined;
  const { name, arguments: args = '{}' } = call.function;
  if (typeof name !== 'string') return undefined;
  const id = typeof call.id === 'string' ? call.id : `call-${message}-${index}`;
  return { message, index, id, name, argumentsText: typeof args === 'string' ? args : JSON.stringify(args) };
}

/** The messages as they go over the wire: arguments that a recording holds parsed become JSON text again. */
export function wireMessages(messages: readonly unknown[]): readonly unknown[] {
  return messages.map((message) => {
    if (!isObject(message) || !Array.isArray(message.tool_calls)) return message;
    return { ...message, tool_calls: message.tool_calls.map(wireCall) };
  });
}

function wireCall(call: unknown): unknown {
  if (!isObject(call) || !isObject(call.function)) return call;
  const { arguments: args = '{}' } = call.function;
  return {
    ...call,
    function: { ...call.function, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
