import { RingfortError } from '../../core/index.ts';

export type ObedientErrorCode = 'stream-broken';

/** What the obedient model throws when a test asked it to break a connection. */
export class ObedientError extends RingfortError {
  declare readonly code: ObedientErrorCode;
}
