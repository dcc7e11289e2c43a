import { decodeString, isScalarEnd, isSpace, stringEnd } from './json-token.ts';

/**
 * A JSON reader that knows places: it tells where in the raw text a value stands, so that one string can be replaced
 * and every other byte stays as it was. It refuses what two parsers could read differently (duplicate keys).
 */

export type JsonPath = readonly (string | number)[];

export interface JsonLimits {
  /** Deepest nesting of arrays and objects. */
  readonly depth: number;
  /** Values of any kind in the whole text. */
  readonly values: number;
}

export type JsonProblem = 'not-json' | 'too-deep' | 'too-many-values' | 'duplicate-key';

export type JsonScan =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: JsonProblem; readonly at: number };

/** A value and its raw place; `keyStart` is where its object key begins, or -1 in an array and at the root. */
export interface JsonNode {
  readonly path: JsonPath;
  readonly start: number;
  readonly end: number;
  readonly keyStart: number;
  readonly kind: 'object' | 'array' | 'string' | 'other';
}

/** Parses strictly: the limits hold, no object has a key twice, and the text is one JSON value. Never throws. */
export function parseJson(text: string, limits: JsonLimits): JsonScan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'not-json', at: 0 };
  }
  const reader = new Reader(text, limits, undefined);
  reader.value([], -1, 0);
  return reader.problem === undefined ? { ok: true, value } : { ok: false, problem: reader.problem, at: reader.at };
}

/** Visits every value of a text that `parseJson` accepted, parents after their children. */
export function walkJson(text: string, visit: (node: JsonNode) => void): void {
  new Reader(text, UNLIMITED, visit).value([], -1, 0);
}

/** Every string value (keys excluded) with its place and its decoded text. */
export function stringLeaves(text: string): readonly (JsonNode & { readonly value: string })[] {
  const leaves: (JsonNode & { readonly value: string })[] = [];
  walkJson(text, (node) => {
    if (node.kind === 'string') leaves.push({ ...node, value: decodeString(text, node.start, node.end) });
  });
  return leaves;
}

/** RFC 6901 pointer of a path. */
export function pointerOf(path: JsonPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

const UNLIMITED: JsonLimits = { depth: 10_000, values: Number.POSITIVE_INFINITY };
const QUOTE = 0x22;

/** One pass over text that `JSON.parse` accepted, so that syntax needs no second check. */
class Reader {
  private readonly text: string;
  private readonly limits: JsonLimits;
  private readonly visit: ((node: JsonNode) => void) | undefined;
  private position = 0;
  private values = 0;
  problem: JsonProblem | undefined;
  at = 0;

  constructor(text: string, limits: JsonLimits, visit: ((node: JsonNode) => void) | undefined) {
    this.text = text;
    this.limits = limits;
    this.visit = visit;
  }

  value(path: JsonPath, keyStart: number, depth: number): void {
    this.space();
    const start = this.position;
    this.values += 1;
    if (this.values > this.limits.values) this.fail('too-many-values', start);
    if (this.problem !== undefined) return;
    const kind = KINDS.get(this.text.charCodeAt(start)) ?? 'other';
    if (kind === 'string') this.string();
    else if (kind === 'other') this.scalar();
    else if (depth >= this.limits.depth) this.fail('too-deep', start);
    else if (kind === 'array') this.array(path, depth);
    else this.object(path, depth);
    if (this.problem === undefined) this.visit?.({ path, start, end: this.position, keyStart, kind });
  }

  private object(path: JsonPath, depth: number): void {
    const names = new Set<string>();
    this.position += 1;
    for (this.space(); this.text.charCodeAt(this.position) !== 0x7d; this.separator()) {
      const keyStart = this.position;
      this.string();
      const name = decodeString(this.text, keyStart, this.position);
      if (names.has(name)) this.fail('duplicate-key', keyStart);
      names.add(name);
      this.space();
      this.position += 1; // the colon
      this.value(this.visit === undefined ? path : [...path, name], keyStart, depth + 1);
      if (this.problem !== undefined) return;
    }
    this.position += 1;
  }

  private array(path: JsonPath, depth: number): void {
    let index = 0;
    this.position += 1;
    for (this.space(); this.text.charCodeAt(this.position) !== 0x5d; this.separator()) {
      this.value(this.visit === undefined ? path : [...path, index], -1, depth + 1);
      if (this.problem !== undefined) return;
      index += 1;
    }
    this.position += 1;
  }

  private separator(): void {
    this.space();
    if (this.text.charCodeAt(this.position) === 0x2c) this.position += 1;
    this.space();
  }

  private string(): void {
    this.position = stringEnd(this.text, this.position);
  }

  private scalar(): void {
    while (!isScalarEnd(this.text.charCodeAt(this.position))) this.position += 1;
  }

  private space(): void {
    while (isSpace(this.text.charCodeAt(this.position))) this.position += 1;
  }

  private fail(problem: JsonProblem, at: number): void {
    this.problem ??= problem;
    this.at = at;
  }
}

const KINDS = new Map<number, JsonNode['kind']>([
  [0x7b, 'object'],
  [0x5b, 'array'],
  [QUOTE, 'string'],
]);
