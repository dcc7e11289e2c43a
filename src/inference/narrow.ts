import { detectionView } from '../text/index.ts';
import type { Passage } from './reading.ts';
import { type Stretch, sentencesOf } from './sentences.ts';
import { bitsOf } from './signs/marks.ts';
import type { SignMap } from './signs/within.ts';

/** How much less than the worst sentence, in log-odds, a sentence may look like an order and go with it. */
const NEARLY = 1.5;

/** A sentence of a noticed region. */
export interface Candidate extends Stretch {
  /** Folded, in lower case. */
  readonly text: string;
  readonly marks: Passage['marks'];
  /** A sign speaks for it, or an encoded run lies in it. */
  readonly isMarked: boolean;
}

/** For each of the noticed regions, which are in order and apart, its sentences. Linear in the text. */
export function candidatesOf(
  text: string,
  regions: readonly Stretch[],
  signs: SignMap,
  encoded: readonly Stretch[],
): readonly (readonly Candidate[])[] {
  const sentences = sentencesOf(text);
  let next = 0;
  return regions.map((region) => {
    while (next < sentences.length && sentences[next]!.end <= region.start) next += 1;
    const own: Candidate[] = [];
    for (let at = next; at < sentences.length && sentences[at]!.start < region.end; at += 1) {
      own.push(candidateOf(text, sentences[at]!, signs, encoded));
    }
    return own;
  });
}

function candidateOf(text: string, sentence: Stretch, signs: SignMap, encoded: readonly Stretch[]): Candidate {
  const source = text.slice(sentence.start, sentence.end);
  const own = signs.within(sentence);
  const holdsRun = encoded.some((one) => one.start < sentence.end && one.end > sentence.start);
  return {
    ...sentence,
    text: detectionView(source).text,
    marks: bitsOf(source, own, false),
    isMarked: own.length > 0 || holdsRun,
  };
}

/** The sentences of a region that carry the order, by log-odds in their order, neighbours joined; never none. */
export function carriersOf(
  text: string,
  region: Stretch,
  candidates: readonly Candidate[],
  logOdds: readonly number[],
): readonly Stretch[] {
  const worst = Math.max(...logOdds);
  const spans: { start: number; end: number }[] = [];
  for (const [at, { start, end, isMarked }] of candidates.entries()) {
    if (!isMarked && logOdds[at]! < worst - NEARLY) continue;
    const last = spans.at(-1);
    if (last !== undefined && text.slice(last.end, start).trim() === '') last.end = end;
    else spans.push({ start, end });
  }
  return spans.length === 0 ? [{ start: region.start, end: region.end }] : spans;
}
