import { isObject, type Json } from '../json.ts';
import type { AnswerHost } from './answer.ts';

/** Alternatives that a provider gives for one place. */
const ALTERNATIVES = 20;

/**
 * Whether log probabilities are of exactly this text, whose judgement then holds for them: their tokens, put together,
 * give it, they hold nothing else, and their alternatives, put together rank by rank, say nothing either.
 */
export async function areTokensOf(logprobs: unknown, text: unknown, host: AnswerHost): Promise<boolean> {
  if (!isObject(logprobs) || typeof text !== 'string') return false;
  const { content, ...others } = logprobs;
  if (!Array.isArray(content) || Object.values(others).some((value) => value !== null)) return false;
  const ranks: string[] = [];
  let joined = '';
  for (const place of content as readonly unknown[]) {
    const token = tokenOf(place, ['top_logprobs']);
    if (token === undefined) return false;
    joined += token;
    const { top_logprobs: alternatives = [] } = place as Json; // `tokenOf` saw an object
    if (!Array.isArray(alternatives) || alternatives.length > ALTERNATIVES) return false;
    for (const [rank, alternative] of (alternatives as readonly unknown[]).entries()) {
      const other = tokenOf(alternative, []);
      if (other === undefined) return false;
      ranks[rank] = (ranks[rank] ?? '') + other;
    }
  }
  if (joined !== text) return false;
  for (const rank of ranks) if ((await host.openText().finish(rank)).changed) return false;
  return true;
}

/** The token of an entry that holds its number, its own bytes and nothing else but `more`. */
function tokenOf(entry: unknown, more: readonly string[]): string | undefined {
  if (!isObject(entry) || typeof entry.token !== 'string') return undefined;
  const { token, logprob, bytes = null, ...others } = entry;
  const isKnown = Object.keys(others).every((key) => more.includes(key));
  return isKnown && typeof logprob === 'number' && areBytesOf(bytes, token) ? token : undefined;
}

function areBytesOf(bytes: unknown, token: string): boolean {
  if (bytes === null) return true;
  if (!Array.isArray(bytes) || !bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256)) return false;
  // A token may be a part of a character; its text then holds a replacement character and its bytes are short.
  return token.includes('\u{fffd}') ? bytes.length <= 4 * token.length : Buffer.from(bytes).equals(Buffer.from(token));
}
