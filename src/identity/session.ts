import { createHmac } from 'node:crypto';
import type { Principal, Session } from '../core/index.ts';

/**
 * The conversation of one exchange. A claim (a header, a field of the body) only chooses among the principal's own
 * sessions: the id is an HMAC over tenant, principal and claim, so no claim can name a session of another.
 *
 * Without a claim, exchanges of one principal cannot be told apart: the id is then the same for all of them, `claimed` is
 * false, and nothing may be stored or loaded under it.
 */
export function sessionOf(principal: Principal, claim: string | undefined, key: Uint8Array): Session {
  const claimed = claim !== undefined && claim !== '';
  const fields = claimed
    ? ['session', principal.tenant, principal.id, claim]
    : ['unclaimed', principal.tenant, principal.id];
  return { id: hmacOf(key, fields).toString('hex').slice(0, 40), claimed };
}

/** The key of a session's pseudonyms, from the server's session key. Other sessions, principals and tenants have others. */
export function pseudonymKeyOf(principal: Principal, session: Session, key: Uint8Array): Uint8Array {
  return hmacOf(key, ['pseudonyms', principal.tenant, principal.id, session.id]);
}

/** Over JSON, in which no two lists of strings look alike. */
function hmacOf(key: Uint8Array, fields: readonly string[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(fields)).digest();
}
