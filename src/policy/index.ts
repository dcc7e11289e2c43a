/** The policy: reads `ringfort.yaml` strictly, wires the controls it is given, and decides what their answers mean. */
export type {
  Address,
  Authentication,
  Configuration,
  Decided,
  Dialect,
  Exception,
  ExceptionPlace,
  Limits,
  Loosened,
  ModelConfiguration,
  OffControl,
  ProviderConfiguration,
  ToolSummary,
  WiredControl,
} from './configuration.ts';
export { OBEDIENT } from './configuration.ts';
export type { Answer } from './decide.ts';
export { decide } from './decide.ts';
export type { PolicyCode } from './error.ts';
export { POLICY_CODES, PolicyError } from './error.ts';
