const MARKUP_TOKENS_PER_MESSAGE = 3;

/** Tokens of a text by a fixed rule: one for each four UTF-8 bytes, rounded up. No real tokeniser agrees exactly. */
export function countTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4);
}

/** Tokens of a prompt: those of its texts, and three for the markup around each. */
export function countPromptTokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + countTokens(text) + MARKUP_TOKENS_PER_MESSAGE, 0);
}

/** The longest prefix of whole code points that costs at most `limit` tokens. */
export function cutToTokens(text: string, limit: number): string {
  if (countTokens(text) <= limit) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit * 4) break;
    end += character.length;
  }
  return text.slice(0, end);
}
