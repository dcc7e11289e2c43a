import type { Channel } from '../../core/index.ts';
import type { Evidence } from './evidence.ts';

/** A line that opens a turn of a dialogue with a machine. */
const TURN =
  /(?:^|\n)[ \t>*#]{0,4}(?:(?:user|human|q|question|person|me)\s?:|(assistant|ai|bot|chatgpt|gpt|a|answer|model)\s?:)/gi;
/** An exchange forged in so many turns is meant to set an example. */
const MANY = 8;

/** A long dialogue written into one message: the many-shot form. It says something only in the text of a user. */
export function forgedTurns(text: string, channel: Channel): readonly Evidence[] {
  if (channel !== 'user' || text.length < 200 || !text.includes(':')) return [];
  let first = -1;
  let last = 0;
  let answers = 0;
  let wasAnswer = true;
  for (const match of text.matchAll(TURN)) {
    const isAnswer = match[1] !== undefined;
    if (isAnswer && !wasAnswer) answers += 1;
    wasAnswer = isAnswer;
    if (first < 0) first = match.index;
    last = match.index + match[0].length;
  }
  return answers >= MANY ? [{ sign: 'many-shot', weight: 0.6, start: first, end: last }] : [];
}
