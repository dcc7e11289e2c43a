import type { Carrier, ObedientRequest } from '../request.ts';
import type { Clause } from './clause.ts';

const WHO =
  '(?:the |a |any |this )?(?:user|customer|anyone|somebody|someone|anybody|they|he|she|i|staff|agent|visitor|person)';
const TRIGGER = `\\b(?:when(?:ever)?|if|once|as soon as|(?:the )?next time|every time)\\s+${WHO}\\s+(.{2,120}?)`;
const BEFORE_ORDER = new RegExp(
  `${TRIGGER}\\s*(?:,|:|then|-)\\s*(?:then |please |you must |you should |always )*$`,
  'i',
);
const AFTER_ORDER = new RegExp(`${TRIGGER}\\s*[.,;!"']?$`, 'i');
const SAYING =
  /^(?:says?|said|writes?|types?|mentions?|sends?|asks?(?: for| about| to| you)?|wants?(?: to)?|needs?|requests?|enters?|uses?)\s+/i;

/** The words for which an order waits, or nothing when it is due at once. */
export function triggerOf(clause: Clause): string | undefined {
  const condition = BEFORE_ORDER.exec(clause.before)?.[1] ?? AFTER_ORDER.exec(clause.text)?.[1];
  return condition
    ?.replace(SAYING, '')
    .replace(/["'\u{201c}\u{201d}.]/gu, '')
    .trim()
    .toLowerCase();
}

/** Whether the words have been said by a user after the order was given. The history alone remembers; the model does not. */
export function isDue(trigger: string, carrier: Carrier, request: ObedientRequest): boolean {
  const words =
    trigger.match(/[\p{L}\p{N}]{3,}/gu)?.filter((word) => !/^(?:the|for|about|his|her|their|and)$/.test(word)) ?? [];
  if (words.length === 0) return true;
  return request.turns.some((turn, index) => {
    if (turn.role !== 'user' || (index <= carrier.turn && carrier.role !== 'tool')) return false;
    const said = turn.text.toLowerCase();
    return words.every((word) => said.includes(word.replace(/s$/, '')));
  });
}
