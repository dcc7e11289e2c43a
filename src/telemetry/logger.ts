import { pino } from 'pino';
import { loggedError } from './log-error.ts';
import { LOG_EVENTS, type LogEvent, type LogLevel } from './log-event.ts';
import { allowedFields, type LogFields, REFUSED } from './log-field.ts';

export interface LoggerOptions {
  /** Receives whole lines of JSON, each with its newline. */
  readonly write: (line: string) => void;
  readonly level: LogLevel | 'silent';
  /** Milliseconds since the epoch; the clock of the system when absent. */
  readonly now?: () => number;
}

type Log = (event: LogEvent, fields?: LogFields, error?: unknown) => void;

/** Writes what happened, by name, with allow-listed fields; of an error its name, code and place. No text of a request fits in. */
export type Logger = { readonly [K in LogLevel]: Log };

export function createLogger({ write, level, now }: LoggerOptions): Logger {
  const sink = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date(now?.() ?? Date.now()).toISOString()}"`,
    },
    { write },
  );
  const logAt =
    (at: LogLevel): Log =>
    (event, fields, error) => {
      if (!sink.isLevelEnabled(at)) return;
      const line = fields === undefined ? {} : allowedFields(fields);
      sink[at](error === undefined ? line : { ...line, error: loggedError(error) }, nameOf(event));
    };
  return {
    debug: logAt('debug'),
    info: logAt('info'),
    warn: logAt('warn'),
    error: logAt('error'),
    fatal: logAt('fatal'),
  };
}

const KNOWN_EVENTS: ReadonlySet<string> = new Set(LOG_EVENTS);

function nameOf(event: LogEvent): string {
  return KNOWN_EVENTS.has(event) ? event : REFUSED;
}
