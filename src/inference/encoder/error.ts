import { RingfortError } from '../../core/index.ts';

/** Every reason for which the encoder is away. */
export const ENCODER_ERROR_CODES = ['runtime-absent', 'weights-absent', 'worker-ended', 'worker-slow'] as const;

export type EncoderErrorCode = (typeof ENCODER_ERROR_CODES)[number];

/** Why the encoder is away. Told through `onState`, never thrown at a caller. */
export class EncoderError extends RingfortError {
  declare readonly code: EncoderErrorCode;

  constructor(code: EncoderErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'EncoderError';
  }
}
