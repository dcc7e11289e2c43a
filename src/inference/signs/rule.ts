import type { Channel, Sign } from '../../core/index.ts';

/** Who a rule is about: text of the user, text from elsewhere (tools, documents), or both. */
export type RuleChannel = Channel | 'both';

/** One piece of structure that speaks for an attempt to take the assistant over. Matched against the folded view. */
export interface Rule {
  readonly id: Sign;
  /** How much it says alone; 1 is enough to be noticed. */
  readonly weight: number;
  readonly channel: RuleChannel;
  /** Beginnings of words, one of which stands in every match. */
  readonly anchors: readonly string[];
  /** With the `g` flag; every quantifier is bounded. */
  readonly pattern: RegExp;
}

/** Writes a rule down; anchors are separated by a bar. */
export function rule(id: Sign, weight: number, channel: RuleChannel, anchors: string, pattern: string): Rule {
  return { id, weight, channel, anchors: anchors.split('|'), pattern: new RegExp(pattern, 'g') };
}
