import type { IncomingHttpHeaders } from 'node:http';
import type { Principal } from '../core/index.ts';
import type { Refusal } from './error.ts';
import type { GatewayMeans } from './means.ts';

/** The headers of a caller as a provider may see them, of those that a dialect sends on. */
export type CallerHeaders =
  | { readonly ok: true; readonly headers: IncomingHttpHeaders }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a forwarded header may say. Its value goes out uninspected, so no text fits into it. */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ['anthropic-version', /^\d{4}-\d{2}-\d{2}$/],
  ['anthropic-beta', /^[a-z0-9-]{1,64}(?:, ?[a-z0-9-]{1,64}){0,31}$/],
  ['openai-beta', /^[a-z0-9-]{1,64}(?:=[a-z0-9-]{1,64})?(?:, ?[a-z0-9-]{1,64}(?:=[a-z0-9-]{1,64})?){0,31}$/],
  ['idempotency-key', /^[\x21-\x7e]{1,255}$/],
]);

/**
 * Refuses a forwarded header that says more than its form has room for. The key of a repeated request goes out scoped to
 * its principal: at the provider all callers share one account, and one must not get the answer of another.
 */
export function callerHeaders(
  given: IncomingHttpHeaders,
  forwarded: readonly string[],
  principal: Principal,
  means: Pick<GatewayMeans, 'scopedKey'>,
): CallerHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const name of forwarded) {
    const value = given[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || FORMS.get(name)?.test(value) !== true)
      return { ok: false, refusal: { code: 'invalid-request', message: `The header \`${name}\` is not well-formed.` } };
    headers[name] = name === 'idempotency-key' ? means.scopedKey(principal, value) : value;
  }
  return { ok: true, headers };
}
