import type { ServerResponse } from 'node:http';
import type { Dialect as Family } from '../policy/index.ts';
import { NEVER_RETRIED, REFUSALS, RETRY_AFTER_SECONDS, type Refusal } from './error.ts';

/** What is said about the exchange beside the answer itself. */
export interface ReplyIds {
  readonly request: string;
  readonly decision: string;
}

/** The body of an error in the caller's dialect. Says little: an id, the class, and what the policy discloses. */
export function errorBody(family: Family, refusal: Refusal, ids: ReplyIds): string {
  const ringfort = ringfortOf(refusal, ids);
  if (family === 'anthropic') {
    const error = { type: REFUSALS[refusal.code].anthropic, message: refusal.message, ringfort };
    return JSON.stringify({ type: 'error', error, request_id: ids.request });
  }
  return JSON.stringify({ error: { ...openaiError(refusal), ringfort } });
}

/** The same as the last event of a stream, where no status can be sent any more. */
export function errorEventBody(family: Family, refusal: Refusal, ids: ReplyIds): string {
  const { status, anthropic } = REFUSALS[refusal.code];
  if (family === 'anthropic') {
    return JSON.stringify({ type: 'error', error: { type: anthropic, message: refusal.message } });
  }
  return JSON.stringify({ error: { ...openaiError(refusal), status, ringfort: ringfortOf(refusal, ids) } });
}

function openaiError(refusal: Refusal): Readonly<Record<string, unknown>> {
  const { status, openai } = REFUSALS[refusal.code];
  const type = status >= 500 ? 'api_error' : status === 429 ? 'rate_limit_error' : 'invalid_request_error';
  return { message: refusal.message, type, param: refusal.param ?? null, code: openai };
}

function ringfortOf(refusal: Refusal, ids: ReplyIds): Readonly<Record<string, unknown>> {
  const retryable = RETRY_AFTER_SECONDS[refusal.code] !== undefined;
  return { decision_id: ids.decision, ...actionOf(refusal), ...refusal.detail, retryable };
}

/** Headers that every reply carries. */
export function baseHeaders(family: Family, ids: ReplyIds): Record<string, string> {
  const headers = { 'x-request-id': ids.request, 'x-ringfort-decision-id': ids.decision };
  return family === 'anthropic' ? { ...headers, 'request-id': ids.request } : headers;
}

export function sendRefusal(response: ServerResponse, family: Family, refusal: Refusal, ids: ReplyIds): void {
  const { status } = REFUSALS[refusal.code];
  const retryAfter = RETRY_AFTER_SECONDS[refusal.code];
  const headers: Record<string, string> = { ...baseHeaders(family, ids), 'content-type': 'application/json' };
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  if (NEVER_RETRIED.has(refusal.code)) headers['x-should-retry'] = 'false';
  sendBody(response, status, headers, errorBody(family, refusal, ids));
}

export function sendBody(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): void {
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
  response.end(body);
}

function actionOf(refusal: Refusal): { readonly action?: 'block' | 'hold' } {
  if (
    refusal.code === 'content-blocked' ||
    refusal.code === 'control-unavailable' ||
    refusal.code === 'permission-denied'
  )
    return { action: 'block' };
  return refusal.code === 'approval-required' ? { action: 'hold' } : {};
}
