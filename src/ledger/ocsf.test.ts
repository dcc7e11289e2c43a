import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { LedgerEntryBody } from './entry.ts';
import { ENTRY_KINDS, OCSF_SCHEMA } from './index.ts';
import { ocsfEvents } from './ocsf.ts';

const validate = new Ajv2020({ strict: false, allErrors: true }).compile(OCSF_SCHEMA);

const AT = 1_764_000_000_000;
const FINGERPRINT = `sha256:${'ab'.repeat(32)}`;
const finding = { rule: 'npm-token', severity: 'high', confidence: 0.92, at: { part: 0, start: 12, end: 52 } };

function decision(over: object = {}): LedgerEntryBody {
  return {
    kind: 'decision',
    at: AT,
    decision: 'dec_1',
    exchange: 'exc_1',
    crossing: 'model.completion',
    action: 'pass',
    controls: [],
    digests: [FINGERPRINT],
    configuration: FINGERPRINT,
    principal: 'key_1',
    tenant: 'larkfield',
    session: 'ses_1',
    model: 'support',
    provider: 'openai',
    dialect: 'chat',
    streamed: true,
    ...over,
  };
}

function control(over: object = {}) {
  return { control: 'imagined', mode: 'enforce', outcome: 'pass', action: 'pass', findings: [], ...over };
}

function eventsOf(body: LedgerEntryBody) {
  const entry = { sequence: 7, previous: 'a'.repeat(64), body, hash: 'b'.repeat(64) };
  const threatsOf = (name: string) => (name === 'imagined' ? ['atlas:5.6.0:AML.T0057', 'owasp-llm:2026:LLM02'] : []);
  const events = ocsfEvents(entry, { productVersion: '0.1.0', threatsOf });
  for (const event of events) {
    validate(event);
    expect(validate.errors ?? []).toEqual([]);
  }
  return events;
}

