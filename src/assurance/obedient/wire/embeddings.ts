import { countTokens } from '../tokens.ts';
import { asCount, asList, type Json } from './read-json.ts';

const DIMENSIONS = 256;
const MOST_DIMENSIONS = 3_072;

/** The body of an answer to `POST /v1/embeddings`: hashed n-grams, enough for retrieval to be repeatable. */
export function writeEmbeddings(body: Json, model: string): unknown {
  const inputs =
    typeof body.input === 'string'
      ? [body.input]
      : asList(body.input).map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
  const dimensions = Math.min(MOST_DIMENSIONS, Math.max(1, asCount(body.dimensions) ?? DIMENSIONS));
  const data = inputs.map((text, index) => {
    const vector = embed(text, dimensions);
    const embedding = body.encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
    return { object: 'embedding', index, embedding };
  });
  const tokens = inputs.reduce((sum, text) => sum + countTokens(text), 0);
  return { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

/** Words and character triples of a text, hashed into a vector of length one. Texts that share words are near. */
export function embed(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text
    .toLowerCase()
    .normalize('NFKC')
    .match(/[\p{L}\p{N}]+/gu) ?? []) {
    addFeature(vector, word, 2);
    const edged = `^${word}$`;
    for (let start = 0; start + 3 <= edged.length; start++) addFeature(vector, edged.slice(start, start + 3), 1);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** FNV-1a chooses the place, its top bit the sign, so that collisions cancel on average. */
function addFeature(vector: Float32Array, feature: string, weight: number): void {
  let hash = 0x811c9dc5;
  for (let index = 0; index < feature.length; index++)
    hash = Math.imul(hash ^ feature.charCodeAt(index), 0x01000193) >>> 0;
  const place = hash % vector.length;
  vector[place] = (vector[place] ?? 0) + (hash >>> 31 === 0 ? weight : -weight);
}
