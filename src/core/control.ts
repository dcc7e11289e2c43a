import type { ZodType } from 'zod';
import type { Cases } from './cases.ts';
import type { Crossing } from './crossing.ts';
import type { DecodedText, Means, Need } from './means.ts';
import type { NonEmpty } from './nonempty.ts';
import type { CatalogId, ThreatId } from './threat.ts';
import type { Verdict } from './verdict.ts';
import type { View } from './view.ts';

/** The honest claim of a control, from strongest to weakest. */
export type Strength = 'stops' | 'limits' | 'detects' | 'records';

/**
 * When a control reads, relative to others at the same crossing; inside a phase the cheaper goes first.
 * `canonical` makes the text that everybody after it reads; `restore` puts real values back where they may be seen;
 * `inspect` judges; `mask` takes values out last, so that no judge is blinded by a token.
 */
export const PHASES = ['canonical', 'restore', 'inspect', 'mask'] as const;
export type Phase = (typeof PHASES)[number];

/** A configuration schema. `parse({})` yields the safe defaults; `key: null` in a file means the same. */
export type Schema<C> = ZodType<C>;

/** What a control may know besides the view: its configuration, and the means it declared. Nothing else exists for it. */
export type Context<C = unknown, N extends Need = never> = {
  readonly config: C;
  /** Decoded views of a text (base64, percent, rot13 ...); computed once per text and shared by all controls. */
  decode(text: string): readonly DecodedText[];
} & { readonly [K in N]: Means[K] };

/** One security control, whole: what it stops, what it costs, how it fails, how it is proved. */
export interface Control<X extends Crossing = Crossing, C = unknown, N extends Need = Need> {
  /** Kebab-case; the folder has the same name. */
  readonly id: string;
  /** The rows of the control catalogue that it fulfils. */
  readonly catalog: NonEmpty<CatalogId>;
  readonly title: string;
  /** What it does, why it exists, and what a person whose text it stopped can do. */
  readonly docs: { readonly what: string; readonly why: string; readonly fix: string };
  /** Where it stands; the boundary follows from the crossing. */
  readonly crossings: NonEmpty<X>;
  /** The phase per crossing; `inspect` where nothing is said. */
  readonly phases?: Readonly<Partial<Record<X, Phase>>>;
  readonly mitigates: NonEmpty<ThreatId>;
  readonly strength: Strength;
  /** Its means, and so its cost class: none is `inline`. */
  readonly needs: readonly N[];
  /** Used on throw, timeout and overflow; there is no default. */
  readonly failMode: 'closed' | 'open';
  /** The longest run of characters that it must see at once. */
  readonly reach: number | 'whole';
  readonly config: Schema<C>;
  /** The rules that its findings may name, each once; an exception for another one is an error. */
  readonly rules: NonEmpty<string>;
  /** What it does not catch, in plain words. */
  readonly limits: NonEmpty<string>;
  readonly cases: () => Promise<Cases<X>>;
  inspect(view: View<X>, context: Context<C, N>): Verdict | Promise<Verdict>;
  /**
   * How far a stream may be let out earlier than `reach` says: the position in `text` before which no finding can start
   * or end, whatever follows, and from which `inspect` gives the same findings when it starts there anew. Without it the
   * boundary keeps the last `reach` characters.
   */
  settled?(text: string, context: Context<C, N>, crossing: X, carried?: unknown): number;
  /**
   * The little that a control must remember of text already let out (for example: inside a code fence), as an immutable
   * value. Called once per release with the text as this control read it; the result comes back in `PartView.carried`.
   */
  carry?(released: string, carried: unknown): unknown;
}

/** Types a control from its own declaration. The catalogue then holds it as a plain `Control`. */
export function defineControl<X extends Crossing, C, const N extends Need = never>(
  control: Control<X, C, N>,
): Control<X, C, N> {
  return Object.freeze(control);
}
