import type { Path } from './document.ts';
import { quoted } from './secret.ts';
import { nearestName } from './suggest.ts';
import { isRecursive, resolves } from './tool-reference.ts';

/** Tells what is wrong with a schema, at a path inside it. */
export type SchemaProblem = (path: Path, message: string, at: 'key' | 'value', suggestion?: string) => void;

type Fields = Readonly<Record<string, unknown>>;

/** Formats that are checked; any other name is refused, because it would be ignored. */
export const FORMATS = [
  'date',
  'date-time',
  'time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uuid',
] as const;

const DEEPEST = 12;
const MOST_NODES = 500;
const LONGEST_PATTERN = 256;

/**
 * Reads a JSON Schema for arguments and returns it closed: every object refuses properties that it does not name, unless
 * it states `additionalProperties`. Only keywords that are enforced are allowed, every value must be typed, and patterns
 * must be plain. Undefined when anything was reported. Faults are found here, so that compiling may wait for first use.
 */
export function closeSchema(schema: Fields, report: SchemaProblem): Fields | undefined {
  const reading = { report, nodes: 0, faults: 0, root: schema };
  const closed = closeNode(schema, [], reading, 0);
  if (closed !== undefined && closed.type !== 'object')
    fault(reading, [], 'must say `type: object`: arguments are an object');
  return reading.faults === 0 ? closed : undefined;
}

interface Reading {
  readonly report: SchemaProblem;
  readonly root: Fields;
  nodes: number;
  faults: number;
}

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
const DRAFTS = ['https://json-schema.org/draft/2020-12/schema', 'http://json-schema.org/draft-07/schema#'];

type Rule = (value: unknown) => string | undefined;

const isCount: Rule = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : 'must be a whole number from 0';
const isNumber: Rule = (value) => (Number.isFinite(value) ? undefined : 'must be a number');
const isFlag: Rule = (value) => (typeof value === 'boolean' ? undefined : 'must be `true` or `false`');
const isText: Rule = (value) => (typeof value === 'string' ? undefined : 'must be a text');
const isAnything: Rule = () => undefined;
const isList: Rule = (value) => (Array.isArray(value) && value.length > 0 ? undefined : 'must be a list with entries');

/** Keywords whose value is no schema. */
const PLAIN: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  [
    'type',
    (value) =>
      [value].flat().every((one) => TYPES.includes(String(one))) ? undefined : `must be one of ${TYPES.join(', ')}`,
  ],
  ['enum', isList],
  ['const', isAnything],
  ['minimum', isNumber],
  ['maximum', isNumber],
  ['exclusiveMinimum', isNumber],
  ['exclusiveMaximum', isNumber],
  ['multipleOf', (value) => (Number.isFinite(value) && Number(value) > 0 ? undefined : 'must be a number above 0')],
  ['minLength', isCount],
  ['maxLength', isCount],
  ['minItems', isCount],
  ['maxItems', isCount],
  ['uniqueItems', isFlag],
  ['minProperties', isCount],
  ['maxProperties', isCount],
  [
    'required',
    (value) =>
      Array.isArray(value) && value.every((one) => typeof one === 'string') ? undefined : 'must be a list of names',
  ],
  ['pattern', patternFault],
  [
    'format',
    (value) => ((FORMATS as readonly unknown[]).includes(value) ? undefined : `must be one of ${FORMATS.join(', ')}`),
  ],
  ['$ref', isText],
  ['$schema', (value) => (DRAFTS.includes(String(value)) ? undefined : `must be \`${DRAFTS.join('` or `')}\``)],
  ['title', isText],
  ['description', isText],
  ['$comment', isText],
  ['default', isAnything],
  ['examples', isAnything],
  ['deprecated', isFlag],
]);

/** Keywords that hold one schema, a list of schemas, or schemas by name. */
const NESTED: ReadonlyMap<string, 'one' | 'list' | 'named'> = new Map<string, 'one' | 'list' | 'named'>([
  ['items', 'one'],
  ['additionalProperties', 'one'],
  ['prefixItems', 'list'],
  ['anyOf', 'list'],
  ['oneOf', 'list'],
  ['properties', 'named'],
  ['$defs', 'named'],
  ['definitions', 'named'],
]);

