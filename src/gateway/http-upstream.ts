import type { IncomingHttpHeaders } from 'node:http';
import { Pool } from 'undici';
import type { ProviderConfiguration } from '../policy/index.ts';
import {
  type FailureKind,
  type Upstream,
  type UpstreamAnswer,
  UpstreamFailure,
  type UpstreamRequest,
} from './upstream.ts';

/** Connections kept to one provider. */
const CONNECTIONS = 256;

/** Bytes that may wait for a slow client before the provider is told to pause. */
const HIGH_WATER_BYTES = 256 * 1024;

/** A provider behind HTTP. Connections are reused; redirects are never followed; a caller cannot choose the host. */
export function httpUpstream(provider: ProviderConfiguration): Upstream {
  const base = new URL(provider.baseUrl);
  const open = (connections: number): Pool =>
    new Pool(base.origin, {
      connections,
      connect: { timeout: provider.connectTimeoutMs },
      headersTimeout: provider.timeoutMs,
      bodyTimeout: provider.timeoutMs,
    });
  const pool = open(CONNECTIONS);
  const query = new URLSearchParams(provider.query).toString();
  const prefix = base.pathname.replace(/\/$/, '');
  const credentials = credentialHeaders(provider);
  const sendOver = (over: Pool, request: UpstreamRequest): Promise<UpstreamAnswer> =>
    dispatch(over, `${prefix}${request.path}${query === '' ? '' : `?${query}`}`, request, credentials);
  const send = (request: UpstreamRequest): Promise<UpstreamAnswer> => {
    if (!pool.closed) return sendOver(pool, request);
    // An exchange that began before its configuration was let go still gets its answer, over a connection of its own.
    const late = open(1);
    return sendOver(late, request).finally(() => {
      late.close().catch(() => undefined); // it waits for the body, which nobody reads before this is over
    });
  };
  return {
    request: (request) => withRetries(send, request, provider.retries),
    close: () => pool.close(),
  };
}

/** Sends again only what never left: a connection that could not be made. A request that was sent may have been billed. */
async function withRetries(
  send: (request: UpstreamRequest) => Promise<UpstreamAnswer>,
  request: UpstreamRequest,
  retries: number,
): Promise<UpstreamAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send(request);
    } catch (failure) {
      const canRetry = failure instanceof UpstreamFailure && failure.kind === 'unreachable' && attempt < retries;
      if (!canRetry || request.signal.aborted) throw failure;
    }
  }
}

function credentialHeaders(provider: ProviderConfiguration): Readonly<Record<string, string>> {
  if (provider.key === undefined || provider.authentication === 'none') return {};
  if (provider.authentication === 'bearer') return { authorization: `Bearer ${provider.key}` };
  return { [provider.authentication]: provider.key };
}

function dispatch(
  pool: Pool,
  path: string,
  request: UpstreamRequest,
  credentials: Readonly<Record<string, string>>,
): Promise<UpstreamAnswer> {
  return new Promise((resolve, reject) => {
    const body = new BodyQueue();
    let started = false;
    let abort: (() => void) | undefined;
    const onAbort = (): void => abort?.();
    const headers = { ...request.headers, ...credentials };
    pool.dispatch(
      { path, method: request.method, headers, body: request.method === 'GET' ? null : request.body },
      {
        onRequestStart(controller) {
          abort = () => controller.abort(new Error('the client went away'));
          body.attach(controller);
          if (request.signal.aborted) abort();
          else request.signal.addEventListener('abort', onAbort, { once: true });
        },
        onResponseStart(_controller, status, responseHeaders) {
          if (status < 200) return; // informational
          started = true;
          resolve({ status, headers: responseHeaders as IncomingHttpHeaders, body }); // undici types a superset of names
        },
        onResponseData(_controller, chunk) {
          body.push(chunk);
        },
        onResponseEnd() {
          request.signal.removeEventListener('abort', onAbort);
          body.end();
        },
        onResponseError(_controller, cause) {
          request.signal.removeEventListener('abort', onAbort);
          const failure = new UpstreamFailure(request.signal.aborted ? 'aborted' : kindOf(cause, started), cause);
          body.fail(failure);
          if (!started) reject(failure);
        },
      },
    );
  });
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function kindOf(cause: unknown, started: boolean): FailureKind {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (TIMEOUTS.has(code)) return 'timeout';
  return !started && UNREACHABLE.has(code) ? 'unreachable' : 'broken';
}

interface FlowControl {
  pause(): void;
  resume(): void;
  abort(reason: Error): void;
}

/** Bytes between the provider and the client: pauses the provider when the client is slow, and stops it when nobody reads on. */
class BodyQueue implements AsyncIterable<Uint8Array> {
  private readonly chunks: Uint8Array[] = [];
  private queued = 0;
  private flow: FlowControl | undefined;
  private ended = false;
  private failure: UpstreamFailure | undefined;
  private wake: (() => void) | undefined;

  attach(flow: FlowControl): void {
    this.flow = flow;
  }

  push(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    this.queued += chunk.length;
    if (this.queued > HIGH_WATER_BYTES) this.flow?.pause();
    this.wake?.();
  }

  end(): void {
    this.ended = true;
    this.wake?.();
  }

  fail(failure: UpstreamFailure): void {
    this.failure = failure;
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    try {
      for (;;) {
        const chunk = this.chunks.shift();
        if (chunk !== undefined) {
          this.queued -= chunk.length;
          if (this.queued < HIGH_WATER_BYTES / 2) this.flow?.resume();
          yield chunk;
        } else if (this.failure !== undefined) throw this.failure;
        else if (this.ended) return;
        else {
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
          this.wake = undefined;
        }
      }
    } finally {
      if (!this.ended && this.failure === undefined) this.flow?.abort(new Error('the answer is no longer wanted'));
    }
  }
}
