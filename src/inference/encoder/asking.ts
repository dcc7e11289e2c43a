import type { Logits } from './encoder.ts';

/** What one caller waits for. It settles once: when each row has its answer, or when its time is up. */
export class Asking {
  readonly answers: Promise<readonly (Logits | undefined)[]>;
  /** Time of `performance.now()` at which nobody waits any more. */
  readonly deadline: number;
  readonly #given: (Logits | undefined)[];
  #missing: number;
  #settle: (answers: readonly (Logits | undefined)[]) => void = () => undefined;

  constructor(rows: number, deadline: number) {
    this.deadline = deadline;
    this.#given = new Array<Logits | undefined>(rows).fill(undefined);
    this.#missing = rows;
    this.answers = new Promise((resolve) => {
      this.#settle = resolve;
    });
    if (rows === 0) this.end();
  }

  get isSettled(): boolean {
    return this.#missing === 0;
  }

  /** Answers one row, once. */
  give(index: number, logits: Logits | undefined): void {
    if (this.isSettled) return;
    this.#given[index] = logits;
    this.#missing -= 1;
    if (this.isSettled) this.#settle(this.#given);
  }

  /** Settles with what is there; the rest stays undefined. */
  end(): void {
    this.#missing = 0;
    this.#settle(this.#given);
  }
}
