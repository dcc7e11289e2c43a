import { RingfortError } from '../core/index.ts';

export const CLI_CODES = [
  'configuration-refused',
  'proof-failed',
  'coverage-hole',
  'calibration-refused',
  'encoder-required',
  'address-in-use',
  'admin-refused',
  'control-unknown',
  'crossing-unknown',
  'file-unreadable',
  'file-unwritable',
  'input-invalid',
  'key-refused',
  'model-unknown',
  'not-found',
  'shell-unknown',
] as const;
export type CliCode = (typeof CLI_CODES)[number];

/** What the command line says when it cannot go on: one clause, and what to do. */
export class CliError extends RingfortError {
  declare readonly code: CliCode;

  constructor(code: CliCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'CliError';
  }
}
