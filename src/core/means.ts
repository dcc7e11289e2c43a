/** Every span of a text that decodes to other text, with the way it was decoded. Made by `text/`, memoised per exchange. */
export interface DecodedText {
  readonly text: string;
  /** Decoders from the outside in, for example `['base64', 'rot13']`. */
  readonly chain: readonly string[];
  /** Where the encoded form stands in the source text. */
  readonly start: number;
  readonly end: number;
}

/** Pseudonyms of the values of one session. Tokens are typed, stable in a session, and meaningless in any other. */
export interface Pseudonyms {
  /** The token that stands for `value`; the same value gives the same token. `type` is upper-case letters, `EMAIL`. */
  tokenFor(type: string, value: string): string;
  /** The value behind a token of this session, or undefined: a token that this session did not issue means nothing. */
  valueOf(token: string): string | undefined;
}

/** Classes of consequence, from `larkfield.md`; they drive approval and the fail mode of an act. */
export const CONSEQUENCE_CLASSES = [
  'read-public',
  'read-tenant',
  'read-personal',
  'read-bulk',
  'outside-read',
  'compute',
  'state',
  'write-soft',
  'outside-write',
  'money',
  'account',
  'destructive',
] as const;
export type ConsequenceClass = (typeof CONSEQUENCE_CLASSES)[number];

/** One way in which arguments break their schema. Names the place and the rule, never the value. */
export interface ArgumentIssue {
  readonly pointer: string;
  readonly keyword: string;
}

/** A tool that the policy knows. */
export interface RegisteredTool {
  readonly name: string;
  readonly class: ConsequenceClass;
  /** JSON pointers of arguments that may receive real values in place of pseudonyms; `*` means all of them. */
  readonly reveal: readonly string[];
  /** Hosts that URL-shaped arguments may name; none by default. */
  readonly hosts: readonly string[];
  /** Whether a person must approve each call. */
  readonly approval: 'never' | 'always';
  /** Checks parsed arguments against the strict schema; an empty list means they fit. */
  check(args: unknown): readonly ArgumentIssue[];
}

export interface ToolRegistry {
  find(name: string): RegisteredTool | undefined;
}

/** The hidden texts of this exchange: what the caller put into system and developer messages, and planted canaries. */
export interface HiddenPrompts {
  readonly texts: readonly string[];
  readonly canaries: readonly string[];
  /** The canary of a prompt version: the same text always gives the same token, which nobody can guess. */
  canaryFor(text: string): string;
}

/** Counters shared by every replica; used for quotas and breakers. */
export interface CounterMeans {
  /** Adds to a counter and returns its new value within the window. */
  add(name: string, amount: number, windowMs: number): Promise<number>;
}

/** A scored text. */
export interface Classification {
  readonly score: number;
  readonly tier: string;
}

export interface ClassifierMeans {
  classify(model: string, text: string): Promise<Classification>;
}

/** The means a control may declare as a need, and so receive in its context. */
export interface Means {
  readonly pseudonyms: Pseudonyms;
  readonly registry: ToolRegistry;
  readonly prompts: HiddenPrompts;
  readonly counters: CounterMeans;
  readonly classifier: ClassifierMeans;
}

export type Need = keyof Means;
