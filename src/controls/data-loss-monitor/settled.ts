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
  const line = chunkStartBefore(text, Math.min(...open.filter((place) => place >= 0)));
  // A key holds white space, so that the last run may begin inside it.
  const key = privateKeys(text, false).find((block) => block.open || block.end > line);
  return key === undefined ? line : chunkStartBefore(text, Math.min(line, key.start));
}
