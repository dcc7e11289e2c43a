import type { Crossing } from './crossing.ts';
import type { Label } from './label.ts';
import type { RegisteredTool } from './means.ts';
import type { NonEmpty } from './nonempty.ts';
import type { Outcome } from './verdict.ts';
import type { ToolOffer } from './view.ts';

/** One thing sent through a control, and what must come of it. */
export interface Case<X extends Crossing = Crossing> {
  /** A short sentence, unique inside the control. */
  readonly name: string;
  readonly crossing: X;
  /** The text of the only part, or of several. Not used at `application.call` and `application.listing`. */
  readonly text?: string | readonly string[];
  readonly label?: Partial<Label>;
  /** Earlier user turns of the same conversation, oldest first; each was inspected when it came. */
  readonly turns?: readonly string[];
  /** For `application.call`: the call as a model would write it. */
  readonly call?: { readonly name: string; readonly argumentsText: string; readonly offered?: readonly string[] };
  /** For `application.listing`. */
  readonly tools?: readonly ToolOffer[];
  /** Configuration as written in the file; `{}` when absent: the defaults must be enough. */
  readonly config?: unknown;
  /** Means for the case. Tokens in `pseudonyms` are known to the session. */
  readonly pseudonyms?: Readonly<Record<string, string>>;
  readonly prompts?: { readonly texts?: readonly string[]; readonly canaries?: readonly string[] };
  readonly registry?: readonly RegisteredTool[];
  /** Where the case was seen: a paper, an advisory, a dataset. */
  readonly source?: string;
  readonly expect: {
    readonly outcome: Outcome;
    /** A rule that must be among the findings. */
    readonly rule?: string;
    /** The texts of the parts after all edits. */
    readonly text?: string | readonly string[];
  };
}

/** `attack` must be stopped, `benign` must pass, `missed` is known and still open: when one is caught it must move up. */
export interface Cases<X extends Crossing = Crossing> {
  readonly attack: NonEmpty<Case<X>>;
  readonly benign: NonEmpty<Case<X>>;
  readonly missed: readonly Case<X>[];
}
