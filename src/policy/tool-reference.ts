type Fields = Readonly<Record<string, unknown>>;

/** Whether a `$ref` names a definition of its own schema; nothing else is reachable. */
export function resolves(pointer: string, root: Fields): boolean {
  return definitionOf(pointer, root) !== undefined;
}

/** Whether following a `$ref` comes back to it: such a schema could be walked without end. */
export function isRecursive(pointer: string, root: Fields): boolean {
  const seen = new Set<string>();
  const waiting = referencesIn(definitionOf(pointer, root));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === pointer) return true;
    if (!seen.has(next)) waiting.push(...referencesIn(definitionOf(next, root)));
    seen.add(next);
  }
  return false;
}

/** The definition that `#/$defs/NAME` points at. */
export function definitionOf(pointer: string, root: Fields): unknown {
  const [, section = '', name = ''] = /^#\/(\$defs|definitions)\/([A-Za-z0-9_-]{1,64})$/.exec(pointer) ?? [];
  const definitions = root[section];
  if (definitions === null || typeof definitions !== 'object' || !Object.hasOwn(definitions, name)) return undefined;
  return Reflect.get(definitions, name);
}

function referencesIn(node: unknown, depth = 0): string[] {
  if (node === null || typeof node !== 'object' || depth > 64) return [];
  return Object.entries(node).flatMap(([keyword, value]) =>
    keyword === '$ref' && typeof value === 'string' ? [value] : referencesIn(value, depth + 1),
  );
}
