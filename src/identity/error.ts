import { RingfortError } from '../core/index.ts';

/** Every way in which this room refuses to work. A refused caller is not among them: that is a returned value. */
export const IDENTITY_ERROR_CODES = [
  'key-invalid',
  'secret-exposed',
  'secret-malformed',
  'secret-missing',
  'secret-not-a-file',
] as const;

export type IdentityErrorCode = (typeof IDENTITY_ERROR_CODES)[number];

/** A wrong state folder or a wrong argument of an administrator. */
export class IdentityError extends RingfortError {
  declare readonly code: IdentityErrorCode;

  constructor(code: IdentityErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'IdentityError';
  }
}
