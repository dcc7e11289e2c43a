/** Faults of a provider, switched on by a test. Each is off unless it is given. */
export interface Misbehaviour {
  /** Report another model id than the one that answers. */
  readonly modelId?: string;
  /** Answer with this status and an error body, for example 500, 503 or 429. */
  readonly status?: number;
  /** Seconds for `Retry-After`, sent with `status`. */
  readonly retryAfter?: number;
  /** Say this memorised text before anything else. */
  readonly leak?: string;
  /** Say instead of the answer: a claim of an act that was never done, an invented citation or package. */
  readonly claim?: string;
  /** Stop sending after so many pieces of the body and never end it. */
  readonly stallAfter?: number;
  /** Break the connection after so many pieces of the body. */
  readonly breakAfter?: number;
  /** Send bytes that are no JSON and no event stream. */
  readonly garbage?: boolean;
}
