import { RingfortError } from '../core/index.ts';

/** Why a ledger refused. The set is closed. */
export const LEDGER_ERROR_CODES = [
  'anchor-invalid',
  'entry-invalid',
  'entry-not-found',
  'entry-too-large',
  'key-mismatch',
  'key-unusable',
  'ledger-closed',
  'ledger-damaged',
  'ledger-locked',
  'ledger-not-found',
  'lock-lost',
  'payload-altered',
  'payload-erased',
  'payload-not-found',
  'queue-full',
  'storage-failed',
] as const;
export type LedgerErrorCode = (typeof LEDGER_ERROR_CODES)[number];

/** The one error of this room. */
export class LedgerError extends RingfortError {
  declare readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, cause?: unknown) {
    super(code, message, { cause });
    this.name = 'LedgerError';
  }
}
