import { createHash } from 'node:crypto';
import { answer, MODEL_ID, type ObedientAnswer } from './answer.ts';
import type { Misbehaviour } from './misbehave.ts';
import type { Directive } from './obey/directive.ts';
import type { Cutting } from './pieces.ts';
import { countPromptTokens } from './tokens.ts';
import { bodyOf } from './wire/body.ts';
import { writeEmbeddings } from './wire/embeddings.ts';
import { readChat } from './wire/read-chat.ts';
import { asObject, type Json } from './wire/read-json.ts';
import { readMessages } from './wire/read-messages.ts';
import { writeChat, writeChatEvents } from './wire/write-chat.ts';
import { writeMessage, writeMessageEvents } from './wire/write-messages.ts';

export interface ObedientHttpRequest {
  readonly method: string;
  /** With or without `/v1`; a query is ignored. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface ObedientHttpResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface ObedientOptions {
  /** How streamed answers are cut; words unless told otherwise. */
  readonly stream?: Cutting;
  readonly misbehave?: Misbehaviour;
  /** Receives the ground truth of every request, where no gateway can reach it. */
  readonly sink?: (found: readonly Directive[]) => void;
}

export interface ObedientModel {
  handle(request: ObedientHttpRequest): ObedientHttpResponse;
}

type Handler = (body: Json, digest: string, options: ObedientOptions) => Outgoing;

interface Outgoing {
  readonly status: number;
  readonly type: 'application/json' | 'text/event-stream';
  readonly pieces: Iterable<string>;
}

const ROUTES: ReadonlyMap<string, Handler> = new Map([
  [
    'GET /models',
    () =>
      json(200, {
        object: 'list',
        data: [{ id: MODEL_ID, object: 'model', created: 1_780_000_000, owned_by: 'ringfort' }],
      }),
  ],
  ['POST /chat/completions', handleChat],
  ['POST /messages', handleMessages],
  [
    'POST /messages/count_tokens',
    (body, digest) =>
      json(200, {
        input_tokens: countPromptTokens(readMessages(body, digest).carriers.map((carrier) => carrier.text)),
      }),
  ],
  [
    'POST /embeddings',
    (body, _, options) => json(200, writeEmbeddings(body, options.misbehave?.modelId ?? 'obedient-embedding-1')),
  ],
]);

/**
 * A model without manners, as an HTTP server without a network: it obeys every instruction that it can read anywhere in
 * a request. Speaks Chat Completions, Messages, token counts, embeddings and the list of models. The same request gives
 * the same bytes: no clock and no randomness.
 */
export function createObedientModel(options: ObedientOptions = {}): ObedientModel {
  return { handle: (request) => handle(request, options) };
}

function handle(request: ObedientHttpRequest, options: ObedientOptions): ObedientHttpResponse {
  const misbehave = options.misbehave ?? {};
  const digest = createHash('sha256').update(request.path).update(request.body).digest('hex');
  const outgoing =
    misbehave.status === undefined
      ? route(request, digest, options)
      : failure(misbehave.status, 'the obedient model fails as told');
  const headers: Record<string, string> = {
    'content-type': outgoing.type,
    'x-request-id': `req_${digest.slice(0, 24)}`,
    'request-id': `req_${digest.slice(0, 24)}`,
  };
  if (misbehave.retryAfter !== undefined) headers['retry-after'] = String(misbehave.retryAfter);
  const pieces = misbehave.garbage === true ? ['\u{0}\u{1}<html>{"choices": [', 'data: }{\n\n'] : outgoing.pieces;
  return { status: outgoing.status, headers, body: bodyOf(pieces, misbehave) };
}

function route(request: ObedientHttpRequest, digest: string, options: ObedientOptions): Outgoing {
  const path = (request.path.split('?')[0] ?? '').replace(/^\/v1(?=\/)/, '');
  const handler = ROUTES.get(`${request.method} ${path}`);
  if (handler === undefined) return failure(404, `unknown path \`${request.method} ${path}\``);
  if (request.method === 'GET') return handler({}, digest, options);
  try {
    return handler(asObject(JSON.parse(Buffer.from(request.body).toString('utf8'))), digest, options);
  } catch (problem) {
    if (problem instanceof SyntaxError) return failure(400, 'the body is no JSON');
    throw problem;
  }
}

function handleChat(body: Json, digest: string, options: ObedientOptions): Outgoing {
  const said = speak(answer(readChat(body, digest)), options);
  if (body.stream !== true) return json(200, writeChat(said));
  const includeUsage = asObject(body.stream_options).include_usage === true;
  return { status: 200, type: 'text/event-stream', pieces: chatFrames(said, options.stream ?? 'word', includeUsage) };
}

function handleMessages(body: Json, digest: string, options: ObedientOptions): Outgoing {
  const said = speak(answer(readMessages(body, digest)), options);
  if (body.stream !== true) return json(200, writeMessage(said));
  return { status: 200, type: 'text/event-stream', pieces: messageFrames(said, options.stream ?? 'word') };
}

/** Tells the sink what was found, and lets the answer be false where a test wants it so. */
function speak(said: ObedientAnswer, options: ObedientOptions): ObedientAnswer {
  options.sink?.(said.found);
  const { modelId, leak, claim } = options.misbehave ?? {};
  const text = claim ?? (leak === undefined || said.calls.length > 0 ? said.text : `${leak}\n\n${said.text}`);
  const turned = claim === undefined ? said : { ...said, calls: [], finish: 'stop' as const };
  return { ...turned, text, model: modelId ?? said.model };
}

function* chatFrames(said: ObedientAnswer, cutting: Cutting, includeUsage: boolean): Generator<string> {
  for (const data of writeChatEvents(said, cutting, includeUsage)) yield `data: ${data}\n\n`;
}

function* messageFrames(said: ObedientAnswer, cutting: Cutting): Generator<string> {
  for (const { type, data } of writeMessageEvents(said, cutting)) yield `event: ${type}\ndata: ${data}\n\n`;
}

function json(status: number, value: unknown): Outgoing {
  return { status, type: 'application/json', pieces: [JSON.stringify(value)] };
}

/** One body that both vendors' clients can read. */
function failure(status: number, message: string): Outgoing {
  const type = status >= 500 ? 'api_error' : status === 429 ? 'rate_limit_error' : 'invalid_request_error';
  return json(status, { type: 'error', error: { type, message, param: null, code: type } });
}
