/** Everything that can be logged. A sentence has no place here: what happened is a name, the rest are fields. */
export const LOG_EVENTS = [
  'gateway-started',
  'gateway-stopping',
  'gateway-stopped',
  'gateway-failed',
  'configuration-loaded',
  'configuration-refused',
  'configuration-changed',
  'control-armed',
  'control-not-armed',
  'control-failed',
  'crossing-decided',
  'request-finished',
  'request-refused',
  'request-failed',
  'request-aborted',
  'authentication-refused',
  'upstream-failed',
  'upstream-retried',
  'stream-cut',
  'ledger-opened',
  'ledger-repaired',
  'ledger-failed',
  'ledger-sealed',
  'store-opened',
  'store-failed',
  'secrets-created',
  'key-created',
  'key-revoked',
  'admin-acted',
  'queue-overflowed',
  'encoder-ready',
  'encoder-away',
  'flag-rate-above',
  'flag-rate-below',
  'flag-rate-in-band',
  'canary-seen',
] as const;

export type LogEvent = (typeof LOG_EVENTS)[number];

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
