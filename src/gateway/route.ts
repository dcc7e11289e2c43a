import type { Crossing } from '../core/index.ts';
import type { Dialect as Family } from '../policy/index.ts';
import type { WireDialect } from './dialect.ts';
import { chatDialect } from './dialects/chat.ts';
import { embeddingsDialect } from './dialects/embeddings.ts';
import { countTokensDialect, messagesDialect } from './dialects/messages.ts';

/** What a route does. An exchange names its dialect, and with it every crossing; nothing else reaches a provider. */
export type RouteWork =
  | { readonly kind: 'exchange'; readonly dialect: WireDialect }
  | { readonly kind: 'models' }
  | { readonly kind: 'live' }
  | { readonly kind: 'ready' };

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly paths: readonly string[];
  readonly work: RouteWork;
}

/** Every route of the traffic listener. There is no other list. */
export const ROUTES: readonly Route[] = [
  exchange(['/v1/chat/completions', '/chat/completions'], chatDialect),
  exchange(['/v1/messages', '/messages'], messagesDialect),
  exchange(['/v1/messages/count_tokens', '/messages/count_tokens'], countTokensDialect),
  exchange(['/v1/embeddings', '/embeddings'], embeddingsDialect),
  { method: 'GET', paths: ['/v1/models', '/models'], work: { kind: 'models' } },
  { method: 'GET', paths: ['/livez', '/health/liveliness'], work: { kind: 'live' } },
  { method: 'GET', paths: ['/readyz', '/health/readiness'], work: { kind: 'ready' } },
];

/** Finds the route of a request target exactly as it was sent: nothing is decoded, joined or guessed. */
export function findRoute(target: string): Route | undefined {
  const query = target.indexOf('?');
  return BY_PATH.get(query === -1 ? target : target.slice(0, query));
}

/** The error shape for a target that no route matches. */
export function familyOf(target: string): Family {
  return /^(?:\/v1)?\/messages\b/.test(target) ? 'anthropic' : 'openai';
}

/** One way of texts through the gateway, for the coverage table: a route, its dialect, and the crossings it has. */
export interface TrafficPath {
  readonly route: string;
  readonly dialect: string;
  readonly streamed: boolean;
  readonly crossings: readonly Crossing[];
  /** Crossings whose every text goes on to another one of the same path. */
  readonly followedBy?: Readonly<Partial<Record<Crossing, Crossing>>>;
}

/** All paths of the route list, streamed and not. */
export function trafficPaths(): readonly TrafficPath[] {
  return ROUTES.flatMap((route): readonly TrafficPath[] => {
    if (route.work.kind !== 'exchange') return [];
    const { id, crossings, answers } = route.work.dialect;
    const base = {
      route: route.paths[0] ?? '',
      dialect: id,
      crossings: [...crossings.inbound, ...crossings.outbound],
    };
    if (answers === undefined) return [{ ...base, streamed: false }];
    const followedBy = { 'model.completion': 'interface.response' } as const;
    return [false, true].map((streamed) => ({ ...base, streamed, followedBy }));
  });
}

const BY_PATH: ReadonlyMap<string, Route> = new Map(
  ROUTES.flatMap((route) => route.paths.map((path) => [path, route])),
);

function exchange(paths: readonly string[], dialect: WireDialect): Route {
  return { method: 'POST', paths, work: { kind: 'exchange', dialect } };
}
