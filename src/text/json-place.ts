import type { JsonPath } from './json.ts';
import { decodeString, isScalarEnd, isSpace, stringEnd } from './json-token.ts';

/** Where a value stands in the raw text; `keyStart` is where its object key begins, or -1 in an array and at the root. */
export interface JsonPlace {
  readonly start: number;
  readonly end: number;
  readonly keyStart: number;
}

/**
 * The places of the values at `paths`, in their order; undefined where there is none. One walk for all of them, which
 * looks into an object or array only where a path leads and steps over everything else. An object that has a key of a
 * path twice is an error: two readers could mean two different values.
 */
export function findPlaces(text: string, paths: readonly JsonPath[]): readonly (JsonPlace | undefined)[] {
  const finder = new Finder(text, paths.length);
  finder.value(branchesOf(paths), -1);
  return finder.found;
}

/** The paths as a tree: where to go on, and which of them end here. */
interface Branch {
  readonly next: Map<string, Branch>;
  readonly ending: number[];
}

function branchesOf(paths: readonly JsonPath[]): Branch {
  const root: Branch = { next: new Map(), ending: [] };
  for (const [index, path] of paths.entries()) {
    let branch = root;
    for (const step of path) {
      const name = String(step);
      let next = branch.next.get(name);
      if (next === undefined) {
        next = { next: new Map(), ending: [] };
        branch.next.set(name, next);
      }
      branch = next;
    }
    branch.ending.push(index);
  }
  return root;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** One pass over text that `JSON.parse` accepts; other text ends in an error, never in an endless walk. */
class Finder {
  readonly found: (JsonPlace | undefined)[];
  private readonly text: string;
  private position = 0;

  constructor(text: string, count: number) {
    this.text = text;
    this.found = Array.from({ length: count });
  }

  value(branch: Branch, keyStart: number): void {
    this.space();
    const start = this.position;
    const code = this.text.charCodeAt(start);
    if (branch.next.size > 0 && code === OPEN_OBJECT) this.members(branch);
    else if (branch.next.size > 0 && code === OPEN_LIST) this.elements(branch);
    else this.skip();
    for (const index of branch.ending) this.found[index] = { start, end: this.position, keyStart };
  }

  private members(branch: Branch): void {
    const met = new Set<Branch>();
    this.position += 1;
    for (this.space(); this.text.charCodeAt(this.position) !== CLOSE_OBJECT; this.separator()) {
      const keyStart = this.position;
      this.position = stringEnd(this.text, keyStart);
      const next = branch.next.get(decodeString(this.text, keyStart, this.position));
      this.space();
      this.position += 1; // the colon
      if (next === undefined) {
        this.space();
        this.skip();
        continue;
      }
      if (met.has(next)) throw new RangeError('the JSON text has a key of the path twice');
      met.add(next);
      this.value(next, keyStart);
    }
    this.position += 1;
  }

  private elements(branch: Branch): void {
    let left = branch.next.size;
    this.position += 1;
    this.space();
    for (let index = 0; this.text.charCodeAt(this.position) !== CLOSE_LIST; index += 1) {
      const next = branch.next.get(String(index));
      if (next === undefined) this.skip();
      else {
        left -= 1;
        this.value(next, -1);
      }
      if (left === 0) break; // no index comes twice
      this.separator();
    }
    this.leave();
  }

  /** Over one value of any kind. */
  private skip(): void {
    const code = this.text.charCodeAt(this.position);
    if (code === QUOTE) this.position = stringEnd(this.text, this.position);
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      this.position += 1;
      this.leave();
    } else while (!isScalarEnd(this.text.charCodeAt(this.position))) this.position += 1;
  }

  /** To the end of the object or list that the position is in. */
  private leave(): void {
    const { text } = this;
    let at = this.position;
    for (let depth = 1; depth > 0; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) at = stringEnd(text, at) - 1;
      else if (code === OPEN_OBJECT || code === OPEN_LIST) depth += 1;
      else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth -= 1;
      else if (at >= text.length) throw new RangeError('the text is no JSON');
    }
    this.position = at;
  }

  private separator(): void {
    this.space();
    if (this.text.charCodeAt(this.position) === COMMA) this.position += 1;
    this.space();
    if (this.position >= this.text.length) throw new RangeError('the text is no JSON');
  }

  private space(): void {
    while (isSpace(this.text.charCodeAt(this.position))) this.position += 1;
  }
}
