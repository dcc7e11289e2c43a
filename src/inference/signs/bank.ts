import { type Rule, rule } from './rule.ts';

/** The words of one language for "ignore the earlier instructions" and "show the system prompt"; regular expressions. */
export interface Bank {
  readonly language: string;
  /** Where the verb stands. */
  readonly order: 'verb-first' | 'verb-last' | 'any';
  readonly verbs: string;
  readonly earlier: string;
  readonly orders: string;
  readonly show: string;
  readonly hidden: string;
  /** Beginnings of the verbs and of the hidden things, separated by a bar. */
  readonly anchors: string;
}

/** Between two parts of one thought. */
const GAP = '[^.!?\\n\\u3002\\uff01\\uff1f\\u0964]';

/** Two rules a language. `boundary` is `\b` where words are written apart in Latin letters, and empty elsewhere. */
export function rulesOf(banks: readonly Bank[], boundary: string): readonly Rule[] {
  return banks.flatMap((bank): readonly Rule[] => {
    const [verbs, earlier, orders, show, hidden] = [bank.verbs, bank.earlier, bank.orders, bank.show, bank.hidden].map(
      (words) => `${boundary}(?:${words})${boundary}`,
    );
    const things = [`${earlier}${GAP}{0,24}?${orders}`, `${orders}${GAP}{0,24}?${earlier}`];
    const override = phrases(bank.order, verbs ?? '', things, 30);
    const reveal = phrases(bank.order === 'verb-first' ? 'verb-first' : 'any', show ?? '', [hidden ?? ''], 30);
    return [
      rule('override-orders', 1.1, 'both', bank.anchors, override),
      rule('show-hidden-prompt', 0.9, 'both', bank.anchors, reveal),
    ];
  });
}

function phrases(order: Bank['order'], verb: string, things: readonly string[], gap: number): string {
  const thing = `(?:${things.join('|')})`;
  const first = `${verb}${GAP}{0,${gap}}?${thing}`;
  const last = `${thing}${GAP}{0,${gap}}?${verb}`;
  if (order === 'verb-first') return first;
  return order === 'verb-last' ? last : `${first}|${last}`;
}
