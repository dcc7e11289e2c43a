/** Freezes plain objects, lists and maps, all the way down. Patterns stay as they are: a frozen one cannot run. */
export function deepFreeze<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  if (value instanceof Map || value instanceof Set) return freezeCollection(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}

/** `Object.freeze` does not reach the entries of a map, so its writing methods are taken away too. */
function freezeCollection<T extends Map<unknown, unknown> | Set<unknown>>(collection: T): T {
  for (const [key, inner] of collection.entries()) {
    deepFreeze(key);
    deepFreeze(inner);
  }
  for (const method of ['set', 'add', 'delete', 'clear']) Object.defineProperty(collection, method, { value: refuse });
  return Object.freeze(collection);
}

function refuse(): never {
  throw new TypeError('a configuration cannot be changed, load another');
}
