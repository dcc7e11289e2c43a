import type { IncomingMessage, ServerResponse } from 'node:http';
import { Exchange, promptScope } from '../boundaries/index.ts';
import type { HiddenPrompts, Principal, Session } from '../core/index.ts';
import type { PseudonymScope } from '../identity/index.ts';
import type { ModelConfiguration } from '../policy/index.ts';
import { type ReadBody, readBody } from './body.ts';
import { callerHeaders } from './caller-headers.ts';
import type { DialectRequest, WireDialect } from './dialect.ts';
import type { Refusal } from './error.ts';
import { enforceRequest } from './inbound.ts';
import { labelsOf } from './labels.ts';
import type { ExchangeFacts, GatewayMeans, Serving } from './means.ts';
import { passAnswer } from './pass-answer.ts';
import { type ReplyIds, sendRefusal } from './reply.ts';

/** Thrown inside the walk and caught at its end: the exchange ends with this refusal. */
class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/**
 * One exchange from the first byte to the last: who calls, what is asked, may it cross, what does the provider say, may
 * that cross. Everything that an attacker can cause ends in an answer of the caller's dialect.
 */
export async function walkExchange(
  request: IncomingMessage,
  response: ServerResponse,
  dialect: WireDialect,
  ids: ReplyIds,
  means: GatewayMeans,
): Promise<void> {
  const known: KnownFacts = { dialect: dialect.id };
  try {
    await walk(request, response, dialect, ids, means, known);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, param } = error.refusal;
    means.recordEvent({ ...ids, ...known }, { what: 'refused', code, ...(param === undefined ? {} : { param }) });
    sendRefusal(response, dialect.family, error.refusal, ids);
  }
}

/** What is known of an exchange that may still be refused: who was refused must be on record. */
interface KnownFacts {
  readonly dialect: string;
  principal?: Principal;
  session?: Session;
  model?: string;
}

/** Proves who is calling, or ends the exchange. */
export async function requirePrincipal(
  request: IncomingMessage,
  ids: ReplyIds,
  means: GatewayMeans,
): Promise<Principal> {
  const known = await means.authenticator.authenticate(request.headers);
  if (known.outcome === 'known') return known.principal;
  means.recordEvent(ids, { what: 'authentication-refused', code: known.code });
  if (known.code === 'credentials-conflict') {
    throw new Refused({ code: 'credentials-conflict', message: 'Two different keys were sent; send one.' });
  }
  throw new Refused({ code: 'invalid-key', message: 'The key is missing or not valid.' });
}

/** Runs `work` and answers with its refusal, if it ends in one. */
export async function refusing(
  response: ServerResponse,
  dialect: { family: WireDialect['family'] },
  ids: ReplyIds,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    sendRefusal(response, dialect.family, error.refusal, ids);
  }
}

async function walk(
  request: IncomingMessage,
  response: ServerResponse,
  dialect: WireDialect,
  ids: ReplyIds,
  means: GatewayMeans,
  known: KnownFacts,
): Promise<void> {
  const began = means.elapsed();
  const serving = means.serving();
  const principal = await requirePrincipal(request, ids, means);
  known.principal = principal;
  const { limits, unknownParts } = serving.configuration;
  const read = await readBody(request, limits);
  if (read === undefined) return means.recordEvent(ids, { what: 'client-gone' });
  if (!read.ok) throw new Refused(read.refusal);
  const reading = dialect.readRequest(read.body.json, { tenant: principal.tenant, limits, unknownParts });
  if (!reading.ok) throw new Refused(reading.refusal);
  const sent = callerHeaders(request.headers, dialect.forwardedHeaders, principal, means);
  if (!sent.ok) throw new Refused(sent.refusal);
  const model = requireModel(reading.request, principal, dialect, serving);
  const session = means.sessionOf(principal, claimOf(request, reading.request));
  known.model = model.alias;
  known.session = session;
  const facts: ExchangeFacts = {
    ...ids,
    principal,
    session,
    configuration: serving.configuration.fingerprint,
    dialect: dialect.id,
    operation: dialect.operation,
    model: model.alias,
    provider: model.provider.name,
    streamed: reading.request.stream && dialect.answers !== undefined, // numbers come in one piece, whatever was asked
    labels: await means.joinLabels(session, labelsOf(reading.request)),
  };
  const pseudonyms = await means.openPseudonyms(principal, session);
  const exchange = openExchange(reading.request, facts, pseudonyms, serving, means);
  const inbound = await crossInwards(exchange, reading.request, read.body, model, facts, serving, means);
  const abort = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  if (response.destroyed) abort.abort(); // it went away while its request was inspected
  await passAnswer(
    {
      dialect,
      facts,
      exchange,
      pseudonyms,
      model,
      serving,
      means,
      response,
      began,
      signal: abort.signal,
      stream: facts.streamed,
      callerHeaders: sent.headers,
    },
    inbound,
  );
}

