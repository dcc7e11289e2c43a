/** JSON Schema of the events that the ledger exports: OCSF 1.8.0, cut down to the classes and fields that are used. */
const TEXT = { type: 'string', minLength: 1 };
const TIME = { type: 'integer', minimum: 0 };
const COUNT = { type: 'integer', minimum: 0 };
const HASH = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const ENTITY = {
  type: 'object',
  properties: { name: TEXT, uid: TEXT, version: TEXT },
  minProperties: 1,
  additionalProperties: false,
};
const PRODUCT = closed({ name: TEXT, vendor_name: TEXT, version: TEXT }, ['vendor_name']);
const USER = closed({ uid: TEXT, org: closed({ uid: TEXT }, ['uid']) }, ['uid']);
const RULE = closed({ uid: TEXT }, ['uid']);
const ATTACKS = {
  type: 'array',
  minItems: 1,
  items: closed({ technique: closed({ uid: { type: 'string', pattern: '^AML\\.T' } }, ['uid']), version: TEXT }, [
    'technique',
  ]),
};
const SPAN = closed({ part: COUNT, start: COUNT, end: COUNT }, ['part', 'start', 'end']);
const SEVERITY = { enum: ['info', 'low', 'medium', 'high', 'critical'] };
const FINDING = closed(
  { rule: TEXT, severity: SEVERITY, confidence: { type: 'number', minimum: 0, maximum: 1 }, at: SPAN },
  ['rule', 'severity', 'confidence', 'at'],
);
const FINDING_INFO = closed(
  {
    uid: TEXT,
    title: TEXT,
    types: { type: 'array', items: TEXT },
    analytic: closed({ name: TEXT, uid: TEXT, type_id: { const: 1 } }, ['type_id']),
    created_time: TIME,
    attacks: ATTACKS,
  },
  ['uid', 'title'],
);

const FRAME = {
  activity_name: TEXT,
  time: TIME,
  severity_id: { enum: [1, 2, 3, 4, 5] },
  metadata: closed(
    {
      version: { const: '1.8.0' },
      product: PRODUCT,
      profiles: { type: 'array', items: { enum: ['ai_operation', 'security_control'] } },
      uid: TEXT,
      correlation_uid: TEXT,
      sequence: COUNT,
      log_name: { const: 'ringfort-ledger' },
    },
    ['version', 'product', 'uid', 'sequence'],
  ),
  unmapped: closed(
    {
      ringfort: closed(
        {
          kind: TEXT,
          sequence: COUNT,
          previous: HASH,
          hash: HASH,
          payload: HASH,
          decision: TEXT,
          crossing: TEXT,
          dialect: TEXT,
        },
        ['kind', 'sequence', 'previous', 'hash'],
      ),
    },
    ['ringfort'],
  ),
};

const SECURITY_CONTROL = {
  action_id: { enum: [1, 2, 3, 4, 99] },
  action: { const: 'hold' },
  disposition_id: { enum: [1, 2, 11, 14, 15, 27] },
  policy: ENTITY,
  firewall_rule: RULE,
  attacks: ATTACKS,
};

const API_ACTIVITY = {
  ...SECURITY_CONTROL,
  actor: closed({ user: USER }, ['user']),
  api: closed({ operation: TEXT, service: ENTITY }, ['operation']),
  src_endpoint: closed({ name: TEXT }, ['name']),
  ai_model: closed({ ai_provider: TEXT, name: TEXT, version: TEXT }, ['ai_provider', 'name']),
  message_context: closed(
    {
      uid: TEXT,
      service: ENTITY,
      ai_role_id: { enum: [0, 1, 2, 3, 6] },
      prompt_tokens: COUNT,
      completion_tokens: COUNT,
      total_tokens: COUNT,
    },
    ['service'],
  ),
  status_id: { enum: [0, 1, 2] },
};

const DETECTION_FINDING = {
  ...SECURITY_CONTROL,
  confidence_score: { type: 'integer', minimum: 0, maximum: 100 },
  finding_info: FINDING_INFO,
  evidences: {
    type: 'array',
    items: closed(
      {
        data: closed({ findings: { type: 'array', items: FINDING }, digests: { type: 'array', items: TEXT } }, [
          'findings',
        ]),
      },
      ['data'],
    ),
  },
  is_alert: { type: 'boolean' },
  status_id: { const: 1 },
};

const COMPLIANCE = closed(
  { standards: { type: 'array', items: TEXT, minItems: 1 }, control: TEXT, status_id: { enum: [1, 3] } },
  ['standards', 'status_id'],
);

/** Validate with any JSON Schema 2020-12 validator. Fields that are not listed are refused. */
export const OCSF_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:ringfort:ocsf:1.8.0',
  oneOf: [
    event(6003, [1, 2, 3, 4, 99], API_ACTIVITY, [
      'actor',
      'api',
      'src_endpoint',
      'action_id',
      'disposition_id',
      'message_context',
    ]),
    event(2004, [1], DETECTION_FINDING, [
      'finding_info',
      'action_id',
      'disposition_id',
      'confidence_score',
      'firewall_rule',
    ]),
    event(2003, [1], { compliance: COMPLIANCE, finding_info: FINDING_INFO, status_id: { const: 1 } }, [
      'compliance',
      'finding_info',
    ]),
    event(
      2005,
      [1, 2, 3],
      {
        finding_info_list: { type: 'array', minItems: 1, items: FINDING_INFO },
        status_id: { enum: [1, 2, 4, 5] },
        assignee: USER,
      },
      ['finding_info_list', 'status_id', 'assignee'],
    ),
    event(3002, [1], { user: USER, service: ENTITY, status_id: { enum: [1, 2] } }, ['user', 'service', 'status_id']),
    event(
      3004,
      [1, 2, 3, 4, 99],
      {
        actor: closed({ user: USER }, ['user']),
        entity: closed({ type: TEXT, uid: TEXT, name: TEXT, version: TEXT }, ['type', 'uid']),
        comment: TEXT,
      },
      ['entity'],
    ),
    event(6002, [3, 4, 99], { app: PRODUCT }, ['app']),
  ],
};

function closed(properties: Record<string, unknown>, required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** One class: `type_uid` goes with the activity, and an activity without a number of its own needs a name. */
function event(classUid: number, activities: readonly number[], properties: object, required: readonly string[]) {
  const ids = {
    activity_id: { enum: activities },
    category_uid: { const: Math.floor(classUid / 1000) },
    class_uid: { const: classUid },
    type_uid: { enum: activities.map((activity) => classUid * 100 + activity) },
  };
  const always = [
    'activity_id',
    'category_uid',
    'class_uid',
    'type_uid',
    'time',
    'severity_id',
    'metadata',
    'unmapped',
  ];
  return {
    ...closed({ ...ids, ...FRAME, ...properties }, [...always, ...required]),
    if: { properties: { activity_id: { const: 99 } }, required: ['activity_id'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, not a promise
    then: { required: ['activity_name'] },
    allOf: activities.map((activity) => ({
      if: { properties: { activity_id: { const: activity } }, required: ['activity_id'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, not a promise
      then: { properties: { type_uid: { const: classUid * 100 + activity } } },
    })),
  };
}
