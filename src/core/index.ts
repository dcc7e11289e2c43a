/** The words of the house. Everything may import from here; this room imports nothing of ours. */
export type { Case, Cases } from './cases.ts';
export type { Context, Control, Phase, Schema, Strength } from './control.ts';
export { defineControl, PHASES } from './control.ts';
export type { Boundary, Crossing } from './crossing.ts';
export { boundaryOf, CROSSINGS, isCrossing } from './crossing.ts';
export type { ControlRecord, DecisionRecord, Mode } from './decision.ts';
export { MODES } from './decision.ts';
export type { FilePlace } from './error.ts';
export { RingfortError } from './error.ts';
export type { Confidentiality, Integrity, Label, Origin, Source } from './label.ts';
export { joinConfidentiality, joinIntegrity, labelOf } from './label.ts';
export type {
  Accumulated,
  AccumulatorMeans,
  ArgumentIssue,
  Channel,
  ClassifierMeans,
  ConsequenceClass,
  CounterMeans,
  DecodedText,
  HiddenPrompts,
  Means,
  Need,
  Pseudonyms,
  Rate,
  RegisteredTool,
  Screening,
  Suspicion,
  Tier,
  ToolRegistry,
  ToScreen,
  TurnMeans,
} from './means.ts';
export { CONSEQUENCE_CLASSES, RATES, TURN_TAIL, TURNS_KEPT } from './means.ts';
export type { NonEmpty } from './nonempty.ts';
export { isNonEmpty } from './nonempty.ts';
export type {
  AccumulatorStore,
  CountedTurn,
  CounterStore,
  KeyRow,
  KeyStore,
  PseudonymRow,
  PseudonymStore,
  SessionLabelStore,
  SessionLabels,
  Store,
} from './ports.ts';
export type { Principal, Session } from './principal.ts';
export type { Sign } from './sign.ts';
export { SIGNS } from './sign.ts';
export { STUB } from './stub.ts';
export { findingsOf, LEARNED } from './suspicion.ts';
export type { CatalogId, ThreatId } from './threat.ts';
export type { Basis, Edit, Finding, Outcome, Severity, Verdict } from './verdict.ts';
export { OUTCOMES, PASS, SEVERITIES, strictest, weakerBasis } from './verdict.ts';
export type { PartKind, PartView, Span, ToolCall, ToolOffer, View } from './view.ts';
export { CONTEXT_BEFORE } from './view.ts';