/** The model's alias must exist for this principal and this dialect; otherwise it does not exist at all. */
function requireModel(
  request: DialectRequest,
  principal: Principal,
  dialect: WireDialect,
  serving: Serving,
): ModelConfiguration {
  const model = serving.configuration.models.get(request.model);
  const isVisible = principal.models.includes('*') || principal.models.includes(request.model);
  if (model === undefined || !isVisible) {
    throw new Refused({
      code: 'not-found',
      message: 'The model does not exist or is not available to this key.',
      param: 'model',
    });
  }
  if (!model.provider.dialects.includes(dialect.family)) {
    const other = dialect.family === 'openai' ? '/v1/messages' : '/v1/chat/completions';
    throw new Refused({
      code: 'not-found',
      message: `The model does not speak this dialect; ask it at ${other}.`,
      param: 'model',
    });
  }
  if (request.choices > model.parameters.n) {
    throw new Refused({
      code: 'invalid-request',
      message: `\`n\` may be ${model.parameters.n} at most for this model.`,
      param: 'n',
    });
  }
  if (request.wantsLogprobs && model.parameters.logprobs === 'deny') {
    throw new Refused({
      code: 'invalid-request',
      message: 'Log probabilities are not available for this model.',
      param: 'logprobs',
    });
  }
  return model;
}

/** The header wins over the body; both are claims that can only choose among the principal's own sessions. */
function claimOf(request: IncomingMessage, reading: DialectRequest): string | undefined {
  const header = request.headers['x-ringfort-session'];
  return typeof header === 'string' && header !== '' ? header : reading.sessionClaim;
}

function openExchange(
  request: DialectRequest,
  facts: ExchangeFacts,
  pseudonyms: PseudonymScope,
  serving: Serving,
  means: GatewayMeans,
): Exchange {
  const prompts: HiddenPrompts = {
    texts: request.hiddenTexts,
    canaries: request.hiddenTexts.map((text) => means.canaryFor(text)),
    canaryFor: means.canaryFor,
  };
  const scope = `${facts.principal.tenant}|${facts.session.id}|${promptScope(prompts)}`;
  const { counters, decode, classifier } = means;
  return new Exchange(
    {
      configuration: serving.configuration,
      decision: facts.decision,
      scope,
      pseudonyms,
      prompts,
      counters,
      classifier,
      sums: means.sumsOf(facts.principal, facts.session),
      decode,
    },
    { observer: serving.observer, stopwatch: means },
    serving.cache,
  );
}

async function crossInwards(
  exchange: Exchange,
  request: DialectRequest,
  body: ReadBody,
  model: ModelConfiguration,
  facts: ExchangeFacts,
  serving: Serving,
  means: GatewayMeans,
): Promise<{ readonly body: Buffer; readonly offered: readonly string[] }> {
  const { configuration } = serving;
  const inbound = await enforceRequest(exchange, request, body, model, configuration.output.disclosure);
  const recorded = means.record(facts, exchange.takeRecords());
  // Reading goes on from the ledger's bounded queue; whether it may go on when the ledger fails is the policy's choice.
  recorded.catch(() => undefined);
  if (!means.isLedgerOpen() && configuration.ledger.onFailure.reads === 'stop') {
    throw new Refused({ code: 'ledger-unavailable', message: 'Decisions cannot be recorded now.' });
  }
  if (!inbound.ok) throw new Refused(inbound.refusal);
  return inbound;
}
