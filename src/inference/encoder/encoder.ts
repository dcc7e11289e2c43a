/** One row of token ids, start and end marks included; at most 64. */
export type Row = Int32Array | readonly number[];

/** Two logits of a row: an attempt to redirect the assistant by the speaker; an order for an assistant inside data. */
export type Logits = readonly [number, number];

/**
 * What the encoder can do now. `absent`: the runtime package or the weights are not there, for good; `failed`: its process
 * died or would not start and is started again after a pause.
 */
export type EncoderState = 'ready' | 'absent' | 'failed' | 'closed';

/** The learned detector at work in a process of its own, so that neither its time nor its crash is the gateway's. */
export interface Encoder {
  readonly state: EncoderState;
  /**
   * Judges rows, answers in the order of the rows. It never rejects and never waits longer than `deadlineMs`: a row is
   * undefined when its time passed, the queue was full, the runtime was away, or the row is empty or too long.
   */
  judge(rows: readonly Row[], deadlineMs: number): Promise<readonly (Logits | undefined)[]>;
  /** Answers everyone who waits with what is there, and ends the process. Never rejects; may be called again. */
  close(): Promise<void>;
}

export interface EncoderSettings {
  /** Path of the weights, an ONNX file with inputs `input_ids` and `attention_mask` and the output `logits`. */
  readonly modelFile: string;
  /** Threads of one run; 1 by default. */
  readonly threads?: number;
  /** Most rows that wait or run at one time, 512 by default; more are answered undefined at once. */
  readonly queueRows?: number;
  /** Most rows of one run, 16 by default. */
  readonly batchRows?: number;
  /** Path of the compiled `child.js`; by default it stands beside this file. */
  readonly script?: string;
  /** Told of each state as it begins; the cause is an error for people, never a caller's text. */
  onState?(state: EncoderState, cause?: unknown): void;
}
