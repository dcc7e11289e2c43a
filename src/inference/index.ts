/** The shipped detectors at work: how a text is read, the linear screen, the encoder, and what they say together. */
export type { Cascade } from './cascade.ts';
export { channelOf, createClassifier } from './cascade.ts';
export type { Encoder, EncoderState, Logits } from './encoder/index.ts';
export { ENCODER_ERROR_CODES, openEncoder } from './encoder/index.ts';
export { DETECTOR_ERROR_CODES, DetectorError } from './error.ts';
export { BUCKETS, bucketsOf } from './features.ts';
export { createJudge, type Judge, type JudgeSettings } from './judge/index.ts';
export type { Fusion } from './judged.ts';
export type { Pieces } from './pieces.ts';
export { readPieces } from './pieces.ts';
export type { Passage, Reading } from './reading.ts';
export { read } from './reading.ts';
export { RELEASE_KEY } from './release-key.ts';
export { readScreen, type Screen } from './screen.ts';
export { withJudge } from './second-opinion.ts';
export { MARKS } from './signs/marks.ts';
export type { CrossingThresholds, Ladder, Thresholds } from './thresholds.ts';
export { readWeights, SHIPPED_WEIGHTS, type Weights } from './weights.ts';
