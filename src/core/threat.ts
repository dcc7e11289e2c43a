/**
 * A framework id with its edition, `<framework>:<edition>:<id>`. A bare id such as `LLM04` means different risks in
 * different editions and cannot be written.
 */
export type ThreatId =
  | `owasp-llm:${'2023' | '2025' | '2026'}:LLM${number}`
  | `owasp-asi:2026:ASI${number}`
  | `atlas:5.6.0:AML.${'T' | 'M'}${string}`
  | `aisvs:1.0:${number}.${string}`
  | `cwe:4.16:CWE-${number}`;

/** A row of the control catalogue, for example `UI-04`. */
export type CatalogId = `${'UI' | 'APP' | 'MOD' | 'DAT' | 'ORG'}-${string}`;
