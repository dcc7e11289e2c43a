import { z } from 'zod';
import type { Path } from './document.ts';

/** A key that nothing reads, and the keys that could have been meant. */
export interface UnknownKey {
  readonly path: Path;
  readonly known: readonly string[];
}

/**
 * Keys of `value` that `schema` does not read, at any depth. Needed besides zod's own strictness, because a control may
 * declare a plain object, which drops unknown keys in silence.
 */
export function unknownKeys(schema: z.ZodType, value: unknown, path: Path = []): UnknownKey[] {
  const shapes = shapesOf(schema);
  if (Array.isArray(value)) {
    const element = shapes.find((shape) => shape instanceof z.ZodArray)?.element;
    return element instanceof z.ZodType
      ? value.flatMap((item, index) => unknownKeys(element, item, [...path, index]))
      : [];
  }
  if (value === null || typeof value !== 'object') return [];
  const record = shapes.find((shape) => shape instanceof z.ZodRecord);
  const objects = shapes.filter((shape) => shape instanceof z.ZodObject);
  if (objects.length === 0 && record === undefined) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const field = objects.map(({ shape }) => fieldOf(shape, key)).find((found) => found !== undefined);
    const next = field ?? record?.valueType ?? objects.find(isLoose)?.def.catchall;
    if (next === undefined)
      return [{ path: [...path, key], known: objects.flatMap(({ shape }) => Object.keys(shape)) }];
    return next instanceof z.ZodType ? unknownKeys(next, inner, [...path, key]) : [];
  });
}

function fieldOf(shape: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(shape, key) ? shape[key] : undefined;
}

function isLoose(object: z.ZodObject): boolean {
  return object.def.catchall !== undefined && !(object.def.catchall instanceof z.ZodNever);
}

/** The schemas that can read the input, with wrappers taken off; several for a union. */
function shapesOf(schema: unknown): z.ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(shapesOf);
  if (schema instanceof z.ZodPipe) return shapesOf(schema.def.in);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodNonOptional ||
    schema instanceof z.ZodCatch
  )
    return shapesOf(schema.def.innerType);
  if (schema instanceof z.ZodLazy) return shapesOf(schema.def.getter());
  return schema instanceof z.ZodType ? [schema] : [];
}
