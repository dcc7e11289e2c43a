import type { Logits } from './encoder.ts';
import type { Batch } from './message.ts';

/** One running process of the encoder, ready to work. */
export interface Worker {
  /** The number under which the operating system knows it. */
  readonly pid: number | undefined;
  /** Resolves with the reason once the process is gone, whatever ended it. Never rejects. */
  readonly ended: Promise<unknown>;
  /** Runs one batch; one at a time. Rejects when the process ends before it answers. */
  run(batch: Batch): Promise<readonly (Logits | undefined)[]>;
  /** Ends the process and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a process and resolves when it is warm; rejects when it would not start, or at once when the signal says stop. */
export type StartWorker = (signal: AbortSignal) => Promise<Worker>;
