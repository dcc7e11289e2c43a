import type { z } from 'zod';
import type { Path, SourceDocument } from './document.ts';
import type { PolicyCode } from './error.ts';
import { PolicyError } from './error.ts';
import { quoted } from './secret.ts';
import { unknownKeys } from './shape.ts';
import { nearestName } from './suggest.ts';

/** Collects everything that is wrong with one document, so that a person fixes it in one go. */
export class Problems {
  readonly found: PolicyError[] = [];
  readonly warnings: PolicyError[] = [];
  readonly document: SourceDocument;

  constructor(document: SourceDocument, earlier: readonly PolicyError[] = []) {
    this.document = document;
    this.found.push(...earlier);
  }

  /** Reports at a key or a value. A second problem at the place of a pasted secret would only repeat the first. */
  add(code: PolicyCode, message: string, path: Path, at: 'key' | 'value' = 'value', suggestion?: string): void {
    const place = this.document.placeOf(path, at);
    const isRepeat = this.found.some((one) => one.code === 'secret-literal' && samePlace(one, place));
    if (!isRepeat)
      this.found.push(new PolicyError(code, message, suggestion === undefined ? { place } : { place, suggestion }));
  }

  warn(code: PolicyCode, message: string, path: Path): void {
    this.warnings.push(new PolicyError(code, message, { place: this.document.placeOf(path, 'key') }));
  }

  /** Parses one value, reporting unknown keys and everything that does not fit; undefined when anything was reported. */
  parse<T>(schema: z.ZodType<T>, value: unknown, path: Path): T | undefined {
    const unknown = unknownKeys(schema, value, path);
    for (const { path: where, known } of unknown) this.unknownKey(where, known);
    const result = schema.safeParse(withoutNulls(value));
    if (result.success) return unknown.length === 0 ? result.data : undefined;
    for (const issue of flatten(result.error.issues)) {
      if (issue.code !== 'unrecognized_keys') this.#addIssue(issue, value, path);
      else if (unknown.length === 0) for (const key of issue.keys) this.unknownKey([...path, ...steps(issue), key], []);
    }
    return undefined;
  }

  unknownKey(path: Path, known: readonly string[]): void {
    const key = String(path.at(-1));
    const near = nearestName(key, known);
    this.add('key-unknown', `unknown key ${quoted(key)} in ${nameOf(path.slice(0, -1))}`, path, 'key', near);
  }

  #addIssue(issue: z.core.$ZodIssue, value: unknown, path: Path): void {
    const where = [...path, ...steps(issue)];
    const written = valueAt(value, steps(issue));
    const key = where.at(-1);
    if (isAbsent(written) && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
      this.add('key-missing', `${nameOf(where.slice(0, -1))} needs \`${key}\``, where, 'key');
    } else {
      const { message, suggestion } = describe(issue, written);
      this.add('value-invalid', `${nameOf(where)} ${message}`, where, 'value', suggestion);
    }
  }
}

/** `providers.main.dialects[0]`, in backticks. */
export function nameOf(path: Path): string {
  if (path.length === 0) return 'the policy';
  const name = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return quoted(name.startsWith('.') ? name.slice(1) : name);
}

/** A key without a value means the same as no key: the default holds. */
export function withoutNulls(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map((item) => (item === null ? null : withoutNulls(item)));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}

function describe(issue: z.core.$ZodIssue, written: unknown): { message: string; suggestion?: string } {
  if (issue.code === 'invalid_value') {
    const suggestion = typeof written === 'string' ? nearestName(written, issue.values.map(String)) : undefined;
    const choices = issue.values.map((one) => `\`${String(one)}\``).join(', ');
    const message = `must be ${issue.values.length > 1 ? 'one of ' : ''}${choices}, not ${quoted(written)}`;
    return suggestion === undefined ? { message } : { message, suggestion };
  }
  if (issue.code === 'invalid_type') return { message: `must be ${kindOf(issue.expected)}, not ${withType(written)}` };
  if (issue.code === 'too_small') return { message: `must be at least ${issue.minimum}${measureOf(issue.origin)}` };
  if (issue.code === 'too_big') return { message: `must be at most ${issue.maximum}${measureOf(issue.origin)}` };
  if (issue.code === 'invalid_format') return { message: `does not have the form it needs, ${quoted(written)}` };
  return { message: issue.message };
}

const KINDS = new Map([
  ['object', 'a mapping'],
  ['record', 'a mapping'],
  ['array', 'a list'],
  ['string', 'a text'],
  ['int', 'a whole number'],
  ['number', 'a number'],
  ['boolean', '`true` or `false`'],
]);

function kindOf(expected: string): string {
  return KINDS.get(expected) ?? expected;
}

/** `8` written as a text looks like the number that was asked for, so the message says which it is. */
function withType(written: unknown): string {
  const shown = quoted(written);
  return shown.startsWith('`') ? `the ${typeof written === 'string' ? 'text' : 'value'} ${shown}` : shown;
}

function measureOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

/** The issues inside a union: those of the alternative that came furthest, which is the one that was meant. */
function flatten(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const meant = issue.errors.toSorted((left, right) => depth(right) - depth(left))[0];
    return meant === undefined
      ? [issue]
      : flatten(meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] })));
  });
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function steps(issue: z.core.$ZodIssue): (string | number)[] {
  return issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
}

function valueAt(value: unknown, path: Path): unknown {
  let inner = value;
  for (const step of path) {
    if (inner === null || typeof inner !== 'object' || !Object.hasOwn(inner, step)) return undefined;
    inner = Reflect.get(inner, step);
  }
  return inner;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function samePlace(error: PolicyError, place: { line: number; column: number }): boolean {
  return error.place?.line === place.line && error.place.column === place.column;
}
