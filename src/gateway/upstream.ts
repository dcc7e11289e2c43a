import type { IncomingHttpHeaders } from 'node:http';

/** A request to a provider, complete; the provider's key is added behind this line and never seen before it. */
export interface UpstreamRequest {
  /** Path below the provider's base URL, for example `/chat/completions`. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Bytes as they come; iterating slowly makes the provider wait. Throws `UpstreamFailure` when the provider breaks off. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** One provider, however it is reached. */
export interface Upstream {
  /** Rejects with `UpstreamFailure` when no answer begins. */
  request(request: UpstreamRequest): Promise<UpstreamAnswer>;
  /** Resolves when what runs has ended; nothing is cut. */
  close(): Promise<void>;
}

export type FailureKind = 'unreachable' | 'timeout' | 'broken' | 'aborted';

/** The provider failed; nothing it said is in here. */
export class UpstreamFailure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, cause?: unknown) {
    super(`the provider is ${kind}`, { cause });
    this.name = 'UpstreamFailure';
    this.kind = kind;
  }
}
