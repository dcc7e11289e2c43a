import type { Document, Node } from 'yaml';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { FilePlace } from '../core/index.ts';
import { PolicyError } from './error.ts';
import { looksLikeSecret } from './secret.ts';

export type Path = readonly (string | number)[];

/** A policy file as plain values, and the place of each. */
export interface SourceDocument {
  readonly value: Readonly<Record<string, unknown>>;
  /** The place of a key, or of its value; of the nearest thing around it where it does not exist. */
  placeOf(path: Path, at?: 'key' | 'value'): FilePlace;
}

/** The largest policy that is read, in characters. */
export const LARGEST_FILE = 1_048_576;

/** Reads YAML 1.2 strictly: no duplicate keys, anchors, aliases, tags or second documents, and no secrets. */
export function readDocument(
  file: string,
  text: string | undefined,
): { document: SourceDocument | undefined; problems: readonly PolicyError[] } {
  const start = { file, line: 1, column: 1 };
  const fail = (error: PolicyError) => ({ document: undefined, problems: [error] });
  if (text === undefined)
    return fail(
      new PolicyError('file-missing', `cannot read \`${file}\`, create it or name another`, { place: start }),
    );
  if (text.length > LARGEST_FILE)
    return fail(
      new PolicyError('file-too-large', 'the file is larger than 1 MiB, keep only policy in it', {
        place: start,
      }),
    );
  const lines = new LineCounter();
  const parsed = parse(text, lines);
  if (parsed === undefined)
    return fail(new PolicyError('yaml-invalid', 'the file is nested too deeply to be read', { place: start }));
  const place = (offset: number): FilePlace => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const problems = [...syntaxProblems(parsed, place), ...contentProblems(parsed, place)];
  const isBroken = parsed.errors.length > 0;
  if (isBroken) return { document: undefined, problems };
  if (parsed.contents === null || (isScalar(parsed.contents) && parsed.contents.value === null))
    return fail(
      new PolicyError('file-empty', 'the policy is empty, start it with `ringfort: policy/v1`', { place: start }),
    );
  if (!isMap(parsed.contents))
    return fail(
      new PolicyError('value-invalid', 'the policy must be a mapping that starts with `ringfort: policy/v1`', {
        place: start,
      }),
    );
  if (problems.some(({ code }) => code === 'alias-refused')) return { document: undefined, problems };
  const value: Record<string, unknown> = parsed.toJS({ maxAliasCount: 0 });
  return { document: { value, placeOf: (path, at = 'value') => place(offsetOf(parsed, path, at)) }, problems };
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true, strict: true, stringKeys: true });
  } catch (cause) {
    if (cause instanceof RangeError) return undefined; // the stack ran out
    throw cause;
  }
}

function syntaxProblems(parsed: Document.Parsed, place: (offset: number) => FilePlace): PolicyError[] {
  return [...parsed.errors, ...parsed.warnings].map((found) => {
    const code = found.code === 'DUPLICATE_KEY' ? 'key-duplicate' : 'yaml-invalid';
    return new PolicyError(code, SYNTAX.get(found.code) ?? lowerClause(found.message), { place: place(found.pos[0]) });
  });
}

const SYNTAX = new Map<string, string>([
  ['DUPLICATE_KEY', 'this key stands here twice, keep one'],
  ['TAB_AS_INDENT', 'a tab cannot indent, use spaces'],
  ['MULTIPLE_DOCS', 'a policy is one document, remove the second'],
  ['TAG_RESOLVE_FAILED', 'tags are not allowed in a policy, write the plain value'],
]);

function lowerClause(message: string): string {
  const sentence = message.split('\n', 1)[0] ?? message;
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** What YAML allows and a policy does not. An alias hides what is in force, and a tree of them can grow without bound. */
function contentProblems(parsed: Document.Parsed, place: (offset: number) => FilePlace): PolicyError[] {
  const problems: PolicyError[] = [];
  const add = (code: 'alias-refused' | 'secret-literal', message: string, node: Node) =>
    problems.push(new PolicyError(code, message, { place: place(node.range?.[0] ?? 0) }));
  visit(parsed, {
    Alias: (_, node) => void add('alias-refused', 'aliases are not allowed in a policy, write the value out', node),
    Collection: (_, node) => {
      if (node.anchor !== undefined)
        add('alias-refused', 'anchors are not allowed in a policy, write the value out', node);
    },
    Scalar: (_, node) => {
      if (node.anchor !== undefined)
        add('alias-refused', 'anchors are not allowed in a policy, write the value out', node);
      if (typeof node.value === 'string' && looksLikeSecret(node.value))
        add('secret-literal', 'this looks like a secret, write `env:NAME` or `file:PATH` in its place', node);
    },
  });
  return problems;
}

function offsetOf(parsed: Document.Parsed, path: Path, at: 'key' | 'value'): number {
  let node: unknown = parsed.contents;
  let offset = 0;
  for (const [depth, step] of path.entries()) {
    const isLast = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) return offset;
      const key = isNode(pair.key) ? pair.key.range?.[0] : undefined;
      const value = isNode(pair.value) && !isCollection(pair.value) ? pair.value.range?.[0] : undefined;
      offset = (isLast && at === 'value' ? value : key) ?? key ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

/** A collection is pointed at by its key: its own range starts on the next line. */
function isCollection(node: unknown): boolean {
  return isMap(node) || isSeq(node);
}
