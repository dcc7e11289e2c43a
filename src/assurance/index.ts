/** Attacks, and the model that falls for all of them: how the house proves that its controls stop what they claim. */
export type {
  Act,
  AnsweredCall,
  Carrier,
  CarrierRole,
  Cutting,
  Directive,
  Finish,
  Misbehaviour,
  ObedientAnswer,
  ObedientErrorCode,
  ObedientHttpRequest,
  ObedientHttpResponse,
  ObedientModel,
  ObedientOptions,
  ObedientRequest,
  OfferedTool,
  PastCall,
  Reading,
  ToolChoice,
  Turn,
} from './obedient/index.ts';
export { answer, createObedientModel, DECODING_DEPTH, MODEL_ID, ObedientError, readings } from './obedient/index.ts';
