import type { Channel, DecodedText, Sign } from '../../core/index.ts';
import { detectionView } from '../../text/index.ts';
import type { Stretch } from '../sentences.ts';
import { rulesOf } from './bank.ts';
import { isQuotedForDiscussion, quotationAround } from './discussion.ts';
import { DATA_RULES } from './english-data.ts';
import { EXTRACTION_RULES } from './english-extraction.ts';
import { OVERRIDE_RULES } from './english-override.ts';
import { PERSONA_RULES } from './english-persona.ts';
import { LATIN_PHRASES } from './latin-phrases.ts';
import { compileRules, type Match } from './rule-set.ts';
import { SCRIPT_PHRASES } from './script-phrases.ts';
import { forgedTurns } from './turns.ts';

/** What speaks against a stretch of text; offsets in that text. */
export interface Evidence {
  readonly sign: Sign;
  readonly weight: number;
  readonly start: number;
  readonly end: number;
}

const ENGLISH = [...OVERRIDE_RULES, ...EXTRACTION_RULES, ...PERSONA_RULES, ...DATA_RULES];
const WORDS = [...ENGLISH, ...rulesOf(LATIN_PHRASES, '\\b')];
const OTHER_WORDS = rulesOf(SCRIPT_PHRASES, '');
const WORD_RULES = compileRules(WORDS, true);
/** Letters of the scripts that those are written in. */
const OTHER_SCRIPT =
  /[\u0370-\u04ff\u0590-\u06ff\u0900-\u09ff\u0e00-\u0e7f\u1780-\u17ff\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/;
const OTHER_RULES = compileRules(OTHER_WORDS, false);

/** An encoded payload that says such things says them on purpose. */
const DISGUISE = 0.8;

/** What the rules say of a text. */
export interface Signs {
  /** All evidence in the text and in what its encoded runs say, in order. */
  readonly evidence: readonly Evidence[];
  /** Quotations of attacks in a passage that talks about them: nothing there speaks against the text. In order of their matches. */
  readonly quotations: readonly Stretch[];
}

export function signsIn(text: string, channel: Channel, decoded: readonly DecodedText[]): Signs {
  const quotations: Stretch[] = [];
  const own = evidenceInText(text, channel, quotations);
  const disguised = decoded.flatMap((view) =>
    evidenceInText(view.text, channel, []).map((found) => ({
      ...found,
      weight: found.weight + DISGUISE,
      start: view.start,
      end: view.end,
    })),
  );
  const all = [...own, ...forgedTurns(text, channel), ...disguised];
  all.sort((left, right) => left.start - right.start || left.end - right.end);
  quotations.sort((left, right) => left.start - right.start);
  return { evidence: all, quotations };
}

function evidenceInText(text: string, channel: Channel, quotations: Stretch[]): readonly Evidence[] {
  const view = detectionView(text);
  const words = WORD_RULES.find(view.text, channel);
  const scripts = OTHER_SCRIPT.test(view.text) ? OTHER_RULES.find(view.text, channel) : [];
  const matches = scripts.length === 0 ? words : [...words, ...scripts];
  return matches.flatMap((match: Match) => {
    if (isQuotedForDiscussion(view.text, match.start, match.end)) {
      const { start, end } = quotationAround(view.text, match.start, match.end);
      quotations.push({ start: view.sourceAt(start), end: view.sourceAt(end) });
      return [];
    }
    const { id, weight } = match.rule;
    return { sign: id, weight, start: view.sourceAt(match.start), end: view.sourceAt(match.end) };
  });
}
