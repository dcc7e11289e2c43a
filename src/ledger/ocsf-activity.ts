import { CONSEQUENCE_CLASSES, type ConsequenceClass, type Outcome, SEVERITIES, type Severity } from '../core/index.ts';
import { controlsOf, countField, outcomeField, type ReadControl, textField } from './body.ts';
import type { LedgerEntry, LedgerEntryBody } from './entry.ts';
import type { OcsfEvent, OcsfOptions } from './ocsf.ts';
import { framed, OTHER_ACTIVITY, UNKNOWN, userOf, withoutUndefined } from './ocsf-frame.ts';

/** `action_id` of the security_control profile. */
export const ACTION_IDS = { pass: 1, flag: 3, rewrite: 4, hold: 99, block: 2 } as const satisfies Record<
  Outcome,
  number
>;

/** `disposition_id`, when no fail mode was used and nobody only watched. */
export const DISPOSITION_IDS = {
  pass: 1,
  flag: 15,
  rewrite: 11,
  hold: 14,
  block: 2,
} as const satisfies Record<Outcome, number>;

const DISPOSITION_ERROR = 27;
const DISPOSITION_DETECTED = 15;
const ACTION_OBSERVED = 3;

/** API Activity for the decision itself, and a Detection Finding for each control that found something. */
export function decisionEvents(entry: LedgerEntry, options: OcsfOptions): readonly OcsfEvent[] {
  const controls = controlsOf(entry.body);
  const found = controls.filter((control) => control.findings.length > 0);
  return [apiActivity(entry, options, controls), ...found.map((control) => detectionFinding(entry, options, control))];
}

/** API Activity for an act that was let out, or for what came of it. */
export function apiActivityOfAct(entry: LedgerEntry, options: OcsfOptions): readonly OcsfEvent[] {
  return [apiActivity(entry, options, [])];
}

function apiActivity(entry: LedgerEntry, options: OcsfOptions, controls: readonly ReadControl[]): OcsfEvent {
  const { body } = entry;
  const action = outcomeField(body, 'action') ?? 'pass';
  const activity = activityOf(body);
  const frame = {
    class: 'apiActivity',
    activity,
    ...(activity === OTHER_ACTIVITY ? { activityName: textField(body, 'crossing') ?? body.kind } : {}),
    severity: worst(controls),
    profiles: ['ai_operation', 'security_control'],
    ...(body.kind === 'decision' ? { uid: textField(body, 'decision') ?? entry.hash } : {}),
  } as const;
  return framed(entry, options, frame, {
    ...enforcement(body, action, controls),
    ...withoutUndefined({
      attacks: attacksOf(controls, options),
      firewall_rule: decidingRule(controls, action),
      ai_model: modelOf(body),
      message_context: contextOf(body),
      status_id: statusOf(body),
    }),
    actor: { user: userOf(body) },
    api: {
      operation: textField(body, 'tool') ?? textField(body, 'crossing') ?? body.kind,
      service: { name: 'ringfort' },
    },
    src_endpoint: { name: textField(body, 'principal') ?? UNKNOWN },
  });
}

function detectionFinding(entry: LedgerEntry, options: OcsfOptions, control: ReadControl): OcsfEvent {
  const { body } = entry;
  const uid = `${textField(body, 'decision') ?? entry.hash}/${control.control}`;
  const rules = [...new Set(control.findings.map(({ rule }) => rule))];
  const attacks = attacksOf([control], options);
  const confidence = Math.max(...control.findings.map((finding) => finding.confidence));
  const frame = {
    class: 'detectionFinding',
    activity: 1,
    severity: worst([control]),
    profiles: ['security_control'],
    uid,
  } as const;
  return framed(entry, options, frame, {
    ...enforcement(body, control.action, [control]),
    ...withoutUndefined({ attacks }),
    confidence_score: Math.round(Math.min(1, Math.max(0, confidence)) * 100),
    firewall_rule: { uid: control.control },
    finding_info: withoutUndefined({
      uid,
      title: `${control.control}: ${rules.join(', ')}`,
      types: rules,
      analytic: { name: control.control, uid: control.control, type_id: 1 },
      created_time: body.at,
      attacks,
    }),
    evidences: [{ data: { findings: control.findings, digests: body.digests ?? [] } }],
    is_alert: control.action === 'block' || control.action === 'hold',
    status_id: 1,
  });
}

