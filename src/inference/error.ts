import { RingfortError } from '../core/index.ts';

export const DETECTOR_ERROR_CODES = [
  'weights-missing',
  'weights-changed',
  'weights-foreign',
  'encoder-unproven',
] as const;
export type DetectorErrorCode = (typeof DETECTOR_ERROR_CODES)[number];

/** The shipped weights are not what this build was made with; nothing is judged with others. */
export class DetectorError extends RingfortError {
  declare readonly code: DetectorErrorCode;

  constructor(code: DetectorErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.name = 'DetectorError';
  }
}
