import { z } from 'zod';
import { type AdminMeans, trafficPaths } from '../gateway/index.ts';
import { createAdminCheck } from '../identity/index.ts';
import { coverage } from '../policy/index.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import { findDecision } from './find-decision.ts';
import type { Installation } from './installation.ts';
import { createKey, listKeys, revokeKey } from './key-work.ts';
import type { RecentDecisions } from './recent.ts';
import type { Standing } from './serving.ts';

export interface AdminSettings {
  readonly installation: Installation;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly recent: RecentDecisions;
  standing(): Standing;
  isReady(): boolean;
  reload: AdminMeans['reload'];
}

const keyWish = z.strictObject({
  name: z.string().min(1).max(64),
  tenant: z.string().min(1).max(64).default('default'),
  models: z.array(z.string().min(1).max(128)).max(100).default([]),
  lifetimeMs: z.number().int().positive().optional(),
});

/** What an operator may do, over the admin listener and so from the command line. */
export function adminMeans({
  installation,
  metrics,
  logger,
  recent,
  standing,
  isReady,
  reload,
}: AdminSettings): AdminMeans {
  const isToken = createAdminCheck(installation.secrets.adminToken);
  return {
    isOperator: (authorization) =>
      authorization?.startsWith('Bearer ') === true && isToken(authorization.slice('Bearer '.length)),
    isReady: () => isReady() && installation.ledger.state === 'open',
    metrics: async () => {
      metrics.ledgerLag(installation.ledger.lag);
      return { contentType: metrics.contentType, text: await metrics.render() };
    },
    configuration: () => ({
      fingerprint: standing().configuration.fingerprint,
      content: standing().configuration.content,
    }),
    coverage: () => coverage(standing().configuration, trafficPaths()),
    decision: (id) => findDecision(id, standing().configuration.ledger.directory, recent),
    listKeys: () => listKeys(installation),
    async createKey(wish) {
      const parsed = keyWish.safeParse(wish);
      if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
      const { lifetimeMs, ...rest } = parsed.data;
      const made = await createKey(installation, lifetimeMs === undefined ? rest : { ...rest, lifetimeMs });
      logger.info('key-created', { entry: made.key.id });
      return { status: 201, body: made };
    },
    async revokeKey(id) {
      const revoked = await revokeKey(installation, id);
      if (revoked === undefined) return { status: 404, body: { error: 'there is no such key' } };
      logger.info('key-revoked', { entry: id });
      return { status: 200, body: revoked };
    },
    reload,
    crashed: (error) => logger.error('request-failed', {}, error),
  };
}
