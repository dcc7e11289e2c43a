/** The policy: reads `ringfort.yaml` strictly, wires the controls it is given, and decides what their answers mean. */

export type { ConfigurationChange } from './compare.ts';
export { compareConfigurations } from './compare.ts';
export type {
  Address,
  Authentication,
  CardFile,
  Configuration,
  Decided,
  DetectorsConfiguration,
  Dialect,
  Exception,
  ExceptionPlace,
  JudgeConfiguration,
  Limits,
  Loosened,
  ModelConfiguration,
  OffControl,
  ProviderConfiguration,
  ToolSummary,
  WiredControl,
} from './configuration.ts';
export { OBEDIENT } from './configuration.ts';
export type { CoverageHole, CoveragePath, CoverageReport, CoverageRow, HoleKind } from './coverage.ts';
export { coverage } from './coverage.ts';
export type { Answer } from './decide.ts';
export { decide } from './decide.ts';
export { policySchema } from './editor-schema.ts';
export type { PolicyCode } from './error.ts';
export { POLICY_CODES, PolicyError } from './error.ts';
export type { Loaded, LoadInput } from './load.ts';
export { loadConfiguration } from './load.ts';
export { renderCoverage } from './render-coverage.ts';
