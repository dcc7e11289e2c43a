import { createHmac, randomBytes } from 'node:crypto';
import type { AddToSum } from '../boundaries/index.ts';
import type { DecisionRecord } from '../core/index.ts';
import type { ExchangeFacts, GatewayMeans, GatewayMeters } from '../gateway/index.ts';
import { createAuthenticator, createCanaries, createPseudonyms, pseudonymKeyOf, sessionOf } from '../identity/index.ts';
import type { LedgerEntryBody } from '../ledger/index.ts';
import type { Logger, Metrics, ModelError } from '../telemetry/index.ts';
import { decodedViews } from '../text/index.ts';
import { decisionBody, eventBody } from './entry.ts';
import type { Installation } from './installation.ts';
import type { RecentDecisions } from './recent.ts';
import type { Standing } from './serving.ts';

export interface MeansSettings {
  readonly installation: Installation;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly recent: RecentDecisions;
  standing(): Standing;
}

/** The gateway's view of the house: everything that it needs, and nothing that it could misuse. */
export function gatewayMeans({ installation, metrics, logger, recent, standing }: MeansSettings): GatewayMeans {
  const { secrets, store, ledger } = installation;
  const keep = async (decision: string, body: LedgerEntryBody): Promise<void> => {
    const written = ledger.append(body).then(() => undefined);
    recent.add(decision, body, written);
    await written;
  };
  return {
    serving: standing,
    authenticator: createAuthenticator({ keys: store.keys, pepper: secrets.pepper, now: Date.now }),
    sessionOf: (principal, claim) => sessionOf(principal, claim, secrets.sessionKey),
    async openPseudonyms(principal, session) {
      const sessionKey = (): Uint8Array => pseudonymKeyOf(principal, session, secrets.sessionKey);
      return session.claimed
        ? createPseudonyms({ sessionKey, rows: await store.pseudonyms.load(session.id) })
        : createPseudonyms({ sessionKey });
    },
    joinLabels: async (session, labels) => {
      const { ttlMs } = standing().configuration.sessions;
      return session.claimed ? store.sessionLabels.join(session.id, labels, ttlMs) : labels;
    },
    sumsOf(principal, session) {
      const addTo =
        (...owner: readonly string[]): AddToSum =>
        (control, { turn, ...counted }) => {
          const mark = hmacOf(secrets.sessionKey, ['turn', session.id, turn]).toString('base64url').slice(0, TURN_MARK);
          const name = hmacOf(secrets.sessionKey, ['sum', control, ...owner]).toString('base64url');
          return store.accumulators.add(name, { ...counted, turn: mark }, standing().configuration.sessions.ttlMs);
        };
      const own = addTo('principal', principal.tenant, principal.id);
      return session.claimed ? { session: addTo('session', session.id), principal: own } : { principal: own };
    },
    pseudonymStore: store.pseudonyms,
    scopedKey: (principal, value) =>
      hmacOf(secrets.sessionKey, ['idempotency', principal.tenant, principal.id, value]).toString('hex'),
    canaryFor: createCanaries(secrets.canaryKey),
    decode: decodedViews,
    counters: store.counters,
    get classifier() {
      return standing().classifier;
    },
    async record(facts: ExchangeFacts, records: readonly DecisionRecord[]) {
      const at = Date.now();
      await Promise.all(records.map((record) => keep(facts.decision, decisionBody(facts, record, at))));
    },
    recordEvent(facts, event) {
      if (event.what === 'provider-failed') {
        const { decision, provider, model } = facts;
        logger.warn('upstream-failed', {
          decision,
          ...(provider && { provider }),
          ...(model && { model }),
          ...(event.code && { code: event.code }),
          ...(event.status && { status: event.status }),
        });
      }
      keep(facts.decision, eventBody(facts, event, Date.now())).catch((error: unknown) =>
        logger.error('ledger-failed', { decision: facts.decision }, error),
      );
    },
    isLedgerOpen: () => ledger.state === 'open',
    meters: metersOf(metrics),
    crashed: (error) => logger.error('request-failed', {}, error),
    newId: (prefix) => `${prefix}_${timeText()}${randomText()}`,
    elapsed: () => performance.now(),
  };
}

/** Characters of a turn's mark: enough to tell the few turns of one sum apart, too few to say anything of the text. */
const TURN_MARK = 12;

/** Over JSON, in which no two lists of strings look alike. */
function hmacOf(key: Uint8Array, fields: readonly string[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(fields)).digest();
}

const FAILURES: Readonly<Record<string, ModelError>> = {
  unreachable: 'unreachable',
  timeout: 'timeout',
  refused: 'refused',
  garbled: 'malformed',
  broken: 'malformed',
  aborted: 'aborted',
};

function metersOf(metrics: Metrics): GatewayMeters {
  const meterOf = (facts: ExchangeFacts) => metrics.model(facts.operation, facts.provider, facts.model);
  return {
    request: (route, status) => metrics.request(route, status),
    answered: (facts, seconds, failure) =>
      meterOf(facts).answered(seconds, failure === undefined ? undefined : FAILURES[failure]),
    firstText: (facts, seconds) => meterOf(facts).firstToken(seconds),
    tokens: (facts, kind, count) => meterOf(facts).tokens(kind, count),
  };
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Milliseconds in 10 characters of base 32, so that ids sort by time. */
function timeText(): string {
  let rest = Date.now();
  let text = '';
  for (let index = 0; index < 10; index += 1) {
    text = `${ALPHABET[rest % 32] ?? '0'}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** 80 unpredictable bits in 16 characters, from a pool that is filled in one go. */
function randomText(): string {
  if (used + 16 > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  let text = '';
  for (let index = 0; index < 16; index += 1) text += ALPHABET[(pool[used + index] ?? 0) & 31] ?? '0';
  used += 16;
  return text;
}

let pool = Buffer.alloc(0);
let used = 0;
