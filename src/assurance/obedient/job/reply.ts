import type { ObedientRequest } from '../request.ts';
import { lastUserText } from '../request.ts';
import { ABOUT_ITSELF } from './intent.ts';
import { type AnswerSource, sourcesOf } from './sources.ts';

const MOST_SENTENCES = 3;
const LONGEST_ECHO = 600;
const COMMON = new Set(
  'about after also and any are but can could does for from has have her his how into its just may more not now our out please she should some tell than that the their them then there these they this was were what when where which who will with would you your'.split(
    ' ',
  ),
);

/** The plain answer to the user's question: the best sentences of what was found, with citations; else an echo of the question. */
export function plainReply(request: ObedientRequest): string {
  const question = lastUserText(request);
  const best = bestSentences(question, sourcesOf(request));
  if (best !== '') return best;
  if (ABOUT_ITSELF.test(question)) return abilities(request);
  if (question.trim() === '') return 'How can I help you?';
  return `You wrote: ${question.slice(0, LONGEST_ECHO)}\n\nI can help with that.`;
}

function bestSentences(question: string, sources: readonly AnswerSource[]): string {
  const wanted = new Set(wordsOf(question));
  const ranked = sources.flatMap((source, place) =>
    sentencesOf(source.text).map((sentence, index) => ({
      sentence,
      source,
      place: place * 1_000 + index,
      score: new Set(wordsOf(sentence).filter((word) => wanted.has(word))).size,
    })),
  );
  const best = ranked
    .toSorted((left, right) => right.score - left.score || left.place - right.place)
    .slice(0, MOST_SENTENCES);
  const ordered = best.toSorted((left, right) => left.place - right.place);
  return ordered
    .map(({ sentence, source }) => (source.name === undefined ? sentence : `${sentence} [${source.name}]`))
    .join(' ');
}

function abilities(request: ObedientRequest): string {
  if (request.tools.length === 0) return 'I can answer questions.';
  return `I can answer questions and use these tools: ${request.tools.map((tool) => tool.name).join(', ')}.`;
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** Content words, plural endings removed. */
function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return words.filter((word) => !COMMON.has(word)).map((word) => (word.length > 4 ? word.replace(/s$/, '') : word));
}
