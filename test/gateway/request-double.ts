import { parseBody } from '../../src/gateway/body.ts';
import { enforceRequest, type Inbound } from '../../src/gateway/inbound.ts';
import type { WireDialect } from '../../src/gateway/index.ts';
import type { Configuration } from '../../src/policy/index.ts';
import { doubleOf, policyOf } from './exchange-double.ts';

/** A secret that no provider may see. */
export const SECRET = 'ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8';

const POLICY = policyOf();

/** Sends a body over the boundaries with real controls: what would go out, or how it was refused. */
export async function sent(
  dialect: WireDialect,
  body: unknown,
  configuration: Configuration = POLICY,
): Promise<Inbound & { readonly text: string }> {
  const parsed = parseBody(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), configuration.limits);
  if (!parsed.ok) return { ...parsed, text: parsed.refusal.message };
  const { limits, unknownParts } = configuration;
  const reading = dialect.readRequest(parsed.body.json, { tenant: 't', limits, unknownParts });
  if (!reading.ok) return { ...reading, text: reading.refusal.message };
  const model = configuration.models.get('chat');
  if (model === undefined) throw new Error('the policy has the model');
  const inbound = await enforceRequest(
    doubleOf(configuration).exchange,
    reading.request,
    parsed.body,
    model,
    configuration.output.disclosure,
  );
  return { ...inbound, text: inbound.ok ? inbound.body.toString() : inbound.refusal.message };
}
