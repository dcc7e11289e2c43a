import { labelOf } from '../../core/index.ts';
import type { DialectRequest, ReadSettings, WireDialect } from '../dialect.ts';
import type { Json } from '../json.ts';
import { type FoundText, placedUnit } from './found-text.ts';
import { shapeOf, textsBeside } from './members.ts';
import { Offers } from './offers.ts';
import { readingOf, stringAt, Unreadable } from './reading.ts';
import { REFUSED_MEMBERS, requestOf } from './request.ts';

const BODY = shapeOf({
  read: ['model', 'input'],
  words: ['encoding_format', 'dimensions', 'input_type', 'truncate'],
  texts: ['user'],
  refused: REFUSED_MEMBERS,
  declares: true,
});

/** OpenAI embeddings: texts on their way into an index, or into a question to one. The answer holds no text. */
export const embeddingsDialect: WireDialect = {
  id: 'embeddings',
  family: 'openai',
  operation: 'embeddings',
  crossings: { inbound: ['data.ingest', 'model.prompt'], outbound: [] },
  upstreamPath: '/embeddings',
  forwardedHeaders: ['openai-beta'],
  readRequest: (body, settings) => readingOf(() => read(body, settings)),
  answers: undefined,
};

function read(body: Json, settings: ReadSettings): DialectRequest {
  const label = labelOf('user', settings.tenant);
  const beside = textsBeside(body, BODY, label, [], '');
  const { input } = body;
  const inputs: readonly unknown[] = Array.isArray(input) ? input : [input];
  if (inputs.length > settings.limits.parts)
    throw new Unreadable(`at most ${settings.limits.parts} texts`, 'input', 'too-large');
  if (inputs.some((item) => typeof item === 'number' || Array.isArray(item))) {
    throw new Unreadable('token numbers cannot be inspected; send text', 'input');
  }
  const texts = inputs.map(
    (item, index): FoundText => ({
      text: stringAt(item, Array.isArray(input) ? `input[${index}]` : 'input'),
      label,
      place: Array.isArray(input) ? ['input', index] : ['input'],
    }),
  );
  return requestOf({ ...body, stream: false }, settings, {
    units: [
      ...(beside.length === 0 ? [] : [placedUnit('data.ingest', beside)]),
      ...texts.map((text) => placedUnit('data.ingest', [text])),
    ],
    offers: new Offers(settings),
    forced: undefined,
    choices: 1,
    strips: [],
    toolMembers: [],
  });
}
