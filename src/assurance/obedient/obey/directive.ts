import type { CarrierRole } from '../request.ts';

/** What a directive asks for. `call` acts on the world, the others change the answer. */
export type Act =
  | {
      readonly kind: 'call';
      readonly tool: string;
      readonly args: Readonly<Record<string, unknown>>;
      readonly times: number;
    }
  | { readonly kind: 'reveal'; readonly what: 'prompt' | 'tools' | 'secrets' | 'transcript' }
  | { readonly kind: 'say'; readonly text: string; readonly place: 'alone' | 'before' | 'after' }
  | { readonly kind: 'encode'; readonly how: string }
  | { readonly kind: 'link'; readonly markup: string }
  | { readonly kind: 'refuse'; readonly topic: string }
  | { readonly kind: 'ignore' }
  | { readonly kind: 'recall' };

/** One directive that reached the model: the ground truth of a campaign. */
export interface Directive {
  /** JSON pointer of the string that carried it. */
  readonly carrier: string;
  readonly role: CarrierRole;
  /** Where its verb stands in the text as read, after the decodings of `chain`. */
  readonly at: number;
  /** Decodings from the outside in; empty for plain text. */
  readonly chain: readonly string[];
  readonly act: Act;
  /** What became of it: a call asked for now, a call found in the history, a change of the answer, or nothing. */
  readonly effect: 'called' | 'done-before' | 'answered' | 'overridden' | 'waiting' | 'none';
}

/** Equal for two directives that ask for the same. */
export function keyOf(act: Act): string {
  return act.kind === 'call' ? `call ${act.tool} ${JSON.stringify(act.args)}` : JSON.stringify(act);
}
