import type { FilePlace } from '../core/index.ts';
import { RingfortError } from '../core/index.ts';

/** Every way in which a policy can be wrong. Closed: a new code is a change of the surface. */
export const POLICY_CODES = [
  'alias-refused',
  'authentication-unclear',
  'card-unreadable',
  'control-unknown',
  'control-unreachable',
  'exception-duplicate',
  'exception-rule-unknown',
  'exception-unreachable',
  'expired',
  'expires-soon',
  'file-empty',
  'file-missing',
  'file-too-large',
  'key-duplicate',
  'key-missing',
  'key-unknown',
  'listener-conflict',
  'listener-exposed',
  'option-inert',
  'plaintext-refused',
  'pointer-unknown',
  'provider-unknown',
  'provider-unused',
  'reason-missing',
  'secret-literal',
  'secret-unreadable',
  'tool-schema-invalid',
  'value-invalid',
  'variable-missing',
  'version-unknown',
  'yaml-invalid',
] as const;
export type PolicyCode = (typeof POLICY_CODES)[number];

/** One thing that is wrong in a policy file, with its place and, where one is near, the name that was probably meant. */
export class PolicyError extends RingfortError {
  declare readonly code: PolicyCode;
  readonly suggestion: string | undefined;

  constructor(
    code: PolicyCode,
    message: string,
    options?: { place?: FilePlace; suggestion?: string; cause?: unknown },
  ) {
    const hint = options?.suggestion === undefined ? '' : `, did you mean \`${options.suggestion}\`?`;
    super(code, `${message}${hint}`, options);
    this.name = 'PolicyError';
    this.suggestion = options?.suggestion;
  }
}
