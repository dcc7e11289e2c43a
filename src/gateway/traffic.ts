import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Refusal } from './error.ts';
import type { GatewayMeans } from './means.ts';
import { baseHeaders, type ReplyIds, sendBody, sendRefusal } from './reply.ts';
import { familyOf, findRoute, type Route } from './route.ts';
import { refusing, requirePrincipal, walkExchange } from './walk.ts';

/** Header bytes that one request may have. */
const HEADER_BYTES = 16 * 1024;

/** The listener for applications. It has the routes of the list and no others; nothing on it administers anything. */
export function createTrafficServer(means: GatewayMeans, isReady: () => boolean): Server {
  let running = 0;
  const server = createServer(
    { maxHeaderSize: HEADER_BYTES, requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 },
    (request, response) => {
      running += 1;
      const isBusy = running > means.serving().configuration.limits.concurrentRequests;
      const ids: ReplyIds = { request: requestId(request, means), decision: means.newId('dec') };
      answer(request, response, isBusy, ids, means, isReady)
        .catch((error: unknown) => crashed(request, response, error, ids, means))
        .finally(() => {
          running -= 1;
        });
    },
  );
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  isBusy: boolean,
  ids: ReplyIds,
  means: GatewayMeans,
  isReady: () => boolean,
): Promise<void> {
  const target = request.url ?? '';
  const route = findRoute(target);
  response.on('finish', () => means.meters.request(route?.paths[0] ?? 'none', response.statusCode));
  const refusal = refuseRoute(route, request, isBusy);
  if (refusal !== undefined || route === undefined)
    return sendRefusal(response, familyOf(target), refusal ?? UNKNOWN, ids);
  const { work } = route;
  if (work.kind === 'exchange') return walkExchange(request, response, work.dialect, ids, means);
  if (work.kind === 'models') return listModels(request, response, ids, means);
  if (work.kind === 'live') return sendBody(response, 200, { 'content-type': 'text/plain' }, 'live\n');
  const ready = isReady();
  sendBody(response, ready ? 200 : 503, { 'content-type': 'text/plain' }, ready ? 'ready\n' : 'not ready\n');
}

const UNKNOWN: Refusal = { code: 'not-found', message: 'There is no such route.' };

function refuseRoute(route: Route | undefined, request: IncomingMessage, isBusy: boolean): Refusal | undefined {
  if (route === undefined) return UNKNOWN;
  if (request.method !== route.method) return { code: 'method-not-allowed', message: `Use ${route.method} here.` };
  return isBusy && route.work.kind === 'exchange' ? { code: 'busy', message: 'Too many requests at once.' } : undefined;
}

/** A caller's own id is kept when it is well-formed, so that logs on both sides meet. */
function requestId(request: IncomingMessage, means: GatewayMeans): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : means.newId('req');
}

/** The models of this principal, in the shape of whoever asks. */
async function listModels(
  request: IncomingMessage,
  response: ServerResponse,
  ids: ReplyIds,
  means: GatewayMeans,
): Promise<void> {
  const family = request.headers['anthropic-version'] === undefined ? 'openai' : 'anthropic';
  await refusing(response, { family }, ids, async () => {
    const principal = await requirePrincipal(request, ids, means);
    const models = [...means.serving().configuration.models.values()].filter(
      (model) =>
        model.provider.dialects.includes(family) &&
        (principal.models.includes('*') || principal.models.includes(model.alias)),
    );
    const data = models.map(({ alias }) =>
      family === 'openai'
        ? { id: alias, object: 'model', created: 0, owned_by: 'ringfort' }
        : { id: alias, type: 'model', display_name: alias, created_at: '1970-01-01T00:00:00Z' },
    );
    const body =
      family === 'openai'
        ? { object: 'list', data }
        : { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
    sendBody(response, 200, { ...baseHeaders(family, ids), 'content-type': 'application/json' }, JSON.stringify(body));
  });
}

/** A bug of ours, at any moment of the walk. The caller learns nothing of it but the ids; the log does. */
function crashed(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  ids: ReplyIds,
  means: GatewayMeans,
): void {
  means.crashed(error);
  if (response.headersSent || response.destroyed) response.destroy();
  else
    sendRefusal(
      response,
      familyOf(request.url ?? ''),
      { code: 'control-unavailable', message: 'The gateway failed while it worked on this request.' },
      ids,
    );
}
