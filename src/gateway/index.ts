/** The gateway: two listeners, one file per wire dialect, one walk for every exchange. Knows no control by name. */
export type { AdminAnswer, AdminMeans } from './admin.ts';
export { createAdminServer } from './admin.ts';
export type { DialectRequest, PlacedUnit, ReadSettings, RequestReading, WireDialect } from './dialect.ts';
export { chatDialect } from './dialects/chat.ts';
export type { RefusalCode } from './error.ts';
export { REFUSALS } from './error.ts';
export { httpUpstream } from './http-upstream.ts';
export type { InnerModel } from './inner-upstream.ts';
export { innerUpstream } from './inner-upstream.ts';
export type { ExchangeEvent, ExchangeFacts, GatewayMeans, GatewayMeters, Serving } from './means.ts';
export type { TrafficPath } from './route.ts';
export { ROUTES, trafficPaths } from './route.ts';
export { createTrafficServer } from './traffic.ts';
export type { Upstream, UpstreamAnswer, UpstreamRequest } from './upstream.ts';
export { UpstreamFailure } from './upstream.ts';
