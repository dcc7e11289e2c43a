import { editJson, type JsonEdit } from '../text/index.ts';
import { parseBody } from './body.ts';
import { isObject, stringsIn } from './dialects/reading.ts';
import { answerHost } from './outbound.ts';
import type { Passing } from './pass-answer.ts';
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
  const host = answerHost(passing.exchange, passing.facts, [], passing.serving.configuration, passing.means);
  const names = await host.openText().finish(keysIn(read.body.json).join('\n'));
  if (names.changed) return undefined;
  const edits: JsonEdit[] = [];
  for (const { text, place } of stringsIn(read.body.json, [])) {
    const release = await host.openText().finish(text);
    if (release.stop !== undefined) edits.push({ path: place, value: host.textNotice(release.stop, false) });
    else if (release.changed) edits.push({ path: place, value: release.text });
  }
  return edits.length === 0 ? raw : editJson(read.body.text, edits);
}

/** Names of members are text, too, and no edit could take one out. */
function keysIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => [key, ...keysIn(item)]) : [];
}

function plainError(family: Passing['dialect']['family']): string {
  const error = { message: 'The model provider refused the request.', type: 'api_error', param: null, code: null };
  return JSON.stringify(family === 'openai' ? { error } : { type: 'error', error });
}
