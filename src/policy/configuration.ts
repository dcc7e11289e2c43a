import type {
  ConsequenceClass,
  Control,
  ControlRecord,
  Crossing,
  Edit,
  Finding,
  Mode,
  Outcome,
  ToolRegistry,
} from '../core/index.ts';

/** Where an exception holds. Every condition of a list must hold; none means everywhere the control stands. */
export type ExceptionPlace =
  | { readonly kind: 'crossing'; readonly crossing: Crossing }
  /** The digest of exactly the text that was found. */
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'tool'; readonly tool: string }
  | { readonly kind: 'document'; readonly document: string };

/** A named pass for findings of one rule: reasoned, owned, dated. It excuses a finding, never the text around it. */
export interface Exception {
  readonly id: string;
  readonly rule: string;
  readonly at: readonly ExceptionPlace[];
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds, `YYYY-MM-DD`, UTC. */
  readonly expires: string;
}

/** A control as this configuration uses it. */
export interface WiredControl {
  readonly control: Control;
  /** Parsed by the control's own schema. */
  readonly config: unknown;
  readonly mode: Mode;
  readonly failMode: 'closed' | 'open';
  readonly exceptions: readonly Exception[];
  /** How long `inspect` may take; after it the fail mode is used. */
  readonly deadlineMs: number;
  /** Why it is loosened (observed, or opened on failure), and until when; undefined where nothing is loosened. */
  readonly loosened: Loosened | undefined;
}

export interface Loosened {
  readonly reason: string;
  readonly expires: string;
}

/** A control that the policy switched off, by name, with a reason and a last day. */
export interface OffControl extends Loosened {
  readonly control: Control;
}

export type Dialect = 'openai' | 'anthropic';
export type Authentication = 'bearer' | 'api-key' | 'x-api-key' | 'none';

/** The built-in model that follows every instruction. It needs no key and no network. */
export const OBEDIENT = 'ringfort:obedient';

export interface ProviderConfiguration {
  readonly name: string;
  readonly dialects: readonly Dialect[];
  /** Without a trailing slash; or `ringfort:obedient`. */
  readonly baseUrl: string;
  /** The secret itself, resolved. Never printed, never part of the fingerprint. */
  readonly key: string | undefined;
  readonly authentication: Authentication;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  /** How often a request is sent again after a failure before the first byte. */
  readonly retries: number;
  /** Added to every request's URL, for example `api-version`. */
  readonly query: Readonly<Record<string, string>>;
}

export interface ModelConfiguration {
  /** The name that callers use. */
  readonly alias: string;
  readonly provider: ProviderConfiguration;
  /** The name that the provider knows. */
  readonly model: string;
  readonly parameters: {
    /** The most choices that one request may ask for. */
    readonly n: number;
    readonly logprobs: 'deny' | 'allow';
  };
}

/** A calibration card as it was found; it is verified by whoever uses it. */
export interface CardFile {
  readonly file: string;
  readonly text: string;
}

/** A model of the operator's own that gives a second opinion. */
export interface JudgeConfiguration {
  /** Without a trailing slash. */
  readonly url: string;
  readonly format: 'ollama' | 'openai';
  readonly model: string;
  /** The secret itself, resolved. Never printed, never part of the fingerprint. */
  readonly key: string | undefined;
  readonly timeoutMs: number;
  /** Where it is asked. */
  readonly crossings: readonly Crossing[];
}

/** The learned detectors as the policy wants them. */
export interface DetectorsConfiguration {
  readonly encoder: 'auto' | 'required' | 'off';
  /** How long the encoder may take for one text, in milliseconds, waiting included. */
  readonly deadlineMs: number;
  readonly calibration: readonly CardFile[];
  readonly judge: JudgeConfiguration | undefined;
}

export interface Address {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface Limits {
  readonly bodyBytes: number;
  /** Nesting of JSON. */
  readonly depth: number;
  /** Values in one JSON document. */
  readonly values: number;
  readonly messages: number;
  /** Parts over all messages. */
  readonly parts: number;
  readonly tools: number;
  readonly choices: number;
  /** Tool calls in one answer. */
  readonly toolCalls: number;
  /** The arguments of one tool call, held until they are complete. */
  readonly argumentsBytes: number;
  readonly responseBytes: number;
  readonly streamMs: number;
  /** The most text that is held for a control which must see the whole. */
  readonly wholeCharacters: number;
  readonly concurrentRequests: number;
}

/** The loaded policy: one immutable value, deeply frozen, swapped whole. */
export interface Configuration {
  /** `sha256:<hex>` over the canonical JSON of `content`. */
  readonly fingerprint: string;
  /** What was loaded, with defaults filled in and the names of secrets in place of secrets. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly file: string;
  /** Relative to the folder of the file, joined with it. */
  readonly stateDirectory: string;
  readonly listeners: { readonly traffic: Address; readonly admin: Address };
  readonly providers: ReadonlyMap<string, ProviderConfiguration>;
  readonly models: ReadonlyMap<string, ModelConfiguration>;
  /** All controls that are not off, in the order of their ids. */
  readonly wired: readonly WiredControl[];
  readonly off: readonly OffControl[];
  /** In phase order, then the cheaper first, then by id. */
  controlsAt(crossing: Crossing): readonly WiredControl[];
  readonly registry: ToolRegistry;
  /** Compiles the schemas of all tools now (some 60 ms); otherwise each waits for its first call. */
  warm(): void;
  readonly tools: readonly ToolSummary[];
  readonly detectors: DetectorsConfiguration;
  readonly limits: Limits;
  readonly output: {
    readonly denied: 'refusal' | 'error';
    readonly disclosure: 'minimal' | 'boundary' | 'full';
    readonly notice: string;
  };
  readonly unknownParts: 'refuse' | 'opaque';
  readonly ledger: {
    readonly directory: string;
    readonly onFailure: { readonly acts: 'stop'; readonly reads: 'stop' | 'continue' };
  };
  readonly selfProof: 'refuse' | 'observe';
  readonly sessions: { readonly ttlMs: number };
}

/** A tool of the registry as a table shows it. */
export interface ToolSummary {
  readonly name: string;
  readonly class: ConsequenceClass;
  readonly approval: 'never' | 'always';
}

/** What became of one control's answer. */
export interface Decided {
  readonly record: ControlRecord;
  /** The edits to make; empty unless `action` is `rewrite`. */
  readonly edits: readonly Edit[];
  /** The same as `record.action`. */
  readonly action: Outcome;
  /** The first finding, in order of position, that no exception excuses. */
  readonly firstFinding?: Finding;
  /** Ids of the exceptions that excused a finding. */
  readonly excused: readonly string[];
}
