import { SEVERITIES, type Severity } from '../core/index.ts';
import { textField } from './body.ts';
import type { LedgerEntry } from './entry.ts';
import type { OcsfEvent, OcsfOptions } from './ocsf.ts';

/** The released schema that every event names. */
export const OCSF_VERSION = '1.8.0';

/** `class_uid` by class; the category is the thousands. */
export const OCSF_CLASSES = {
  complianceFinding: 2003,
  detectionFinding: 2004,
  incidentFinding: 2005,
  authentication: 3002,
  entityManagement: 3004,
  applicationLifecycle: 6002,
  apiActivity: 6003,
} as const;
export type OcsfClass = keyof typeof OCSF_CLASSES;

/** An activity that no number of the class says: its own name must be given with 99. */
export const OTHER_ACTIVITY = 99;

export interface Frame {
  readonly class: OcsfClass;
  readonly activity: number;
  /** Needed when the activity is 99. */
  readonly activityName?: string;
  readonly severity?: Severity;
  readonly profiles?: readonly string[];
  /** Unique among all events; the entry hash when absent. */
  readonly uid?: string;
}

/** The fields that every event has, with the chain under `unmapped.ringfort` as 1.8 has no place for it. */
export function framed(entry: LedgerEntry, options: OcsfOptions, frame: Frame, rest: OcsfEvent): OcsfEvent {
  const classUid = OCSF_CLASSES[frame.class];
  const { body, sequence, previous, hash } = entry;
  return {
    activity_id: frame.activity,
    ...(frame.activityName === undefined ? {} : { activity_name: frame.activityName }),
    category_uid: Math.floor(classUid / 1000),
    class_uid: classUid,
    type_uid: classUid * 100 + frame.activity,
    time: body.at,
    severity_id: severityId(frame.severity ?? 'info'),
    metadata: withoutUndefined({
      version: OCSF_VERSION,
      product: productOf(options),
      profiles: frame.profiles,
      uid: frame.uid ?? hash,
      correlation_uid: textField(body, 'exchange'),
      sequence,
      log_name: 'ringfort-ledger',
    }),
    ...rest,
    unmapped: {
      ringfort: withoutUndefined({
        kind: body.kind,
        sequence,
        previous,
        hash,
        payload: entry.payload,
        decision: textField(body, 'decision'),
        crossing: textField(body, 'crossing'),
        dialect: textField(body, 'dialect'),
      }),
    },
  };
}

export function productOf(options: OcsfOptions): OcsfEvent {
  return withoutUndefined({ name: 'Ringfort', vendor_name: 'Ringfort', version: options.productVersion });
}

/** Who acted, as a user: the id of the principal, and its tenant as the organization. */
export function userOf(body: object): OcsfEvent {
  const tenant = textField(body, 'tenant');
  const uid = textField(body, 'principal') ?? UNKNOWN;
  return tenant === undefined ? { uid } : { uid, org: { uid: tenant } };
}

export function severityId(severity: Severity): number {
  return SEVERITIES.indexOf(severity) + 1;
}

export function withoutUndefined(fields: OcsfEvent): OcsfEvent {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export const UNKNOWN = 'unknown';
