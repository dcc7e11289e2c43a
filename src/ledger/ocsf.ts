import type { EntryKind, LedgerEntry } from './entry.ts';
import { apiActivityOfAct, decisionEvents } from './ocsf-activity.ts';
import {
  authentication,
  complianceFinding,
  entityManagement,
  incidentFinding,
  lifecycle,
} from './ocsf-organization.ts';

/** An event of OCSF, ready for JSON. */
export type OcsfEvent = Readonly<Record<string, unknown>>;

export interface OcsfOptions {
  /** The version of Ringfort, as the events name the product. */
  readonly productVersion?: string;
  /** Threat ids that a control mitigates; those of ATLAS become `attacks`. */
  readonly threatsOf?: (control: string) => readonly string[];
}

/** The events of one entry, most general first. Texts and payloads never take part. */
export function ocsfEvents(entry: LedgerEntry, options: OcsfOptions = {}): readonly OcsfEvent[] {
  return MAPPING[entry.body.kind](entry, options);
}

type Mapping = (entry: LedgerEntry, options: OcsfOptions) => readonly OcsfEvent[];

const MAPPING = {
  start: lifecycle,
  stop: lifecycle,
  ledger: lifecycle,
  'fail-open': lifecycle,
  decision: decisionEvents,
  act: apiActivityOfAct,
  'act-result': apiActivityOfAct,
  approval: entityManagement,
  acceptance: entityManagement,
  configuration: entityManagement,
  key: entityManagement,
  authentication,
  'self-proof': complianceFinding,
  incident: incidentFinding,
} as const satisfies Record<EntryKind, Mapping>;