function enforcement(body: LedgerEntryBody, action: Outcome, controls: readonly ReadControl[]): OcsfEvent {
  const isWatched = controls.some(({ mode, outcome }) => mode === 'observe' && outcome !== 'pass');
  const isObserved = action === 'flag' || (action === 'pass' && isWatched);
  const hasFailed = controls.some(({ failed }) => failed);
  const disposition = isObserved ? DISPOSITION_DETECTED : DISPOSITION_IDS[action];
  const fingerprint = textField(body, 'configuration');
  return {
    action_id: isObserved ? ACTION_OBSERVED : ACTION_IDS[action],
    ...(action === 'hold' ? { action: 'hold' } : {}),
    disposition_id: hasFailed ? DISPOSITION_ERROR : disposition,
    ...(fingerprint === undefined ? {} : { policy: { name: 'ringfort.yaml', uid: fingerprint, version: fingerprint } }),
  };
}

/** The control whose action is the decision; of several the first. */
function decidingRule(controls: readonly ReadControl[], action: Outcome): OcsfEvent | undefined {
  const deciding = action === 'pass' ? undefined : controls.find((control) => control.action === action);
  return deciding === undefined ? undefined : { uid: deciding.control };
}

function worst(controls: readonly ReadControl[]): Severity {
  const places = controls.flatMap(({ findings }) => findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return SEVERITIES[Math.max(0, ...places)] ?? 'info';
}

function attacksOf(controls: readonly ReadControl[], options: OcsfOptions): readonly OcsfEvent[] | undefined {
  const found = controls.filter(({ findings }) => findings.length > 0);
  const threats = new Set(found.flatMap(({ control }) => options.threatsOf?.(control) ?? []));
  const attacks = [...threats].flatMap((threat) => {
    const technique = TECHNIQUE.exec(threat);
    return technique === null ? [] : [{ technique: { uid: technique[2] }, version: technique[1] }];
  });
  return attacks.length === 0 ? undefined : attacks;
}

function modelOf(body: LedgerEntryBody): OcsfEvent | undefined {
  const name = textField(body, 'model');
  if (name === undefined) return undefined;
  return withoutUndefined({
    ai_provider: textField(body, 'provider') ?? UNKNOWN,
    name,
    version: textField(body, 'modelVersion'),
  });
}

function contextOf(body: LedgerEntryBody): OcsfEvent {
  return withoutUndefined({
    uid: textField(body, 'session'),
    service: { name: 'ringfort' },
    ai_role_id: ROLES.get(textField(body, 'crossing') ?? '') ?? (textField(body, 'tool') === undefined ? 0 : 3),
    prompt_tokens: countField(body, 'promptTokens'),
    completion_tokens: countField(body, 'completionTokens'),
    total_tokens: countField(body, 'totalTokens'),
  });
}

/** 1 success, 2 failure; absent where nothing was done yet. */
function statusOf(body: LedgerEntryBody): number | undefined {
  if (body.kind !== 'act-result') return undefined;
  return STATUS.get(textField(body, 'outcome') ?? '') ?? 0;
}

function activityOf(body: LedgerEntryBody): number {
  const effect = CONSEQUENCE_CLASSES.find((one) => one === body.class);
  if (effect !== undefined) return EFFECTS[effect];
  return ACTIVITIES.get(textField(body, 'crossing') ?? '') ?? OTHER_ACTIVITY;
}

const TECHNIQUE = /^atlas:([0-9.]+):(AML\.T[0-9.]+)$/;
const STATUS = new Map([
  ['succeeded', 1],
  ['failed', 2],
]);
const ACTIVITIES = new Map([
  ['application.listing', 2],
  ['data.retrieval', 2],
  ['data.memory', 2],
  ['data.ingest', 1],
]);
/** `ai_role_id` by crossing: 1 user, 2 assistant, 3 tool, 6 retriever. */
const ROLES = new Map([
  ['interface.request', 1],
  ['model.prompt', 1],
  ['model.completion', 2],
  ['interface.response', 2],
  ['application.listing', 3],
  ['application.call', 3],
  ['application.result', 3],
  ['data.ingest', 6],
  ['data.retrieval', 6],
  ['data.memory', 6],
]);
/** `activity_id` by the effect of a tool: 1 create, 2 read, 3 update, 4 delete, 99 other. */
const EFFECTS = {
  'read-public': 2,
  'read-tenant': 2,
  'read-personal': 2,
  'read-bulk': 2,
  'outside-read': 2,
  compute: 99,
  state: 3,
  'write-soft': 3,
  'outside-write': 1,
  money: 1,
  account: 3,
  destructive: 4,
} as const satisfies Record<ConsequenceClass, number>;
