import { StoreError } from './error.ts';

/** `durable`: commit now, I wait. `soon`: commit within the stated delay, nobody waits. */
export type Urgency = 'durable' | 'soon';

interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Runs `commit` one at a time; a run answers everybody who asked before it began. After the first failure nothing is
 * committed any more: a disk that failed one sync may have dropped the pages of it, so a later success proves nothing.
 */
export class GroupCommit {
  readonly #commit: () => Promise<void>;
  readonly #delayMs: number;
  #waiters: Waiter[] = [];
  #wanted = false;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #failure: StoreError | undefined;

  constructor(commit: () => Promise<void>, delayMs: number) {
    this.#commit = commit;
    this.#delayMs = delayMs;
  }

  /** Resolves when what was queued before the call is durable; for `soon`, at once. */
  request(urgency: Urgency): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.#wanted = true;
    if (urgency === 'soon') {
      this.#startLater();
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      // Not in this very turn, so that all who put in the same turn share one sync.
      queueMicrotask(() => this.#start());
    });
  }

  /** Throws when a commit has failed before. */
  assertWritable(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Commits what is left and stops the timer. */
  async finish(): Promise<void> {
    clearTimeout(this.#timer);
    this.assertWritable();
    if (this.#wanted) await this.request('durable');
    await this.#running;
    clearTimeout(this.#timer);
  }

  #startLater(): void {
    if (this.#running !== undefined || this.#timer !== undefined || this.#failure !== undefined) return;
    this.#timer = setTimeout(() => this.#start(), this.#delayMs);
    this.#timer.unref();
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#running !== undefined || this.#failure !== undefined) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#waiters.length > 0) this.#start();
      else if (this.#wanted) this.#startLater();
    });
  }

  async #run(): Promise<void> {
    do {
      const waiters = this.#waiters;
      this.#waiters = [];
      this.#wanted = false;
      try {
        await this.#commit();
      } catch (cause) {
        this.#fail(cause, waiters);
        return;
      }
      for (const waiter of waiters) waiter.resolve();
    } while (this.#waiters.length > 0);
  }

  #fail(cause: unknown, waiters: readonly Waiter[]): void {
    const message = 'the store could not be written, restart after the disk is repaired; reads go on from memory';
    const failure = new StoreError('journal-failed', message, { cause });
    this.#failure = failure;
    for (const waiter of [...waiters, ...this.#waiters]) waiter.reject(failure);
    this.#waiters = [];
  }
}
