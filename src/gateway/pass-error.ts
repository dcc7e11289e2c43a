import { editJson } from '../text/index.ts';
import { Aside } from './answer/aside.ts';
import { parseBody } from './body.ts';
import { GarbledAnswer } from './garbled.ts';
import { isObject } from './json.ts';

import { answerHost } from './outbound.ts';
import type { Passing } from './passing.ts';
import { baseHeaders, sendBody } from './reply.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** The provider's own error with its status and code. Its texts cross like an answer: they may repeat what was sent. */
export async function passError(passing: Passing, answer: UpstreamAnswer, raw: Buffer): Promise<void> {
  const { means, facts, response, dialect } = passing;
  const headers: Record<string, string> = { ...baseHeaders(dialect.family, facts), 'content-type': 'application/json' };
  const retryAfter = answer.headers['retry-after'];
  if (typeof retryAfter === 'string' && /^\d{1,6}$/.test(retryAfter)) headers['retry-after'] = retryAfter;
  means.recordEvent(facts, { what: 'provider-failed', status: answer.status });
  means.meters.answered(facts, (means.elapsed() - passing.began) / 1000, 'refused');
  const body = await bodyOf(passing, raw);
  sendBody(response, answer.status, headers, body ?? plainError(dialect.family));
}

/** The provider's body as it may be read; undefined when it is none, or tells what must not be told. */
async function bodyOf(passing: Passing, raw: Buffer): Promise<Buffer | string | undefined> {
  const { key } = passing.model.provider;
  if (key !== undefined && raw.includes(key)) return undefined;
  const read = parseBody(raw, passing.serving.configuration.limits);
  if (!read.ok || !isObject(read.body.json.error)) return undefined;
  try {
    const edits = await new Aside(answerHost(passing, [])).edits(read.body.json, []);
    return edits.length === 0 ? raw : editJson(read.body.text, edits);
  } catch (error) {
    if (error instanceof GarbledAnswer) return undefined;
    throw error;
  }
}

function plainError(family: Passing['dialect']['family']): string {
  const error = { message: 'The model provider refused the request.', type: 'api_error', param: null, code: null };
  return JSON.stringify(family === 'openai' ? { error } : { type: 'error', error });
}
