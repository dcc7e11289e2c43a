import type { Usage } from './answer/answer.ts';
import type { Passing } from './passing.ts';
import { baseHeaders } from './reply.ts';
import type { FailureKind } from './upstream.ts';

/** Says what was decided, what the exchange cost, how long it took and how it ended: in exactly one way. */
export function settle(passing: Passing, status: number, usage: Usage, failure?: FailureKind | 'garbled'): void {
  const { means, facts, began, signal } = passing;
  recordDecisions(passing);
  means.meters.answered(facts, (means.elapsed() - began) / 1000, failure);
  if (usage.input !== undefined) means.meters.tokens(facts, 'input', usage.input);
  if (usage.output !== undefined) means.meters.tokens(facts, 'output', usage.output);
  if (signal.aborted) means.recordEvent(facts, { what: 'client-gone', usage });
  else if (failure !== undefined) means.recordEvent(facts, { what: 'provider-failed', code: failure, status, usage });
  else means.recordEvent(facts, { what: 'finished', status, usage });
}

/** Writes down what was decided since the last time. Nothing waits for it: only acts do. */
export function recordDecisions({ means, facts, exchange }: Passing): void {
  const records = exchange.takeRecords();
  if (records.length > 0) means.record(facts, records).catch(() => undefined); // the ledger itself reports its failure
}

/** Headers of an answer; `waited` are the milliseconds that the provider took until its first byte. */
export function answerHeaders(passing: Passing, waited: number): Record<string, string> {
  const { dialect, facts, means, began, serving } = passing;
  const { configuration } = serving;
  const headers = baseHeaders(dialect.family, facts);
  headers['content-type'] = 'application/json';
  headers['x-ringfort-overhead-ms'] = Math.max(0, means.elapsed() - began - waited).toFixed(2);
  if (configuration.output.disclosure === 'minimal') return headers;
  headers['x-ringfort-configuration'] = configuration.fingerprint;
  if (configuration.output.disclosure === 'full') {
    headers['x-ringfort-controls'] = configuration.wired.map(({ control }) => control.id).join(',');
  }
  return headers;
}
