import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Exchange } from '../boundaries/index.ts';
import type { PseudonymScope } from '../identity/index.ts';
import type { ModelConfiguration } from '../policy/index.ts';
import type { WireDialect } from './dialect.ts';
import { FAILURE_REFUSALS } from './error.ts';
import type { ExchangeFacts, GatewayMeans, Serving } from './means.ts';
import { passStream } from './pass-stream.ts';
import { passWhole, recordDecisions } from './pass-whole.ts';
import { sendRefusal } from './reply.ts';
import { type UpstreamAnswer, UpstreamFailure } from './upstream.ts';

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

/** Asks the provider and brings its answer back over the boundaries. */
export async function passAnswer(
  passing: Passing,
  inbound: { readonly body: Buffer; readonly offered: readonly string[] },
): Promise<void> {
  try {
    await keepPseudonyms(passing);
    const asked = passing.means.elapsed();
    const answer = await ask(passing, inbound.body);
    const back: Back = { answer, offered: inbound.offered, asked };
    if (isEventStream(answer) && passing.stream) await passStream(passing, back);
    else await passWhole(passing, back);
  } catch (failure) {
    if (!(failure instanceof UpstreamFailure)) throw failure;
    failed(passing, failure);
  } finally {
    recordDecisions(passing);
  }
}

function ask(passing: Passing, body: Buffer): Promise<UpstreamAnswer> {
  const { dialect, callerHeaders, serving, model, signal } = passing;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: passing.stream ? 'text/event-stream' : 'application/json',
    'user-agent': 'ringfort',
  };
  for (const name of dialect.forwardedHeaders) {
    const value = callerHeaders[name];
    if (typeof value === 'string') headers[name] = value;
  }
  if (dialect.family === 'anthropic') headers['anthropic-version'] ??= '2023-06-01';
  return serving
    .upstreamOf(model.provider.name)
    .request({ path: dialect.upstreamPath, method: 'POST', headers, body, signal });
}

function isEventStream(answer: UpstreamAnswer): boolean {
  return answer.status === 200 && /^text\/event-stream\b/i.test(String(answer.headers['content-type'] ?? ''));
}

/** The provider failed before anything was sent: an answer that says so, and when to try again. */
function failed(passing: Passing, failure: UpstreamFailure): void {
  const { means, facts, response } = passing;
  if (passing.signal.aborted) {
    means.recordEvent(facts, { what: 'client-gone' });
    return;
  }
  means.recordEvent(facts, { what: 'provider-failed', code: failure.kind });
  means.meters.answered(facts, (means.elapsed() - passing.began) / 1000, failure.kind);
  if (response.headersSent) response.destroy();
  else
    sendRefusal(
      response,
      passing.dialect.family,
      { code: FAILURE_REFUSALS[failure.kind], message: 'The model provider did not answer.' },
      facts,
    );
}

/** Values that were put behind tokens on the way in stay known to the session, if there is one. */
async function keepPseudonyms({ pseudonyms, facts, means, serving }: Passing): Promise<void> {
  if (!facts.session.claimed) return;
  const issued = pseudonyms.issued();
  if (issued.length > 0)
    await means.pseudonymStore.save(facts.session.id, issued, serving.configuration.sessions.ttlMs);
}
