import { detectionView } from '../text/index.ts';
import type { Passage } from './reading.ts';
import { type Stretch, sentencesOf } from './sentences.ts';
import { bitsOf } from './signs/marks.ts';
import type { SignMap } from './signs/within.ts';

/** How much less than the worst sentence, in log-odds, a sentence may look like an order and go with it. */
const NEARLY = 1.5;

export interface Narrowing {
  readonly signs: SignMap;
  /** Where encoded runs stand, in order; a sentence with one goes when its region is noticed. */
  readonly encoded: readonly Stretch[];
  /** Log-odds by the screen. */
  judge(passage: Pick<Passage, 'text' | 'marks'>): number;
}

/**
 * For each of the noticed regions, which are in order and apart, the sentences that carry the order, neighbours joined; never
 * none. Linear in the text.
 */
export function narrowed(text: string, regions: readonly Stretch[], means: Narrowing): readonly (readonly Stretch[])[] {
  const sentences = sentencesOf(text);
  let next = 0;
  return regions.map((region) => {
    while (next < sentences.length && sentences[next]!.end <= region.start) next += 1;
    const own: Stretch[] = [];
    for (let at = next; at < sentences.length && sentences[at]!.start < region.end; at += 1) own.push(sentences[at]!);
    return joined(text, region, worstOf(text, own, means));
  });
}

function worstOf(
  text: string,
  sentences: readonly Stretch[],
  { signs, encoded, judge }: Narrowing,
): readonly Stretch[] {
  const scored = sentences.map((sentence) => {
    const source = text.slice(sentence.start, sentence.end);
    const own = signs.within(sentence);
    const isMarked = own.length > 0 || encoded.some((one) => one.start < sentence.end && one.end > sentence.start);
    return {
      sentence,
      isMarked,
      score: judge({ text: detectionView(source).text, marks: bitsOf(source, own, false) }),
    };
  });
  const worst = scored.reduce((most, { score }) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  return scored.filter(({ isMarked, score }) => isMarked || score >= worst - NEARLY).map(({ sentence }) => sentence);
}

function joined(text: string, region: Stretch, taken: readonly Stretch[]): readonly Stretch[] {
  const spans: { start: number; end: number }[] = [];
  for (const sentence of taken) {
    const last = spans.at(-1);
    if (last !== undefined && text.slice(last.end, sentence.start).trim() === '') last.end = sentence.end;
    else spans.push({ ...sentence });
  }
  return spans.length === 0 ? [{ start: region.start, end: region.end }] : spans;
}
