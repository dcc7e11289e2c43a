import type { JudgeSettings } from './judge.ts';
import type { Prompt } from './prompt.ts';

/** How one kind of server is asked, and where its answer stands. */
export interface Format {
  /** Below the URL of the settings. */
  readonly path: string;
  body(model: string, prompt: Prompt): unknown;
  /** What the model wrote, empty when it wrote nothing; undefined when this is no answer of such a server. */
  content(answer: unknown): string | undefined;
}

/** Enough for the answer and a few words around it; a text cannot keep the model talking. */
const MOST_TOKENS = 128;

const SCHEMA = {
  type: 'object',
  properties: { attack: { type: 'integer' } },
  required: ['attack'],
  additionalProperties: false,
};

export const FORMATS: Readonly<Record<JudgeSettings['format'], Format>> = {
  ollama: {
    path: '/api/chat',
    body: (model, prompt) => ({
      model,
      messages: messagesOf(prompt),
      stream: false,
      think: false,
      format: SCHEMA,
      options: { temperature: 0, num_predict: MOST_TOKENS },
    }),
    content: (answer) => contentOf(memberOf(answer, 'message')),
  },
  openai: {
    path: '/chat/completions',
    body: (model, prompt) => ({
      model,
      messages: messagesOf(prompt),
      stream: false,
      temperature: 0,
      max_tokens: MOST_TOKENS,
      response_format: { type: 'json_schema', json_schema: { name: 'judgement', strict: true, schema: SCHEMA } },
    }),
    content: (answer) => {
      const choices = memberOf(answer, 'choices');
      return Array.isArray(choices) ? contentOf(memberOf(choices[0], 'message')) : undefined;
    },
  },
};

function messagesOf({ system, user }: Prompt): unknown {
  return [
    { role: 'system', content: system },
    { role: 'user', content: user },
  ];
}

function contentOf(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const content = memberOf(message, 'content');
  return typeof content === 'string' ? content : '';
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name]; // an object, as was just seen
}
