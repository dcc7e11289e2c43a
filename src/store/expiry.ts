/** A time to live is renewed only when a sixteenth of it has passed, so that use does not mean a write each time. */
const SLACK = 16;

/**
 * The expiry of something used now: never earlier than `now + ttlMs`, at most a sixteenth later, and never shortened.
 * Returns `expiresAt` itself when no renewal is due.
 */
export function renewed(expiresAt: number, now: number, ttlMs: number): number {
  return expiresAt >= now + ttlMs ? expiresAt : Math.ceil(now + ttlMs + ttlMs / SLACK);
}
