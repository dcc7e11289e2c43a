import { createHash } from 'node:crypto';

/** `sha256:<hex>` over the canonical JSON of a plain value: keys sorted, no white space. */
export function fingerprintOf(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex')}`;
}

/** JSON with sorted keys; the same value always gives the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
    const sorted = fields.toSorted(([left], [right]) => (left < right ? -1 : 1));
    return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/**
 * A parsed configuration as plain JSON values, so that it can be shown and fingerprinted. A control may parse into
 * patterns, sets and maps; a function or an instance of a class would hide what is in force and is a bug.
 */
export function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) return `number ${value}`;
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError('a configuration holds no functions');
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof RegExp) return `/${value.source}/${value.flags}`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Set) return [...value].map(toPlain);
  if (value instanceof Map) return [...value].map(([key, inner]) => [toPlain(key), toPlain(inner)]);
  if (Array.isArray(value)) return value.map(toPlain);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError('a configuration holds plain values only');
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toPlain(inner)]));
}
