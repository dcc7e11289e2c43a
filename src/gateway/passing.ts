import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Exchange } from '../boundaries/index.ts';
import type { PseudonymScope } from '../identity/index.ts';
import type { ModelConfiguration } from '../policy/index.ts';
import type { WireDialect } from './dialect.ts';
import type { ExchangeFacts, GatewayMeans, Serving } from './means.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** All that the way back needs to know of an exchange. */
export interface Passing {
  readonly dialect: WireDialect;
  readonly facts: ExchangeFacts;
  readonly exchange: Exchange;
  readonly pseudonyms: PseudonymScope;
  readonly model: ModelConfiguration;
  readonly serving: Serving;
  readonly means: GatewayMeans;
  readonly response: ServerResponse;
  /** When the exchange began, in milliseconds of `means.elapsed`. */
  readonly began: number;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  readonly stream: boolean;
  readonly callerHeaders: IncomingHttpHeaders;
}

/** A provider's answer on its way back. */
export interface Back {
  readonly answer: UpstreamAnswer;
  /** Tools that the model was told of. */
  readonly offered: readonly string[];
  /** When the provider was asked, in milliseconds of `means.elapsed`. */
  readonly asked: number;
}
