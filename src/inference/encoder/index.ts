export type { Encoder, EncoderSettings, EncoderState, Logits, Row } from './encoder.ts';
export { ENCODER_ERROR_CODES, EncoderError, type EncoderErrorCode } from './error.ts';
export { openEncoder } from './open.ts';
