import type { Logits } from './encoder.ts';
import type { Batch } from './message.ts';
import type { Worker } from './worker.ts';

/** A worker whose every answer and end is the test's own doing. */
export class FakeWorker implements Worker {
  readonly pid = undefined;
  readonly ended: Promise<unknown>;
  /** The rows of each batch, in the order in which they came. */
  readonly batches: (readonly number[])[][] = [];
  readonly lengths: number[] = [];
  isStopped = false;
  #answer: (answers: readonly (Logits | undefined)[]) => void = () => undefined;
  #refuse: (cause: unknown) => void = () => undefined;
  #end: (cause: unknown) => void = () => undefined;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  run(batch: Batch): Promise<readonly (Logits | undefined)[]> {
    this.batches.push(batch.rows.map((row) => [...row]));
    this.lengths.push(batch.length);
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#refuse = reject;
    });
  }

  stop(): Promise<void> {
    this.isStopped = true;
    this.die('stopped');
    return Promise.resolve();
  }

  /** Answers the batch in flight: a row's logits are its first id and its size. */
  async answer(): Promise<void> {
    this.#answer((this.batches.at(-1) ?? []).map((row): Logits => [row[0] ?? 0, row.length]));
    await settled();
  }

  /** Ends the way a process does that crashes. */
  die(cause: unknown): void {
    this.#end(cause);
    this.#refuse(cause);
  }
}

/** Lets everything that was promised happen; no timer fires meanwhile. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