describe('a decision becomes API Activity', () => {
  test.each([
    ['pass', [], 1, 1],
    ['flag', [control({ outcome: 'flag', action: 'flag', findings: [finding] })], 3, 15],
    ['rewrite', [control({ outcome: 'rewrite', action: 'rewrite', findings: [finding] })], 4, 11],
    ['hold', [control({ outcome: 'hold', action: 'hold', findings: [finding] })], 99, 14],
    ['block', [control({ outcome: 'block', action: 'block', findings: [finding] })], 2, 2],
    ['pass', [control({ mode: 'observe', outcome: 'block', action: 'pass', findings: [finding] })], 3, 15],
    ['block', [control({ outcome: 'block', action: 'block', failed: 'timeout' })], 2, 27],
    ['pass', [control({ failed: 'error' })], 1, 27],
  ])('%s with %j as action %i and disposition %i', (action, controls, actionId, dispositionId) => {
    const [event] = eventsOf(decision({ action, controls }));
    expect(event).toMatchObject({ class_uid: 6003, action_id: actionId, disposition_id: dispositionId });
  });

  test('with who, what, which model and where it stands in the chain', () => {
    const controls = [control({ outcome: 'block', action: 'block', findings: [finding] })];
    const [event] = eventsOf(decision({ action: 'block', controls }));
    expect(event).toEqual({
      activity_id: 99,
      activity_name: 'model.completion',
      category_uid: 6,
      class_uid: 6003,
      type_uid: 600_399,
      time: AT,
      severity_id: 4,
      metadata: {
        version: '1.8.0',
        product: { name: 'Ringfort', vendor_name: 'Ringfort', version: '0.1.0' },
        profiles: ['ai_operation', 'security_control'],
        uid: 'dec_1',
        correlation_uid: 'exc_1',
        sequence: 7,
        log_name: 'ringfort-ledger',
      },
      action_id: 2,
      disposition_id: 2,
      policy: { name: 'ringfort.yaml', uid: FINGERPRINT, version: FINGERPRINT },
      attacks: [{ technique: { uid: 'AML.T0057' }, version: '5.6.0' }],
      firewall_rule: { uid: 'imagined' },
      ai_model: { ai_provider: 'openai', name: 'support' },
      message_context: { uid: 'ses_1', service: { name: 'ringfort' }, ai_role_id: 2 },
      actor: { user: { uid: 'key_1', org: { uid: 'larkfield' } } },
      api: { operation: 'model.completion', service: { name: 'ringfort' } },
      src_endpoint: { name: 'key_1' },
      unmapped: {
        ringfort: {
          kind: 'decision',
          sequence: 7,
          previous: 'a'.repeat(64),
          hash: 'b'.repeat(64),
          decision: 'dec_1',
          crossing: 'model.completion',
          dialect: 'chat',
        },
      },
    });
  });

  test.each([
    ['interface.request', {}, 99, 600_399, 1],
    ['data.retrieval', {}, 2, 600_302, 6],
    ['data.ingest', {}, 1, 600_301, 6],
    ['application.listing', {}, 2, 600_302, 3],
    ['application.call', { tool: 'orders.find', class: 'read-tenant' }, 2, 600_302, 3],
    ['application.call', { tool: 'orders.refund', class: 'money' }, 1, 600_301, 3],
    ['application.call', { tool: 'orders.note', class: 'write-soft' }, 3, 600_303, 3],
    ['application.call', { tool: 'orders.drop', class: 'destructive' }, 4, 600_304, 3],
    ['application.call', { tool: 'sum', class: 'compute' }, 99, 600_399, 3],
  ])('at %s with %j as activity %i', (crossing, over, activity, type, role) => {
    const [event] = eventsOf(decision({ crossing, ...over }));
    expect(event).toMatchObject({ activity_id: activity, type_uid: type, message_context: { ai_role_id: role } });
  });

  test('that names the tool it was about', () => {
    const [event] = eventsOf(decision({ crossing: 'application.call', tool: 'orders.find' }));
    expect(event).toMatchObject({ api: { operation: 'orders.find' } });
  });
});

describe('a control that found something becomes a Detection Finding', () => {
  test('with rules, spans and confidence, and without text', () => {
    const second = { ...finding, rule: 'aws-key', severity: 'critical', confidence: 0.5 };
    const controls = [control(), control({ outcome: 'rewrite', action: 'rewrite', findings: [finding, second] })];
    const events = eventsOf(decision({ action: 'rewrite', controls }));
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({
      class_uid: 2004,
      category_uid: 2,
      type_uid: 200_401,
      severity_id: 5,
      confidence_score: 92,
      action_id: 4,
      disposition_id: 11,
      is_alert: false,
      metadata: { uid: 'dec_1/imagined', profiles: ['security_control'] },
      firewall_rule: { uid: 'imagined' },
      finding_info: {
        uid: 'dec_1/imagined',
        title: 'imagined: npm-token, aws-key',
        types: ['npm-token', 'aws-key'],
        analytic: { name: 'imagined', uid: 'imagined', type_id: 1 },
        attacks: [{ technique: { uid: 'AML.T0057' }, version: '5.6.0' }],
      },
      evidences: [{ data: { findings: [finding, second], digests: [FINGERPRINT] } }],
    });
  });

  test.each([
    ['block', true],
    ['hold', true],
    ['flag', false],
  ])('%s alerts: %s', (action, isAlert) => {
    const events = eventsOf(
      decision({ action, controls: [control({ outcome: action, action, findings: [finding] })] }),
    );
    expect(events[1]).toMatchObject({ is_alert: isAlert });
  });

  test('and what has no form of a finding is left out', () => {
    const controls = [control({ findings: [{ rule: 'x' }, 'text', null] }), 'text', { control: 'y' }];
    expect(eventsOf(decision({ controls }))).toHaveLength(1);
  });
});

