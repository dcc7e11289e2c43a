/** What a streamed answer carries besides its pieces. */
export interface FrameOptions {
  readonly id?: string;
  readonly model?: string;
  readonly finish?: string;
  /** Present: a usage chunk, as `stream_options.include_usage` asks for. */
  readonly usage?: { readonly input: number; readonly output: number };
}

/** Frames of a Chat Completions stream. Several lists of pieces are several choices, interleaved. */
export function chatFrames(
  pieces: readonly string[] | readonly (readonly string[])[],
  options: FrameOptions = {},
): readonly string[] {
  const choices = pieces.map((piece) => (typeof piece === 'string' ? [piece] : piece));
  const columns = pieces.every((piece) => typeof piece === 'string') ? [choices.flat()] : choices;
  const head = {
    id: options.id ?? 'chatcmpl-mock',
    object: 'chat.completion.chunk',
    created: 1_780_000_000,
    model: options.model ?? 'mock-1',
  };
  const chunk = (index: number, delta: unknown, finish: string | null = null): string =>
    frame({ ...head, choices: [{ index, delta, logprobs: null, finish_reason: finish }] });
  const longest = Math.max(0, ...columns.map((column) => column.length));
  const frames = columns.map((_, index) => chunk(index, { role: 'assistant', content: '' }));
  for (let row = 0; row < longest; row++) {
    for (const [index, column] of columns.entries()) {
      if (column[row] !== undefined) frames.push(chunk(index, { content: column[row] }));
    }
  }
  frames.push(...columns.map((_, index) => chunk(index, {}, options.finish ?? 'stop')));
  if (options.usage !== undefined) {
    const { input, output } = options.usage;
    frames.push(
      frame({
        ...head,
        choices: [],
        usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
      }),
    );
  }
  return [...frames, 'data: [DONE]\n\n'];
}

/** Frames of a Chat Completions stream that calls one tool, its arguments in pieces. */
export function chatCallFrames(
  name: string,
  argumentPieces: readonly string[],
  options: FrameOptions = {},
): readonly string[] {
  const head = {
    id: options.id ?? 'chatcmpl-mock',
    object: 'chat.completion.chunk',
    created: 1_780_000_000,
    model: options.model ?? 'mock-1',
  };
  const chunk = (delta: unknown, finish: string | null = null): string =>
    frame({ ...head, choices: [{ index: 0, delta, finish_reason: finish }] });
  return [
    chunk({
      role: 'assistant',
      content: null,
      tool_calls: [{ index: 0, id: 'call_mock', type: 'function', function: { name, arguments: '' } }],
    }),
    ...argumentPieces.map((piece) => chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
    chunk({}, 'tool_calls'),
    'data: [DONE]\n\n',
  ];
}

/** Events of a Messages stream with one text block. */
export function messageFrames(pieces: readonly string[], options: FrameOptions = {}): readonly string[] {
  const usage = { input_tokens: options.usage?.input ?? 1, output_tokens: 1 };
  const message = {
    id: options.id ?? 'msg_mock',
    type: 'message',
    role: 'assistant',
    model: options.model ?? 'mock-1',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  };
  return [
    event('message_start', { message }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event('ping', {}),
    ...pieces.map((text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } })),
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: options.finish ?? 'end_turn', stop_sequence: null },
      usage: { output_tokens: options.usage?.output ?? 1 },
    }),
    event('message_stop', {}),
  ];
}

/** A complete Chat Completions answer; several texts are several choices. */
export function chatBody(texts: readonly string[], options: FrameOptions = {}): unknown {
  const { input, output } = options.usage ?? { input: 1, output: 1 };
  const choices = texts.map((content, index) => ({
    index,
    message: { role: 'assistant', content, refusal: null },
    logprobs: null,
    finish_reason: options.finish ?? 'stop',
  }));
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  return {
    id: options.id ?? 'chatcmpl-mock',
    object: 'chat.completion',
    created: 1_780_000_000,
    model: options.model ?? 'mock-1',
    choices,
    usage,
  };
}

/** A complete Messages answer. */
export function messageBody(text: string, options: FrameOptions = {}): unknown {
  const usage = { input_tokens: options.usage?.input ?? 1, output_tokens: options.usage?.output ?? 1 };
  return {
    id: options.id ?? 'msg_mock',
    type: 'message',
    role: 'assistant',
    model: options.model ?? 'mock-1',
    content: [{ type: 'text', text }],
    stop_reason: options.finish ?? 'end_turn',
    stop_sequence: null,
    usage,
  };
}

function frame(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function event(type: string, fields: Record<string, unknown>): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}
