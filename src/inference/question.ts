import { type Stretch, sentencesOf } from './sentences.ts';

/** Longer questions tell a story, and may hide something in it. */
const LONGEST = 120;
/** A question that begins as people's questions do, and addresses nobody. */
const PLAIN =
  /^\W{0,6}(?:what|which|who|whose|when|where|why|how|is|are|do|does|did|can|may|should|will|has|have)\b[^?!.;:{}<>@/\n]{3,}\?$/i;
const ADDRESSED =
  /\b(?:you|your|yours|yourself|assistant|ai|bot|chatbot|model|llm|gpt|system|prompt|instructions?|ignore|forget|reveal|secret|password|token|key)\b/i;

/**
 * The plain questions in data: headings of a list of frequent questions, something that a customer asked. A question that
 * addresses nobody orders nothing; whether an assistant answers it besides is not what the detectors are for.
 */
export function plainQuestions(text: string): readonly Stretch[] {
  if (!text.includes('?')) return NONE;
  return sentencesOf(text).filter(({ start, end }) => {
    if (end - start > LONGEST || text[end - 1] !== '?') return false;
    const sentence = text.slice(start, end);
    return PLAIN.test(sentence) && !ADDRESSED.test(sentence);
  });
}

const NONE: readonly Stretch[] = [];
