import type { FailureKind } from './upstream.ts';

/** What the gateway itself may answer besides a provider's answer. Closed; each has one status and one class per dialect. */
export const REFUSALS = {
  'invalid-request': { status: 400, openai: 'invalid_request', anthropic: 'invalid_request_error' },
  'credentials-conflict': { status: 400, openai: 'credentials_conflict', anthropic: 'invalid_request_error' },
  'invalid-key': { status: 401, openai: 'invalid_api_key', anthropic: 'authentication_error' },
  'content-blocked': { status: 400, openai: 'content_policy_violation', anthropic: 'invalid_request_error' },
  'approval-required': { status: 403, openai: 'approval_required', anthropic: 'permission_error' },
  'permission-denied': { status: 403, openai: 'permission_denied', anthropic: 'permission_error' },
  'not-found': { status: 404, openai: 'not_found', anthropic: 'not_found_error' },
  'method-not-allowed': { status: 405, openai: 'method_not_allowed', anthropic: 'invalid_request_error' },
  'too-large': { status: 413, openai: 'request_too_large', anthropic: 'request_too_large' },
  'unsupported-media': { status: 415, openai: 'unsupported_media_type', anthropic: 'invalid_request_error' },
  busy: { status: 429, openai: 'rate_limit_exceeded', anthropic: 'rate_limit_error' },
  'control-unavailable': { status: 503, openai: 'control_unavailable', anthropic: 'api_error' },
  'ledger-unavailable': { status: 503, openai: 'ledger_unavailable', anthropic: 'api_error' },
  'provider-unreachable': { status: 502, openai: 'provider_unreachable', anthropic: 'api_error' },
  'provider-timeout': { status: 503, openai: 'provider_timeout', anthropic: 'api_error' },
  'provider-garbled': { status: 502, openai: 'provider_garbled', anthropic: 'api_error' },
} as const satisfies Record<string, { status: number; openai: string; anthropic: string }>;

export type RefusalCode = keyof typeof REFUSALS;

/** What a caller is told when the provider fails in one of these ways. */
export const FAILURE_REFUSALS: Readonly<Record<FailureKind | 'garbled', RefusalCode>> = {
  unreachable: 'provider-unreachable',
  timeout: 'provider-timeout',
  broken: 'provider-unreachable',
  aborted: 'provider-unreachable',
  garbled: 'provider-garbled',
};

/** Seconds that a client should wait before it tries again, where trying again can help. */
export const RETRY_AFTER_SECONDS: Readonly<Partial<Record<RefusalCode, number>>> = {
  busy: 1,
  'control-unavailable': 5,
  'ledger-unavailable': 10,
  'provider-unreachable': 5,
  'provider-timeout': 5,
  'provider-garbled': 5,
};

/** Refusals that a client library must not send again, although it would retry their status. */
export const NEVER_RETRIED: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'content-blocked',
  'approval-required',
  'permission-denied',
]);

/** An answer of the gateway in place of the provider's. Returned, not thrown, for everything that a caller can cause. */
export interface Refusal {
  readonly code: RefusalCode;
  /** For people; never holds text of the request beyond names of fields. */
  readonly message: string;
  /** The field concerned, as the OpenAI error object names it. */
  readonly param?: string;
  /** What the caller may know of the decision, by the disclosure that the policy sets. */
  readonly detail?: {
    readonly boundary?: string;
    readonly crossing?: string;
    readonly control?: string;
  };
}
