import type { ObedientRequest } from '../request.ts';
import { lastUserIndex } from '../request.ts';

/** A text that may hold the answer, and the name by which it is cited. */
export interface AnswerSource {
  readonly name: string | undefined;
  readonly text: string;
}

const NAME_KEYS = ['title', 'document', 'doc', 'article', 'source', 'name', 'id', 'order', 'ticket'];

/** Results of tools since the newest question, else all of them. */
export function sourcesOf(request: ObedientRequest): readonly AnswerSource[] {
  const results = request.turns.slice(lastUserIndex(request) + 1).filter((turn) => turn.role === 'tool');
  const turns = results.length > 0 ? results : request.turns.filter((turn) => turn.role === 'tool');
  return turns.flatMap((turn) => readResult(turn.text));
}

function readResult(text: string): readonly AnswerSource[] {
  try {
    return sourcesIn(JSON.parse(text));
  } catch {
    return [{ name: undefined, text }]; // a result in prose
  }
}

function sourcesIn(value: unknown): readonly AnswerSource[] {
  if (Array.isArray(value)) return value.flatMap(sourcesIn);
  if (typeof value !== 'object' || value === null) return [{ name: undefined, text: String(value) }];
  const entries = Object.entries(value);
  const nested = entries.filter(([, inner]) => typeof inner === 'object' && inner !== null);
  const flat = entries.filter(([, inner]) => typeof inner !== 'object' && inner !== null);
  const prose = flat
    .filter(([, inner]) => typeof inner === 'string' && inner.length > 80)
    .map(([, inner]) => String(inner));
  const facts = flat.filter(([, inner]) => !prose.includes(String(inner))).map(([key, inner]) => `${key}: ${inner}`);
  const named = NAME_KEYS.map((key) => flat.find(([name]) => name.toLowerCase().includes(key))).find(
    (entry) => entry !== undefined,
  );
  const own = prose.length > 0 ? prose.join(' ') : facts.join(', ');
  const first = own === '' ? [] : [{ name: named === undefined ? undefined : String(named[1]), text: own }];
  return [...first, ...nested.flatMap(([, inner]) => sourcesIn(inner))];
}
