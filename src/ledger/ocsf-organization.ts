import { textField } from './body.ts';
import type { LedgerEntry, LedgerEntryBody } from './entry.ts';
import type { OcsfEvent, OcsfOptions } from './ocsf.ts';
import { framed, OTHER_ACTIVITY, productOf, UNKNOWN, userOf, withoutUndefined } from './ocsf-frame.ts';

/** Application Lifecycle: start, stop, and what the ledger and the fail modes have to say. */
export function lifecycle(entry: LedgerEntry, options: OcsfOptions): readonly OcsfEvent[] {
  const { kind } = entry.body;
  const activity = LIFECYCLE.get(kind) ?? OTHER_ACTIVITY;
  const activityName = activity === OTHER_ACTIVITY ? (textField(entry.body, 'event') ?? kind) : undefined;
  const frame = {
    class: 'applicationLifecycle',
    activity,
    ...(activityName === undefined ? {} : { activityName }),
    severity: activity === OTHER_ACTIVITY ? 'medium' : 'info',
  } as const;
  return [framed(entry, options, frame, { app: productOf(options) })];
}

/** Entity Management: a key, the configuration, an approval, an acceptance. */
export function entityManagement(entry: LedgerEntry, options: OcsfOptions): readonly OcsfEvent[] {
  const { body } = entry;
  const event = textField(body, 'event') ?? 'changed';
  const activity = CHANGES.get(event) ?? OTHER_ACTIVITY;
  const frame = {
    class: 'entityManagement',
    activity,
    ...(activity === OTHER_ACTIVITY ? { activityName: event } : {}),
  } as const;
  const entity = withoutUndefined({
    type: body.kind,
    uid: textField(body, body.kind) ?? textField(body, 'id') ?? entry.hash,
    name: textField(body, 'name'),
    version: textField(body, 'configuration'),
  });
  const comment = textField(body, 'reason');
  return [framed(entry, options, frame, { actor: { user: userOf(body) }, entity, ...withoutUndefined({ comment }) })];
}

/** Authentication: a caller showed a credential. */
export function authentication(entry: LedgerEntry, options: OcsfOptions): readonly OcsfEvent[] {
  const { body } = entry;
  const hasFailed = textField(body, 'outcome') === 'failed';
  const frame = { class: 'authentication', activity: 1, severity: hasFailed ? 'low' : 'info' } as const;
  const fields = { user: userOf(body), service: { name: 'ringfort' }, status_id: hasFailed ? 2 : 1 };
  return [framed(entry, options, frame, fields)];
}

/** Compliance Finding: a control proved itself, or could not. */
export function complianceFinding(entry: LedgerEntry, options: OcsfOptions): readonly OcsfEvent[] {
  const { body } = entry;
  const hasFailed = textField(body, 'outcome') === 'failed';
  const control = textField(body, 'control') ?? UNKNOWN;
  const frame = { class: 'complianceFinding', activity: 1, severity: hasFailed ? 'high' : 'info' } as const;
  const compliance = { standards: ['ringfort self-proof'], control, status_id: hasFailed ? 3 : 1 };
  return [
    framed(entry, options, frame, {
      compliance,
      finding_info: infoOf(entry, `self-proof of ${control}`),
      status_id: 1,
    }),
  ];
}

/** Incident Finding: a case was opened, changed or closed. */
export function incidentFinding(entry: LedgerEntry, options: OcsfOptions): readonly OcsfEvent[] {
  const { body } = entry;
  const state = INCIDENT_STATES.get(textField(body, 'state') ?? '') ?? { activity: 2, status: 2 };
  const frame = { class: 'incidentFinding', activity: state.activity, severity: 'high' } as const;
  const fields = {
    finding_info_list: [infoOf(entry, `incident ${textField(body, 'incident') ?? UNKNOWN}`)],
    status_id: state.status,
    assignee: { uid: textField(body, 'owner') ?? UNKNOWN },
  };
  return [framed(entry, options, frame, fields)];
}

function infoOf(entry: LedgerEntry, title: string): OcsfEvent {
  const { body } = entry;
  return { uid: textField(body, 'incident') ?? entry.hash, title, created_time: body.at };
}

const LIFECYCLE: ReadonlyMap<LedgerEntryBody['kind'], number> = new Map([
  ['start', 3],
  ['stop', 4],
]);
const CHANGES = new Map([
  ['created', 1],
  ['issued', 1],
  ['added', 1],
  ['loaded', 2],
  ['changed', 3],
  ['rotated', 3],
  ['revoked', 4],
  ['removed', 4],
]);
/** States of a case, from `open` to `reviewed`, as activity (1 create, 2 update, 3 close) and status. */
const INCIDENT_STATES = new Map([
  ['open', { activity: 1, status: 1 }],
  ['contained', { activity: 2, status: 2 }],
  ['eradicated', { activity: 2, status: 2 }],
  ['recovered', { activity: 2, status: 4 }],
  ['reviewed', { activity: 3, status: 5 }],
]);
