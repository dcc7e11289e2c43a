import { isObject } from '../json.ts';

/** Whether log probabilities are of exactly this text: their tokens, put together, give it. */
export function areTokensOf(logprobs: unknown, text: unknown): boolean {
  if (!isObject(logprobs) || typeof text !== 'string') return false;
  const { content, ...others } = logprobs;
  if (!Array.isArray(content) || Object.values(others).some((value) => value !== null)) return false;
  let joined = '';
  for (const token of content as readonly unknown[]) {
    if (!isObject(token) || typeof token.token !== 'string' || hasOtherText(token)) return false;
    joined += token.token;
  }
  return joined === text;
}

/** The longest alternative that is taken for a token, in UTF-16 code units. */
const LONGEST_TOKEN = 64;

/** Anything but the documented numbers, bytes and short alternatives. */
function hasOtherText(token: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(token).some(([key, value]) => {
    if (key === 'token' || key === 'logprob' || key === 'bytes') return false;
    if (key !== 'top_logprobs' || !Array.isArray(value)) return true;
    return (value as readonly unknown[]).some(
      (item) => !isObject(item) || typeof item.token !== 'string' || item.token.length > LONGEST_TOKEN,
    );
  });
}
