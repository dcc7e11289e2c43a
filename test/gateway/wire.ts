import { type SseEvent, SseReader, writeEvent } from '../../src/gateway/sse.ts';

/** What a model answers, in words that no wire has. */
export interface Said {
  readonly choices: readonly {
    readonly reasoning?: string;
    readonly content: string | null;
    readonly calls?: readonly { readonly name: string; readonly args: string }[];
  }[];
}

export interface Got {
  readonly content: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly name: string; readonly args: unknown }[];
  readonly finish: unknown;
}

const BASE = { id: 'chatcmpl-1', created: 1, model: 'chat' };
const USAGE = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };

export function chatWhole(said: Said): string {
  const choices = said.choices.map(({ reasoning, content, calls }, index) => ({
    index,
    message: {
      role: 'assistant',
      ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
      content,
      refusal: null,
      ...(calls === undefined ? {} : { tool_calls: toolCalls(calls) }),
    },
    logprobs: null,
    finish_reason: calls === undefined ? 'stop' : 'tool_calls',
  }));
  return JSON.stringify({ ...BASE, object: 'chat.completion', choices, usage: USAGE });
}

/** Events of the same answer; `cut` cuts each text into pieces. Choices take turns. */
export function chatEvents(said: Said, cut: (text: string) => readonly string[]): readonly string[] {
  const lanes = said.choices.map(({ reasoning, content, calls }, index) => [
    chunk(index, { role: 'assistant', content: '' }, null),
    ...cut(reasoning ?? '').map((piece) => chunk(index, { reasoning_content: piece }, null)),
    ...cut(content ?? '').map((piece) => chunk(index, { content: piece }, null)),
    ...(calls ?? []).flatMap((call, position) => [
      chunk(
        index,
        {
          tool_calls: [
            { index: position, id: `call_${position}`, type: 'function', function: { name: call.name, arguments: '' } },
          ],
        },
        null,
      ),
      ...cut(call.args).map((piece) =>
        chunk(index, { tool_calls: [{ index: position, function: { arguments: piece } }] }, null),
      ),
    ]),
    chunk(index, {}, calls === undefined ? 'stop' : 'tool_calls'),
  ]);
  const events: string[] = [];
  for (let turn = 0; lanes.some((lane) => turn < lane.length); turn += 1) {
    for (const lane of lanes) events.push(...lane.slice(turn, turn + 1));
  }
  const usage = writeEvent('', JSON.stringify({ ...BASE, object: 'chat.completion.chunk', choices: [], usage: USAGE }));
  return [...events, usage, writeEvent('', '[DONE]')];
}

export function chatGot(json: string): readonly Got[] {
  const { choices } = JSON.parse(json) as { choices: { message: Record<string, unknown>; finish_reason: unknown }[] };
  return choices.map(({ message, finish_reason: finish }) => ({
    content: String(message.content ?? ''),
    reasoning: String(message.reasoning_content ?? ''),
    calls: ((message.tool_calls ?? []) as { function: { name: string; arguments: string } }[]).map((call) => ({
      name: call.function.name,
      args: JSON.parse(call.function.arguments) as unknown,
    })),
    finish,
  }));
}

/** Puts streamed events together the way the vendor's client does; fails on what that client fails on. */
export function chatAssembled(text: string): readonly Got[] {
  const choices: { content: string; reasoning: string; calls: { name: string; args: string }[]; finish: unknown }[] =
    [];
  const events = eventsOf(text).filter((event) => event.data !== undefined);
  if (events.at(-1)?.data !== '[DONE]') throw new Error('no [DONE]');
  for (const event of events.slice(0, -1)) {
    for (const choice of (
      JSON.parse(event.data ?? '') as {
        choices: { index: number; delta: Record<string, unknown>; finish_reason: unknown }[];
      }
    ).choices) {
      choices[choice.index] ??= { content: '', reasoning: '', calls: [], finish: undefined };
      const got = choices[choice.index] as (typeof choices)[number];
      if (got.finish !== undefined) throw new Error('a delta after the end of its choice');
      got.content += String(choice.delta.content ?? '');
      got.reasoning += String(choice.delta.reasoning_content ?? '');
      for (const call of (choice.delta.tool_calls ?? []) as {
        index: number;
        function?: { name?: string; arguments?: string };
      }[]) {
        got.calls[call.index] ??= { name: '', args: '' };
        const known = got.calls[call.index] as { name: string; args: string };
        known.name += call.function?.name ?? '';
        known.args += call.function?.arguments ?? '';
      }
      if (choice.finish_reason !== null && choice.finish_reason !== undefined) got.finish = choice.finish_reason;
    }
  }
  return choices.map((choice) => ({
    ...choice,
    calls: choice.calls.map((call) => ({ name: call.name, args: JSON.parse(call.args) as unknown })),
  }));
}

