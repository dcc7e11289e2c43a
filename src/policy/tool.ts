import type { z } from 'zod';
import type { ConsequenceClass } from '../core/index.ts';
import type { Path } from './document.ts';
import type { Problems } from './problems.ts';
import { nameOf } from './problems.ts';
import type { ToolDeclaration } from './registry.ts';
import type { toolSchema } from './schema.ts';
import { quoted } from './secret.ts';
import { definitionOf } from './tool-reference.ts';
import { closeSchema } from './tool-schema.ts';

/** What both vendors accept as the name of a tool. */
export const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Acts that nobody can take back, or that cost money: a person approves each, unless the policy says `never`. */
const APPROVED: ReadonlySet<ConsequenceClass> = new Set<ConsequenceClass>(['money', 'account', 'destructive']);

/** Builds a tool from its entry and its schema as written; undefined when anything was reported. */
export function readTool(
  name: string,
  entry: z.output<typeof toolSchema>,
  schema: Fields,
  problems: Problems,
): ToolDeclaration | undefined {
  const path = ['tools', name];
  const before = problems.found.length;
  if (!TOOL_NAME.test(name))
    problems.add(
      'value-invalid',
      `${quoted(name)} cannot name a tool, use letters, digits, \`_\` and \`-\`, at most 64`,
      path,
      'key',
    );
  const closed = closeSchema(schema, (inside, message, at, suggestion) => {
    const where = [...path, 'schema', ...inside];
    problems.add('tool-schema-invalid', `${nameOf(where)} ${message}`, where, at, suggestion);
  });
  if (closed !== undefined) checkPointers(entry.reveal, closed, path, problems);
  checkHosts(entry.hosts, path, problems);
  if (closed === undefined || problems.found.length > before) return undefined;
  const approval = entry.approval ?? (APPROVED.has(entry.class) ? 'always' : 'never');
  return { name, class: entry.class, schema: closed, reveal: entry.reveal, hosts: entry.hosts, approval };
}

type Fields = Readonly<Record<string, unknown>>;

function checkPointers(reveal: readonly string[], schema: Fields, path: Path, problems: Problems): void {
  for (const [index, pointer] of reveal.entries())
    if (pointer !== '*' && !pointsInto(pointer, schema)) {
      const where = [...path, 'reveal', index];
      problems.add(
        'pointer-unknown',
        `${nameOf(where)} points at no argument of the schema, ${quoted(pointer)}`,
        where,
      );
    }
}

function pointsInto(pointer: string, schema: Fields): boolean {
  if (!pointer.startsWith('/')) return false;
  let node: unknown = schema;
  for (const escaped of pointer.slice(1).split('/')) {
    const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    const target = resolve(node, schema);
    if (target === undefined) return false;
    const properties = isFields(target.properties) ? target.properties : undefined;
    const isItem = target.items !== undefined && /^\d{1,4}$/.test(step);
    if (properties !== undefined && Object.hasOwn(properties, step)) node = properties[step];
    else if (isItem) node = target.items;
    else return false;
  }
  return true;
}

function resolve(node: unknown, root: Fields): Fields | undefined {
  const target = isFields(node) && typeof node.$ref === 'string' ? definitionOf(node.$ref, root) : node;
  return isFields(target) ? target : undefined;
}

function checkHosts(hosts: readonly string[], path: Path, problems: Problems): void {
  for (const [index, host] of hosts.entries())
    if (!/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(host)) {
      const where = [...path, 'hosts', index];
      problems.add(
        'value-invalid',
        `${nameOf(where)} must be a host name in lower case, without scheme, port or \`*\`, not ${quoted(host)}`,
        where,
      );
    }
}

function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
