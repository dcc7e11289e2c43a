import type { Survey } from './survey.ts';

/** A run of text that one decoder can read, and what it says. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One way of writing text in other characters. */
export interface Decoder {
  readonly name: string;
  /**
   * Candidates in order. Linear; ordinary prose gives none and costs next to nothing. `survey` is `surveyOf(text)`. What is
   * longer than `most` is too long to be read, so a decoder that keeps the length may give it as it stands.
   */
  find(text: string, survey: Survey, most: number): readonly Candidate[];
  /** Set for ways that any text can be read in (rot13): the result must look like language, not merely be printable. */
  readonly needsLanguage: boolean;
}

export const NONE: readonly Candidate[] = Object.freeze([]);

/** Every match of a global pattern, decoded; matches that decode to nothing are left out. */
export function decodeMatches(
  text: string,
  pattern: RegExp,
  decode: (found: string) => string | undefined,
): Candidate[] {
  const candidates: Candidate[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const decoded = decode(match[0]);
    if (decoded !== undefined && decoded !== '') {
      candidates.push({ start: match.index, end: match.index + match[0].length, text: decoded });
    }
  }
  return candidates;
}
