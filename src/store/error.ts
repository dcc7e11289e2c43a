import { RingfortError } from '../core/index.ts';

/** Every way in which the store refuses. */
export const STORE_ERROR_CODES = [
  'directory-locked',
  'encryption-key-invalid',
  'encryption-key-wrong',
  'journal-corrupt',
  'journal-failed',
  'journal-foreign',
  'keys-full',
  'store-closed',
  'vault-corrupt',
] as const;

export type StoreErrorCode = (typeof STORE_ERROR_CODES)[number];

/** An error of the store: a broken disk, a wrong key, a second process. Never something that a caller's text can cause. */
export class StoreError extends RingfortError {
  declare readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'StoreError';
  }
}
