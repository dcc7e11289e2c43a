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

/** Equal for two directives that ask for the same. Long arguments do not count: they differ with the decoding of what they quote. */
export function keyOf(act: Act): string {
  if (act.kind !== 'call') return fold(JSON.stringify(act));
  const short = Object.values(act.args).filter((value) => typeof value !== 'string' || value.length <= LONGEST_KEY);
  return fold(`call ${act.tool} ${JSON.stringify(short)}`);
}

const LONGEST_KEY = 24;
const DECORATION = /[\p{M}\p{Default_Ignorable_Code_Point}]+/gu;

/** Two readings of one order may differ in marks and unseen characters. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(DECORATION, '').toLowerCase();
}