export function messageWhole(said: Said): string {
  const [choice = { content: '' }] = said.choices;
  const content = [
    ...(choice.reasoning === undefined ? [] : [{ type: 'thinking', thinking: choice.reasoning, signature: 'sig' }]),
    ...(choice.content === null ? [] : [{ type: 'text', text: choice.content }]),
    ...(choice.calls ?? []).map((call, index) => ({
      type: 'tool_use',
      id: `toolu_${index}`,
      name: call.name,
      input: JSON.parse(call.args) as unknown,
    })),
  ];
  return JSON.stringify({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'chat',
    content,
    stop_reason: choice.calls === undefined ? 'end_turn' : 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: 3, output_tokens: 4 },
  });
}

export function messageEvents(said: Said, cut: (text: string) => readonly string[]): readonly string[] {
  const [choice = { content: '' }] = said.choices;
  const events: string[] = [
    named('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'chat',
        content: [],
        stop_reason: null,
        usage: { input_tokens: 3, output_tokens: 1 },
      },
    }),
  ];
  let index = 0;
  const block = (start: unknown, deltas: readonly unknown[]): void => {
    events.push(
      named('content_block_start', { index, content_block: start }),
      ...deltas.map((delta) => named('content_block_delta', { index, delta })),
      named('content_block_stop', { index }),
    );
    index += 1;
  };
  if (choice.reasoning !== undefined) {
    block({ type: 'thinking', thinking: '', signature: '' }, [
      ...cut(choice.reasoning).map((thinking) => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: 'sig' },
    ]);
  }
  events.push(named('ping', {}));
  if (choice.content !== null)
    block(
      { type: 'text', text: '' },
      cut(choice.content).map((text) => ({ type: 'text_delta', text })),
    );
  (choice.calls ?? []).forEach((call, position) => {
    block(
      { type: 'tool_use', id: `toolu_${position}`, name: call.name, input: {} },
      cut(call.args).map((partial_json) => ({ type: 'input_json_delta', partial_json })),
    );
  });
  return [
    ...events,
    named('message_delta', {
      delta: { stop_reason: choice.calls === undefined ? 'end_turn' : 'tool_use', stop_sequence: null },
      usage: { output_tokens: 4 },
    }),
    named('message_stop', {}),
  ];
}

export function messageGot(json: string): readonly Got[] {
  const { content, stop_reason: finish } = JSON.parse(json) as {
    content: Record<string, unknown>[];
    stop_reason: unknown;
  };
  return [gotOf(content, finish)];
}

export function messageAssembled(text: string): readonly Got[] {
  const blocks: (Record<string, unknown> & { json?: string })[] = [];
  let finish: unknown;
  let isStopped = false;
  for (const event of eventsOf(text)) {
    const json = JSON.parse(event.data ?? '{}') as Record<string, unknown> & {
      index: number;
      delta: Record<string, unknown>;
    };
    if (json.type !== event.name) throw new Error('the name of an event and its type differ');
    if (event.name === 'content_block_start') {
      if (json.index !== blocks.length) throw new Error(`block ${json.index} follows block ${blocks.length - 1}`);
      blocks.push({ ...(json.content_block as Record<string, unknown>) });
    }
    if (event.name === 'content_block_delta') add(blocks[json.index] ?? {}, json.delta);
    if (event.name === 'message_delta') finish = json.delta.stop_reason;
    isStopped ||= event.name === 'message_stop';
  }
  if (!isStopped) throw new Error('no message_stop');
  return [
    gotOf(
      blocks.map((block) =>
        block.json === undefined ? block : { ...block, input: JSON.parse(block.json) as unknown },
      ),
      finish,
    ),
  ];
}

export function eventsOf(text: string): readonly SseEvent[] {
  return new SseReader(10_000_000).push(Buffer.from(text));
}

function add(block: Record<string, unknown> & { json?: string }, delta: Record<string, unknown>): void {
  if (delta.type === 'text_delta') block.text = String(block.text) + String(delta.text);
  if (delta.type === 'thinking_delta') block.thinking = String(block.thinking) + String(delta.thinking);
  if (delta.type === 'input_json_delta') block.json = (block.json ?? '') + String(delta.partial_json);
}

function gotOf(blocks: readonly Record<string, unknown>[], finish: unknown): Got {
  const texts = (type: string, key: string): string =>
    blocks
      .filter((block) => block.type === type)
      .map((block) => String(block[key]))
      .join('');
  return {
    content: texts('text', 'text'),
    reasoning: texts('thinking', 'thinking'),
    calls: blocks
      .filter((block) => block.type === 'tool_use')
      .map((block) => ({ name: String(block.name), args: block.input })),
    finish,
  };
}

function toolCalls(calls: readonly { name: string; args: string }[]): unknown {
  return calls.map((call, position) => ({
    id: `call_${position}`,
    type: 'function',
    function: { name: call.name, arguments: call.args },
  }));
}

function chunk(index: number, delta: unknown, finish: string | null): string {
  return writeEvent(
    '',
    JSON.stringify({
      ...BASE,
      object: 'chat.completion.chunk',
      choices: [{ index, delta, logprobs: null, finish_reason: finish }],
    }),
  );
}

function named(type: string, rest: Record<string, unknown>): string {
  return writeEvent(type, JSON.stringify({ type, ...rest }));
}
