import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Limits } from '../policy/index.ts';
import { parseJson } from '../text/index.ts';
import type { Refusal } from './error.ts';
import { isObject, type Json } from './json.ts';

/** A body that can be read in one way only. */
export interface ReadBody {
  readonly raw: Buffer;
  readonly text: string;
  readonly json: Json;
}

export type BodyReading =
  | { readonly ok: true; readonly body: ReadBody }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Reads a request's body under the limits: bytes, UTF-8, JSON, nesting, number of values, no key twice, an object.
 * Undefined when the client went away before all of it was there.
 */
export async function readBody(request: IncomingMessage, limits: Limits): Promise<BodyReading | undefined> {
  const refusal = refuseByHeaders(request, limits);
  if (refusal !== undefined) return { ok: false, refusal };
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Leaving early must not end the connection: the refusal goes out on it. No encoding is set, so pieces are buffers.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limits.bodyBytes) return { ok: false, refusal: tooLarge(limits) };
      chunks.push(chunk);
    }
  } catch (error) {
    if (request.complete || !request.destroyed) throw error;
    return undefined;
  }
  return parseBody(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length), limits);
}

/** The same for bytes that are all there. */
export function parseBody(raw: Buffer, limits: Limits): BodyReading {
  if (!isUtf8(raw)) return refused('the body is not UTF-8');
  const text = raw.toString('utf8');
  if (text.charCodeAt(0) === BYTE_ORDER_MARK) return refused('the body starts with a byte order mark; leave it out');
  const scan = parseJson(text, limits);
  if (!scan.ok) return refused(MESSAGES[scan.problem]);
  return isObject(scan.value)
    ? { ok: true, body: { raw, text, json: scan.value } }
    : refused('the body must be a JSON object');
}

const BYTE_ORDER_MARK = 0xfeff;

const MESSAGES = {
  'not-json': 'the body is not JSON',
  'too-deep': 'the body is nested too deeply',
  'too-many-values': 'the body has too many values',
  'duplicate-key': 'the body has an object with the same key twice',
} as const;

function refused(message: string): BodyReading {
  return { ok: false, refusal: { code: 'invalid-request', message } };
}

function tooLarge(limits: Limits): Refusal {
  return { code: 'too-large', message: `the body is larger than ${limits.bodyBytes} bytes` };
}

function refuseByHeaders(request: IncomingMessage, limits: Limits): Refusal | undefined {
  if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) return tooLarge(limits);
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    return { code: 'unsupported-media', message: 'compressed bodies are not accepted; send the body as it is' };
  }
  const type = request.headers['content-type'] ?? 'application/json';
  if (/^application\/json(?:\s*;.*)?$/i.test(type)) return undefined;
  return { code: 'unsupported-media', message: 'the content type must be application/json' };
}
