import { FAILURE_REFUSALS } from './error.ts';
import { passStream } from './pass-stream.ts';
import { passWhole } from './pass-whole.ts';
import type { Back, Passing } from './passing.ts';
import { sendRefusal } from './reply.ts';
import { recordDecisions } from './settle.ts';
import { type UpstreamAnswer, UpstreamFailure } from './upstream.ts';

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
    if (failure instanceof UpstreamFailure) failed(passing, failure);
    else {
      // A bug of ours: whoever listens reports it, and the exchange has its ending all the same.
      passing.means.recordEvent(passing.facts, { what: 'failed', code: 'internal' });
      throw failure;
    }
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
