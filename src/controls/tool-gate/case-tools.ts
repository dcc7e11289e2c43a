import type { ArgumentIssue, RegisteredTool } from '../../core/index.ts';

const NO_ISSUES: readonly ArgumentIssue[] = [];

/** A stand-in for the compiled schema of the policy: known fields, each of one type. */
function tool(
  name: string,
  fields: Readonly<Record<string, 'string' | 'integer' | 'array'>>,
  more: Partial<RegisteredTool> = {},
): RegisteredTool {
  const check = (args: unknown): readonly ArgumentIssue[] => {
    if (typeof args !== 'object' || args === null || Array.isArray(args)) return [{ pointer: '', keyword: 'type' }];
    return Object.entries(args).flatMap(([key, value]) => {
      const wanted = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (wanted === undefined) return [{ pointer: '', keyword: 'additionalProperties' }];
      if (wanted === 'integer') {
        if (!Number.isInteger(value)) return [{ pointer: `/${key}`, keyword: 'type' }];
        return Number(value) < 1 ? [{ pointer: `/${key}`, keyword: 'minimum' }] : NO_ISSUES;
      }
      const fits = wanted === 'array' ? Array.isArray(value) : typeof value === 'string';
      return fits ? NO_ISSUES : [{ pointer: `/${key}`, keyword: 'type' }];
    });
  };
  return { name, class: 'state', reveal: [], hosts: [], approval: 'never', ...more, check };
}

/** The tools of the cases. */
export const REGISTRY: readonly RegisteredTool[] = [
  tool('order.get', { order_id: 'string' }, { class: 'read-personal' }),
  tool('refund.create', { order_id: 'string', amount: 'integer', reason: 'string' }, { class: 'money' }),
  tool('account.delete', { customer_id: 'string' }, { class: 'destructive', approval: 'always' }),
  tool('email.send', { to: 'string', subject: 'string', body: 'string' }, { class: 'outside-write' }),
  tool('address.change', { name: 'string', street: 'string', city: 'string' }, { class: 'account' }),
  tool('analytics.sql', { query: 'string' }, { class: 'read-bulk' }),
  tool('code.run', { code: 'string' }, { class: 'compute' }),
  tool('flight.find', { origin: 'string', destination: 'string', departure: 'string' }, { class: 'outside-read' }),
  tool(
    'shipping.track',
    { tracking_id: 'string', carrier_url: 'string', urls: 'array' },
    { class: 'outside-read', hosts: ['track.parcel.example', '*.cluster.example', 'api.parcel.example:8443'] },
  ),
];
