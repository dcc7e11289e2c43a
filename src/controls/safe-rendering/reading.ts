import type { Place } from './place.ts';
import type { Attribute } from './tag.ts';
import type { Target } from './target.ts';

/** For whom the text is made safe. Only `markdown` knows code that is shown literally. */
export const SINKS = ['markdown', 'html', 'terminal', 'plain'] as const;
export type Sink = (typeof SINKS)[number];

export type FullTarget = Extract<Target, { kind: 'target' }>;

/** A construct that a renderer, a linkifier, a terminal or a spreadsheet would act upon. */
export type Active =
  | {
      readonly kind: 'inline';
      /** Where the exclamation mark of an image with a simple label stands. */
      readonly bang: number | undefined;
      /** Whether it may be an image although no simple label says so. */
      readonly imagery: boolean;
      readonly bracket: number;
      readonly target: FullTarget;
    }
  | { readonly kind: 'definition'; readonly bracket: number; readonly target: FullTarget }
  | { readonly kind: 'address' | 'signal' | 'formula' | 'wild'; readonly start: number; readonly end: number }
  | { readonly kind: 'autolink'; readonly start: number; readonly end: number; readonly target: string }
  | {
      readonly kind: 'tag';
      readonly start: number;
      readonly end: number;
      readonly name: string;
      readonly attributes: readonly Attribute[];
    };

/** Told of each construct; returns whether it will be replaced, so that its inside needs no reading of its own. */
export type Emit = (found: Active) => boolean;

/** A text that is being read, and what was learned of it so far. */
export interface Reading {
  readonly text: string;
  readonly complete: boolean;
  readonly sink: Sink;
  readonly markdown: boolean;
  readonly emit: Emit;
  readonly from: Place;
  place: Place;
  /** Just after a control sequence, which is replaced by a space. */
  blank: number;
  /** The end of the last well-formed link; what stands inside is no address without markup. */
  targetEnd: number;
  pinned: Pin | undefined;
  /** The bracket that ends the label of an image, while the reading is inside it. */
  image: { readonly bang: number; readonly bracket: number } | undefined;
}

/** Something learned at `start` from the text up to `seen`, and the place before it was learned. */
interface Pin {
  readonly start: number;
  readonly seen: number;
  readonly place: Place;
}

/** Where reading goes on, or that more text is needed. */
export type Next = number | 'open';

/** The character before a position, as it will stand in the rewritten text. */
export function before({ text, from, blank }: Reading, at: number): string {
  if (at === 0) return from.last;
  return at === blank ? ' ' : text.charAt(at - 1);
}

/** Notes a look ahead; one that begins inside another prolongs it. */
export function pin(reading: Reading, start: number, seen: number): void {
  const { pinned, place } = reading;
  if (pinned === undefined || pinned.seen <= start) reading.pinned = { start, seen, place };
  else if (pinned.seen < seen) reading.pinned = { ...pinned, seen };
}
