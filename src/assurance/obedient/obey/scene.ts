import type { Carrier, ObedientRequest } from '../request.ts';
import { lastUserText } from '../request.ts';
import { valuesOf } from './values.ts';

/** What a directive may draw on: the request, and the string in which it was found, as read. */
export interface Scene {
  readonly request: ObedientRequest;
  readonly carrier: Carrier;
  readonly text: string;
}

/** The instructions of the application, word for word. */
export function promptOf(request: ObedientRequest): string {
  return textsOf(request, 'system').join('\n');
}

/** Everything said so far. */
export function transcriptOf(request: ObedientRequest): string {
  return request.turns
    .filter((turn) => turn.text !== '' && turn.role !== 'system')
    .map((turn) => `${turn.role}: ${turn.text}`)
    .join('\n');
}

/** Secrets and secret-looking values anywhere in the context. */
export function secretsOf(request: ObedientRequest): string {
  const found = request.carriers.flatMap((carrier) => valuesOf('secret', carrier.text));
  return [...new Set(found)].join('\n');
}

/** Names and purposes of the tools. */
export function toolsOf(request: ObedientRequest): string {
  return request.tools.map((tool) => `${tool.name}: ${tool.description}`).join('\n');
}

/** Results of tools, newest last. */
export function resultsOf(request: ObedientRequest): string {
  return textsOf(request, 'tool').join('\n');
}

/** What a phrase such as `the transcript` or `the order data` stands for; the phrase itself when it stands for nothing. */
export function contentOf(phrase: string, scene: Scene): string {
  const { request } = scene;
  const lower = phrase.toLowerCase();
  for (const [pattern, content] of CONTENTS) {
    if (!pattern.test(lower)) continue;
    const text = content(request);
    if (text !== '') return text;
  }
  return phrase.trim();
}

const CONTENTS: readonly (readonly [RegExp, (request: ObedientRequest) => string])[] = [
  [/transcript|conversation|history|\bchat\b|dialog|everything|all messages/, transcriptOf],
  [/(?:system|initial|hidden|secret)? ?(?:prompt|instructions)|your rules/, promptOf],
  [/\btools?\b|functions/, toolsOf],
  [/secret|password|api.?key|\bkey\b|token|credential|passphrase/, secretsOf],
  [/order|customer|data|details|record|result|ticket|account|invoice|profile|information|document/, resultsOf],
  [/question|request|message|query|input/, lastUserText],
];

function textsOf(request: ObedientRequest, role: string): readonly string[] {
  return request.turns.filter((turn) => turn.role === role && turn.text !== '').map((turn) => turn.text);
}
