import { Asking } from './asking.ts';
import type { Encoder, EncoderSettings, EncoderState, Logits, Row } from './encoder.ts';
import { WorkerKeeper } from './keeper.ts';
import { RowQueue, type Run } from './queue.ts';
import type { StartWorker, Worker } from './worker.ts';

const QUEUE_ROWS = 512;
const BATCH_ROWS = 16;
/** The longest that a caller can wait; timers do not count further than some days. */
const LONGEST_WAIT_MS = 600_000;

type Limits = Pick<EncoderSettings, 'queueRows' | 'batchRows' | 'onState'>;

/** An encoder over any worker: the queue before it, one batch at a time through it. */
export class QueuedEncoder implements Encoder {
  readonly keeper: WorkerKeeper;
  readonly #queue: RowQueue;
  #isRunning = false;

  constructor(start: StartWorker, { queueRows = QUEUE_ROWS, batchRows = BATCH_ROWS, onState }: Limits = {}) {
    this.#queue = new RowQueue(queueRows, batchRows);
    this.keeper = new WorkerKeeper(start, (state, cause) => {
      if (state !== 'ready') this.#queue.clear();
      onState?.(state, cause);
    });
  }

  get state(): EncoderState {
    return this.keeper.state;
  }

  async judge(rows: readonly Row[], deadlineMs: number): Promise<readonly (Logits | undefined)[]> {
    if (this.state !== 'ready' || !(deadlineMs > 0)) return rows.map(() => undefined);
    const wait = Math.min(deadlineMs, LONGEST_WAIT_MS);
    const asking = new Asking(rows.length, performance.now() + wait);
    for (const [index, row] of rows.entries()) this.#queue.add(row, asking, index);
    const timer = setTimeout(() => this.#queue.leave(asking), wait);
    // Not at once: callers of the same moment then share a batch.
    queueMicrotask(() => void this.#work());
    try {
      return await asking.answers;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    await this.keeper.close();
  }

  /** Runs batches until nobody waits. A row whose run fails is not tried again: it may be what broke the run. */
  async #work(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#queue.settle(next.run, await next.worker.run(next.run).catch(() => []));
    }
    this.#isRunning = false;
  }

  #next(): { readonly worker: Worker; readonly run: Run } | undefined {
    const { worker } = this.keeper;
    const run = worker === undefined ? undefined : this.#queue.take(performance.now());
    return worker === undefined || run === undefined ? undefined : { worker, run };
  }
}