/** One of these says what a value may be; a schema with none of them would take anything. */
const SAYS_WHAT = ['type', 'enum', 'const', '$ref', 'anyOf', 'oneOf'];

function closeNode(node: unknown, path: Path, reading: Reading, depth: number): Fields | undefined {
  reading.nodes += 1;
  if (reading.nodes > MOST_NODES || depth > DEEPEST)
    return fault(reading, path, 'is too large: at most 500 schemas, 12 deep');
  if (!isFields(node)) return fault(reading, path, 'must be a schema, written as a mapping');
  const closed: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(node)) {
    const here = [...path, keyword];
    const rule = PLAIN.get(keyword);
    const nested = NESTED.get(keyword);
    const message = rule?.(value);
    if (message !== undefined) fault(reading, here, message);
    if (rule !== undefined && keyword !== '$schema') closed[keyword] = value;
    else if (nested !== undefined) closed[keyword] = closeNested(nested, value, here, reading, depth + 1);
    else if (rule === undefined) unknownKeyword(reading, here, keyword);
  }
  checkNode(node, path, reading);
  const isObject = [node.type].flat().includes('object') || node.properties !== undefined;
  return isObject && node.additionalProperties === undefined ? { ...closed, additionalProperties: false } : closed;
}

function closeNested(
  kind: 'one' | 'list' | 'named',
  value: unknown,
  path: Path,
  reading: Reading,
  depth: number,
): unknown {
  if (kind === 'one') {
    const isStated = typeof value === 'boolean' && path.at(-1) === 'additionalProperties';
    return isStated ? value : closeNode(value, path, reading, depth);
  }
  if (kind === 'list') {
    if (!Array.isArray(value) || value.length === 0) return fault(reading, path, 'must be a list of schemas');
    return value.map((item, index) => closeNode(item, [...path, index], reading, depth));
  }
  if (!isFields(value)) return fault(reading, path, 'must be a mapping of schemas');
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, closeNode(inner, [...path, name], reading, depth)]),
  );
}

/** What only the keywords together can say. */
function checkNode(node: Fields, path: Path, reading: Reading): void {
  if (!SAYS_WHAT.some((keyword) => node[keyword] !== undefined))
    fault(reading, path, 'must say `type`, `enum`, `const`, `$ref`, `anyOf` or `oneOf`: without one it takes anything');
  const properties = isFields(node.properties) ? Object.keys(node.properties) : [];
  if (properties.length > 0 && node.type === undefined)
    fault(reading, path, 'must say `type: object` beside `properties`');
  if (isFields(node.properties) && Array.isArray(node.required))
    for (const [index, name] of node.required.entries())
      if (!properties.includes(String(name)))
        fault(
          reading,
          [...path, 'required', index],
          `names ${quoted(name)}, which is not among the properties`,
          nearestName(String(name), properties),
        );
  if (typeof node.$ref === 'string' && !resolves(node.$ref, reading.root))
    fault(reading, [...path, '$ref'], 'must point into this schema, for example `#/$defs/address`');
  else if (typeof node.$ref === 'string' && isRecursive(node.$ref, reading.root))
    fault(reading, [...path, '$ref'], 'must not lead back to itself');
}

/** A pattern reads text that an attacker writes: it must be short, valid, and free of quantifiers upon quantifiers. */
function patternFault(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a text';
  if (value.length > LONGEST_PATTERN) return `must be at most ${LONGEST_PATTERN} characters`;
  if (/[+*}]\??\)(?:[+*]|\{\d{1,9},)/.test(value))
    return 'repeats a group that repeats, which can take exponential time';
  if (/\\[1-9]|\(\?<?[=!]/.test(value)) return 'must not look around or refer back';
  try {
    new RegExp(value, 'u');
    return undefined;
  } catch {
    return 'is not a valid pattern (ECMAScript, with the u flag)';
  }
}

function unknownKeyword(reading: Reading, path: Path, keyword: string): void {
  const near = nearestName(keyword, [...PLAIN.keys(), ...NESTED.keys()]);
  reading.faults += 1;
  reading.report(path, 'is not a keyword that is enforced', 'key', near);
}

function fault(reading: Reading, path: Path, message: string, suggestion?: string): undefined {
  reading.faults += 1;
  reading.report(path, message, path.length === 0 ? 'key' : 'value', suggestion);
}

function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
