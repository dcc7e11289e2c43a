/** The five boundaries at work: run controls, time them, stream through them, fail them. Knows no control by name. */
export { caseContext, caseUnit } from './case-unit.ts';
export type { ExchangePseudonyms, ExchangeSettings } from './exchange.ts';
export { Exchange, promptScope } from './exchange.ts';
export type { Observer, Stopwatch } from './observer.ts';
export type { OriginText, Provenance, ValueOrigin } from './origin.ts';
export { findOrigins, ORIGINS_KEPT } from './origin.ts';
export type { Part, Unit } from './part.ts';
export { argumentParts, digestOf, textPart } from './part.ts';
export { Records } from './record.ts';
export type { Running } from './run.ts';
export type { Failure, SelfProof, Unproven } from './self-proof.ts';
export { proveControls } from './self-proof.ts';
export type { Stop } from './stage.ts';
export type { ChainLink, Release, TextStreamSettings } from './text-stream.ts';
export { TextStream } from './text-stream.ts';
export { VerdictCache } from './verdict-cache.ts';
export type { UnitOutcome } from './whole.ts';
export { inspectWhole } from './whole.ts';
