import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { sendBody } from './reply.ts';

/** What the admin listener can do; the composition root fills it in. Answers are plain values, written as JSON. */
export interface AdminMeans {
  /** Whether a presented `Authorization` header is the operator's. */
  isOperator(authorization: string | undefined): boolean;
  isReady(): boolean;
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
  configuration(): unknown;
  coverage(): unknown;
  /** All that was decided under one id; undefined when nothing is known of it. */
  decision(id: string): Promise<unknown>;
  listKeys(): Promise<unknown>;
  /** Makes a key; the answer holds the credential, once. */
  createKey(wish: unknown): Promise<AdminAnswer>;
  revokeKey(id: string): Promise<AdminAnswer>;
  /** Loads the configuration anew; the old one stays when that fails. */
  reload(): Promise<AdminAnswer>;
  crashed(error: unknown): void;
}

export interface AdminAnswer {
  readonly status: 200 | 201 | 400 | 404 | 409 | 503;
  readonly body: unknown;
}

interface AdminRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path; a trailing `/:id` stands for one more step. */
  readonly path: string;
  readonly isOpen?: boolean;
  readonly work: (means: AdminMeans, id: string, body: unknown) => Promise<AdminAnswer>;
}

/** Every route of the admin listener. All but liveness, readiness and metrics need the operator's token. */
const ROUTES: readonly AdminRoute[] = [
  { method: 'GET', path: '/livez', isOpen: true, work: async () => ok({ live: true }) },
  {
    method: 'GET',
    path: '/readyz',
    isOpen: true,
    work: async (means) => ({ status: means.isReady() ? 200 : 503, body: { ready: means.isReady() } }),
  },
  { method: 'GET', path: '/admin/configuration', work: async (means) => ok(means.configuration()) },
  { method: 'GET', path: '/admin/coverage', work: async (means) => ok(means.coverage()) },
  { method: 'GET', path: '/admin/decisions/:id', work: async (means, id) => found(await means.decision(id)) },
  { method: 'GET', path: '/admin/keys', work: async (means) => ok(await means.listKeys()) },
  { method: 'POST', path: '/admin/keys', work: (means, _id, body) => means.createKey(body) },
  { method: 'DELETE', path: '/admin/keys/:id', work: (means, id) => means.revokeKey(id) },
  { method: 'POST', path: '/admin/reload', work: (means) => means.reload() },
];

/** Bytes that an operator's request may have. */
const BODY_BYTES = 64 * 1024;

/** The listener for operators. Its address is the loopback unless the policy names the opt-out. */
export function createAdminServer(means: AdminMeans): Server {
  return createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000 }, (request, response) => {
    answer(request, response, means).catch((error: unknown) => {
      means.crashed(error);
      if (response.headersSent) response.destroy();
      else send(response, { status: 503, body: { error: 'the request failed; the log has the reason' } });
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, means: AdminMeans): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  if (request.method === 'GET' && path === '/metrics') {
    const { contentType, text } = await means.metrics();
    return sendBody(response, 200, { 'content-type': contentType }, text);
  }
  const matched = match(request.method ?? '', path);
  if (matched === undefined) return send(response, { status: 404, body: { error: 'there is no such route' } });
  if (matched.route.isOpen !== true && !means.isOperator(request.headers.authorization)) {
    response.setHeader('www-authenticate', 'Bearer');
    return sendBody(
      response,
      401,
      { 'content-type': 'application/json' },
      JSON.stringify({ error: 'the admin token is missing or wrong' }),
    );
  }
  const body = await readJson(request);
  if (!body.ok) return send(response, { status: 400, body: { error: 'the body must be a JSON object' } });
  send(response, await matched.route.work(means, matched.id, body.value));
}

function match(method: string, path: string): { readonly route: AdminRoute; readonly id: string } | undefined {
  for (const route of ROUTES) {
    if (route.method !== method) continue;
    if (route.path === path) return { route, id: '' };
    const prefix = route.path.endsWith('/:id') ? route.path.slice(0, -3) : undefined;
    if (prefix === undefined || !path.startsWith(prefix)) continue;
    const id = path.slice(prefix.length);
    if (/^[A-Za-z0-9_-]{1,64}$/.test(id)) return { route, id };
  }
  return undefined;
}

async function readJson(
  request: IncomingMessage,
): Promise<{ readonly ok: true; readonly value: unknown } | { readonly ok: false }> {
  const chunks: Buffer[] = [];
  let length = 0;
  // No encoding is set on the request, so its pieces are buffers.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_BYTES) return { ok: false };
    chunks.push(chunk);
  }
  if (length === 0) return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { ok: false };
  }
}

function send(response: ServerResponse, { status, body }: AdminAnswer): void {
  sendBody(response, status, { 'content-type': 'application/json' }, `${JSON.stringify(body)}\n`);
}

function ok(body: unknown): AdminAnswer {
  return { status: 200, body };
}

function found(body: unknown): AdminAnswer {
  return body === undefined ? { status: 404, body: { error: 'nothing is known under this id' } } : ok(body);
}
