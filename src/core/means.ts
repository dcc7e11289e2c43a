import type { Crossing } from './crossing.ts';
import type { Sign } from './sign.ts';

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

/** Who speaks in a text: a person (or program) to the assistant, or data that an assistant only reads. */
export type Channel = 'user' | 'data';

/** What answered: rules and the linear screen alone, or the encoder besides. */
export type Tier = 'screen' | 'encoder';

/**
 * Shares of harmless texts that may be noticed by mistake, from loose to strict. A calibration card has a threshold for each;
 * a text that is noticed at 0.001 is rarer among harmless ones than a text noticed at 0.01.
 */
export const RATES = [0.05, 0.01, 0.005, 0.001] as const;
export type Rate = (typeof RATES)[number];

/** A stretch of a text that looks like an attempt to take the assistant over. */
export interface Suspicion {
  readonly start: number;
  readonly end: number;
  /** How sure, from 0 to 1. */
  readonly score: number;
  /** The strictest rate at which it is noticed. */
  readonly rate: Rate;
  /** What in it speaks for an attempt; none when only the learned detectors say so. */
  readonly signs: readonly Sign[];
}

/** What became of reading a text. */
export interface Screening {
  /** How much the worst stretch looks like an attempt, from 0 to 1; comparable within one tier and crossing only. */
  readonly score: number;
  readonly tier: Tier;
  /** Share of the text, from 0 to 1, that the tier named read itself. */
  readonly coverage: number;
  /** The encoder was to read the text and did not, or not all that it was to: the next reading may say more. */
  readonly isProvisional: boolean;
  /** The text is, for a good part, in a script or language in which nothing here was measured. */
  readonly unassessed: boolean;
  /** In order, without overlap; empty when nothing is noticed at the loosest rate. */
  readonly suspicions: readonly Suspicion[];
}

/** A text to be read for attempts to take the assistant over. */
export interface ToScreen {
  readonly text: string;
  readonly crossing: Crossing;
  /** The views that the encoded runs of the text give. */
  readonly decoded: readonly DecodedText[];
  /** Share of the text, from 0 to 1, that the encoder is to read however harmless it looks; 0 leaves it to the screen. */
  readonly demand?: number;
}

/** Reads texts for attempts to take the assistant over. A signal that can restrict, never a permission. */
export interface ClassifierMeans {
  /** Never rejects because of the text. Answers at once when nothing has to be asked of another process. */
  screen(one: ToScreen): Screening | Promise<Screening>;
}

/** How many earlier turns a control that reads over several of them is given. */
export const TURNS_KEPT = 2;

/** How much of the end of each earlier turn it is given, in UTF-16 code units. */
export const TURN_TAIL = 2_000;

/** What the user said right before the turn under inspection, in the same exchange. */
export interface TurnMeans {
  /**
   * Oldest first, as the controls left them: at most `TURNS_KEPT` turns, of each the last `TURN_TAIL` code units. Empty for
   * anything that is no user turn of a conversation.
   */
  readonly before: readonly string[];
}

/** Whose turns are summed up. */
export type Accumulated = 'session' | 'principal';

/**
 * Running sums of evidence over user turns. A turn counts once in each sum, however often it is sent again; so does a text
 * that is said again, since it tells nothing new.
 */
export interface AccumulatorMeans {
  /**
   * Adds a step for the turn under inspection and returns the sum after it, held between 0 and `ceiling`. A turn that was
   * counted there before changes nothing. 0 for anything that is no user turn of a conversation.
   */
  add(of: Accumulated, step: number, ceiling: number): Promise<number>;
}

/** The means a control may declare as a need, and so receive in its context. */
export interface Means {
  readonly pseudonyms: Pseudonyms;
  readonly registry: ToolRegistry;
  readonly prompts: HiddenPrompts;
  readonly counters: CounterMeans;
  readonly classifier: ClassifierMeans;
  readonly turns: TurnMeans;
  readonly accumulator: AccumulatorMeans;
}

export type Need = keyof Means;
