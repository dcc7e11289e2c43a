import { openName } from './assignment.ts';
import { chunkStartBefore } from './chunk.ts';
import { openMark, privateKeys } from './private-key.ts';
import { LONGEST_SPACED, spacedStart } from './spaced.ts';

/** How far a text may be let out: before its last run, and before a name, a spaced run or a private key that is still open. */
export function settledAt(text: string): number {
  const run = chunkStartBefore(text, text.length);
  const spaced = text.length - run > 1 ? run : spacedStart(text, run);
  const open = [text.length - spaced > LONGEST_SPACED ? run : spaced, openName(text), openMark(text)];
  if (text.endsWith('\\')) open.push(text.length - 1);
  for (const key of privateKeys(text, false)) if (key.open) open.push(key.start);
  return chunkStartBefore(text, Math.min(...open.filter((place) => place >= 0)));
}