describe('other entries', () => {
  test.each<[LedgerEntryBody, number, number, object]>([
    [{ kind: 'start', at: AT }, 6002, 600_203, { app: { name: 'Ringfort' } }],
    [{ kind: 'stop', at: AT }, 6002, 600_204, {}],
    [{ kind: 'ledger', at: AT, event: 'recovered' }, 6002, 600_299, { activity_name: 'recovered', severity_id: 3 }],
    [{ kind: 'fail-open', at: AT }, 6002, 600_299, { activity_name: 'fail-open', severity_id: 3 }],
    [
      { kind: 'act', at: AT, tool: 'orders.refund', class: 'money' },
      6003,
      600_301,
      { api: { operation: 'orders.refund' } },
    ],
    [{ kind: 'act-result', at: AT, tool: 'a', outcome: 'succeeded' }, 6003, 600_399, { status_id: 1 }],
    [{ kind: 'act-result', at: AT, tool: 'a', outcome: 'failed' }, 6003, 600_399, { status_id: 2 }],
    [{ kind: 'act-result', at: AT, tool: 'a' }, 6003, 600_399, { status_id: 0 }],
    [
      { kind: 'key', at: AT, event: 'created', key: 'k1', name: 'ci' },
      3004,
      300_401,
      { entity: { type: 'key', uid: 'k1', name: 'ci' } },
    ],
    [{ kind: 'key', at: AT, event: 'revoked', key: 'k1' }, 3004, 300_404, {}],
    [
      { kind: 'configuration', at: AT, event: 'loaded', configuration: FINGERPRINT },
      3004,
      300_402,
      { entity: { uid: FINGERPRINT } },
    ],
    [
      { kind: 'approval', at: AT, event: 'granted', reason: 'agreed' },
      3004,
      300_499,
      { activity_name: 'granted', comment: 'agreed' },
    ],
    [{ kind: 'acceptance', at: AT }, 3004, 300_403, { activity_id: 3 }],
    [
      { kind: 'authentication', at: AT, principal: 'k1', outcome: 'failed' },
      3002,
      300_201,
      { status_id: 2, user: { uid: 'k1' } },
    ],
    [{ kind: 'authentication', at: AT, principal: 'k1' }, 3002, 300_201, { status_id: 1 }],
    [
      { kind: 'self-proof', at: AT, control: 'imagined', outcome: 'failed' },
      2003,
      200_301,
      { compliance: { status_id: 3 } },
    ],
    [
      { kind: 'self-proof', at: AT, control: 'imagined', outcome: 'succeeded' },
      2003,
      200_301,
      { compliance: { status_id: 1 } },
    ],
    [{ kind: 'incident', at: AT, incident: 'i1', state: 'open' }, 2005, 200_501, { status_id: 1 }],
    [{ kind: 'incident', at: AT, incident: 'i1', state: 'recovered' }, 2005, 200_502, { status_id: 4 }],
    [{ kind: 'incident', at: AT, incident: 'i1', state: 'reviewed' }, 2005, 200_503, { status_id: 5 }],
  ])('%j become class %i, type %i', (body, classUid, typeUid, rest) => {
    const events = eventsOf(body);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ class_uid: classUid, type_uid: typeUid, ...rest });
  });

  test('of every kind become valid events, however little they say', () => {
    for (const kind of ENTRY_KINDS) expect(eventsOf({ kind, at: AT })).toHaveLength(1);
  });
});

describe('the schema', () => {
  test.each([
    ['a field that it does not know', { secret: 'text' }],
    ['a type that does not go with the activity', { type_uid: 600_301 }],
    ['an activity without its name', { activity_name: undefined }],
    ['another version', { metadata: { version: '1.7.0' } }],
  ])('refuses %s', (_what, change) => {
    const [event] = eventsOf(decision());
    expect(validate(JSON.parse(JSON.stringify({ ...event, ...change })))).toBe(false);
  });
});
