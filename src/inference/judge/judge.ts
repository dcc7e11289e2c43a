import type { Channel } from '../../core/index.ts';

/**
 * A judge that the operator runs or rents: asked about texts that our own detectors are unsure of. The text it reads can
 * attack it, so its answer may tighten a decision and never loosen one: a low number is worth as much as no number.
 */
export interface Judge {
  /**
   * The probability of an attack, 0 to 1; undefined when no answer came in time or it was not understood. Of a text longer
   * than 6,000 characters it sees the beginning and the end only. Never rejects.
   */
  ask(text: string, channel: Channel): Promise<number | undefined>;
  /** Answers everyone who waits with undefined and lets the connections go. Never rejects; may be called again. */
  close(): Promise<void>;
}

export interface JudgeSettings {
  /** Where the API begins: `http://localhost:11434` for Ollama, `https://api.example.com/v1` for the OpenAI format. */
  readonly url: string;
  readonly format: 'ollama' | 'openai';
  readonly model: string;
  /** Sent as a bearer token. */
  readonly key?: string;
  /** The longest that a caller waits, in milliseconds, the queue included; half of it at most is spent in the queue. */
  readonly timeoutMs: number;
  /** Requests under way at one time, 4 by default. */
  readonly concurrent?: number;
  /** Callers that wait for a free place, 16 by default; more are answered undefined at once. */
  readonly queue?: number;
}

/** Time and chance, for tests. */
export interface JudgeMeans {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** A word that nobody can guess, new with each call. */
  nonce(): string;
}
