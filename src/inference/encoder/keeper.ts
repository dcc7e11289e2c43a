import type { EncoderState } from './encoder.ts';
import type { StartWorker, Worker } from './worker.ts';

/** The pause before a process is started again; it doubles with each loss. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** A process that lived this long clears the count of losses. Less would let a text that kills it do so again and again. */
const CALM_MS = 60_000;

/** Keeps one worker running: starts it, starts it again after a pause when it is lost, and tells the state. */
export class WorkerKeeper {
  #state: EncoderState | undefined;
  #worker: Worker | undefined;
  #losses = 0;
  #readyAt = 0;
  #pause: NodeJS.Timeout | undefined;
  readonly #closing = new AbortController();
  readonly #start: StartWorker;
  readonly #onState: (state: EncoderState, cause?: unknown) => void;

  constructor(start: StartWorker, onState: (state: EncoderState, cause?: unknown) => void) {
    this.#start = start;
    this.#onState = onState;
  }

  get state(): EncoderState {
    return this.#state ?? 'failed';
  }

  get worker(): Worker | undefined {
    return this.#worker;
  }

  /** Resolves when the first start went well or badly; a bad one is tried again behind the caller's back. */
  async open(): Promise<void> {
    const started = await this.#start(this.#closing.signal).catch((cause: unknown) => this.#lose(cause));
    if (started === undefined) return;
    if (this.state === 'closed') return started.stop();
    this.#worker = started;
    this.#readyAt = performance.now();
    void started.ended.then((cause) => this.#lose(cause));
    this.#tell('ready');
  }

  /** Never to be opened: what it needs is not there. */
  renounce(cause: unknown): void {
    this.#tell('absent', cause);
  }

  async close(): Promise<void> {
    this.#tell('closed');
    clearTimeout(this.#pause);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.stop();
    this.#closing.abort();
  }

  #lose(cause: unknown): void {
    if (this.state === 'closed') return;
    if (this.#worker !== undefined && performance.now() - this.#readyAt >= CALM_MS) this.#losses = 0;
    this.#worker = undefined;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#losses);
    this.#losses += 1;
    this.#pause = setTimeout(() => void this.open(), pause);
    this.#pause.unref();
    this.#tell('failed', cause);
  }

  #tell(state: EncoderState, cause?: unknown): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#onState(state, cause);
  }
}
