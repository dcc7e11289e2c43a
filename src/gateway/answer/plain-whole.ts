import { editJson } from '../../text/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import { isObject, type Json } from '../json.ts';

import type { AnswerHost, WholeAnswer } from './answer.ts';
import { Aside } from './aside.ts';

/** An answer that holds no text of a model, as far as anybody knows: vectors, counts. Its strings are inspected all the same. */
export async function enforcePlain(text: string, json: Json, host: AnswerHost): Promise<WholeAnswer> {
  const edits = await new Aside(host).edits(withoutVectors(json), []);
  return edits.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', text: editJson(text, edits) };
}

/** Vectors are numbers, or the bytes of numbers in base 64; neither is text. */
function withoutVectors(json: Json): Json {
  const { data, ...rest } = json;
  if (!Array.isArray(data)) return json;
  const items = (data as readonly unknown[]).map((item) => {
    if (!isObject(item)) return item;
    const { embedding, ...others } = item;
    if (!isVector(embedding)) throw new GarbledAnswer('a vector that is none');
    return others;
  });
  return { ...rest, data: items };
}

function isVector(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'number');
  return typeof value === 'string' && /^[A-Za-z0-9+/=]*$/.test(value);
}
