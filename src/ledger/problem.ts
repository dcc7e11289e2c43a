/** What a verification can find. The set is closed. */
export const PROBLEM_CODES = [
  'anchor-mismatch',
  'anchor-not-reached',
  'chain-broken',
  'checkpoint-forged',
  'checkpoint-malformed',
  'checkpoint-mismatch',
  'checkpoint-missing',
  'entry-deleted',
  'entry-duplicated',
  'entry-edited',
  'entry-inserted',
  'entry-reordered',
  'entry-replaced',
  'header-edited',
  'key-wrong',
  'line-malformed',
  'payload-altered',
  'payload-missing',
  'payload-not-erased',
  'payload-stray',
  'segment-duplicated',
  'segment-misplaced',
  'segment-missing',
  'tail-truncated',
  'writer-mixed',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** One fault, named and placed. `line` counts from 1; it and `sequence` are absent where a fault has none. */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: string;
  readonly line?: number;
  readonly sequence?: number;
  readonly message: string;
}

/** No more than this many problems are listed; all are counted. */
export const PROBLEMS_LISTED = 1_000;

/** Collects problems in bounded memory. */
export class Problems {
  readonly #listed: Problem[] = [];
  readonly #codes = new Set<ProblemCode>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get listed(): readonly Problem[] {
    return this.#listed;
  }

  /** Whether a problem of this kind was found, listed or not. */
  has(code: ProblemCode): boolean {
    return this.#codes.has(code);
  }

  add(code: ProblemCode, message: string, place: { file: string; line?: number; sequence?: number }): void {
    this.#count += 1;
    this.#codes.add(code);
    if (this.#listed.length >= PROBLEMS_LISTED) return;
    const { file, line, sequence } = place;
    const where = { ...(line === undefined ? {} : { line }), ...(sequence === undefined ? {} : { sequence }) };
    this.#listed.push({ code, file, ...where, message });
  }
}
