import { labelOf } from '../../core/index.ts';
import type { PlacedUnit, ReadSettings, RequestReading, WireDialect } from '../dialect.ts';
import { type Json, refuseLookalikeKeys, stringAt, Unreadable } from './reading.ts';

const MEMBERS = new Set(['model', 'input', 'ringfort']);

/** OpenAI embeddings: texts on their way into an index, or into a question to one. The answer holds no text. */
export const embeddingsDialect: WireDialect = {
  id: 'embeddings',
  family: 'openai',
  upstreamPath: '/embeddings',
  forwardedHeaders: ['openai-beta'],
  readRequest(body, settings) {
    try {
      return { ok: true, request: read(body, settings) };
    } catch (error) {
      if (error instanceof Unreadable) return { ok: false, refusal: error.refusal };
      throw error;
    }
  },
  answers: undefined,
};

function read(body: Json, settings: ReadSettings): Extract<RequestReading, { ok: true }>['request'] {
  refuseLookalikeKeys(body, MEMBERS, '');
  const { input } = body;
  const inputs: readonly unknown[] = Array.isArray(input) ? input : [input];
  if (inputs.length > settings.limits.parts)
    throw new Unreadable(`at most ${settings.limits.parts} texts`, 'input', 'too-large');
  if (inputs.some((item) => typeof item === 'number' || Array.isArray(item))) {
    throw new Unreadable('token numbers cannot be inspected; send text', 'input');
  }
  const label = labelOf('user', settings.tenant);
  const units = inputs.map((item, index): PlacedUnit => {
    const text = stringAt(item, Array.isArray(input) ? `input[${index}]` : 'input');
    return {
      unit: { crossing: 'data.ingest', parts: [{ text, kind: 'text', label, pointer: '' }] },
      places: [Array.isArray(input) ? ['input', index] : ['input']],
    };
  });
  return {
    model: stringAt(body.model, 'model'),
    stream: false,
    choices: 1,
    units,
    offered: [],
    toolMembers: [],
    hiddenTexts: [],
    strips: 'ringfort' in body ? [['ringfort']] : [],
    wantsLogprobs: false,
  };
}
