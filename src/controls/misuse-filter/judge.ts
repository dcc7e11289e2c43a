import {
  type DecodedText,
  type Finding,
  isNonEmpty,
  type NonEmpty,
  PASS,
  type PartView,
  type Severity,
  type Verdict,
} from '../../core/index.ts';
import { detectionView } from '../../text/index.ts';
import { rulesOf } from './bank.ts';
import { isQuotedForDiscussion } from './discussion.ts';
import { DATA_RULES } from './english-data.ts';
import { EXTRACTION_RULES } from './english-extraction.ts';
import { OVERRIDE_RULES } from './english-override.ts';
import { PERSONA_RULES } from './english-persona.ts';
import { LATIN_PHRASES } from './latin-phrases.ts';
import { compileRules, type Match } from './rule-set.ts';
import { SCRIPT_PHRASES } from './script-phrases.ts';
import { forgedTurns, MANY_SHOT } from './turns.ts';

export type Channel = 'user' | 'data';

/** What speaks against a stretch of text; offsets in the text of the part. */
export interface Evidence {
  readonly rule: string;
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

/** The names of all rules; one name may have words in many languages. */
export const RULES: NonEmpty<string> = [MANY_SHOT, ...new Set([...WORDS, ...OTHER_WORDS].map(({ id }) => id))];

/** An encoded payload that says such things says them on purpose. */
const DISGUISE = 0.8;

/** All evidence in a part and in what its encoded runs say, in order. */
export function evidenceIn(part: PartView, channel: Channel, decoded: readonly DecodedText[]): readonly Evidence[] {
  const own = evidenceInText(part.text, channel);
  const disguised = decoded.flatMap((view) =>
    evidenceInText(view.text, channel).map((found) => ({
      ...found,
      weight: found.weight + DISGUISE,
      start: view.start,
      end: view.end,
    })),
  );
  const all = [...own, ...forgedTurns(part.text, channel), ...disguised];
  return all.length < 2 ? all : all.sort((left, right) => left.start - right.start || left.end - right.end);
}

function evidenceInText(text: string, channel: Channel): readonly Evidence[] {
  const view = detectionView(text);
  const words = WORD_RULES.find(view.text, channel);
  const scripts = OTHER_SCRIPT.test(view.text) ? OTHER_RULES.find(view.text, channel) : [];
  const matches = scripts.length === 0 ? words : [...words, ...scripts];
  return matches.flatMap((match: Match) => {
    if (isQuotedForDiscussion(view.text, match.start, match.end)) return [];
    const { id, weight } = match.rule;
    return { rule: id, weight, start: view.sourceAt(match.start), end: view.sourceAt(match.end) };
  });
}

/** Evidence this close together belongs to one attempt. */
const ATTEMPT = 600;

/** A run of evidence and how much it says together. */
export interface Attempt {
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/** Groups evidence into attempts. */
export function attemptsOf(evidence: readonly Evidence[]): readonly Attempt[] {
  const groups: Evidence[][] = [];
  for (const found of evidence) {
    const group = groups.at(-1);
    if (group !== undefined && found.start - (group.at(-1)?.end ?? 0) <= ATTEMPT) group.push(found);
    else groups.push([found]);
  }
  return groups.map((group) => ({ score: scoreOf(group), evidence: group }));
}

/** Rules of one family (the first word of their names) say the same thing: the strongest counts, once. */
function scoreOf(evidence: readonly Evidence[]): number {
  const strongest = new Map<string, number>();
  for (const { rule, weight } of evidence) {
    const family = rule.slice(0, rule.indexOf('-'));
    strongest.set(family, Math.max(weight, strongest.get(family) ?? 0));
  }
  let score = 0;
  for (const weight of strongest.values()) score += weight;
  return score;
}

export function severityOf(score: number): Severity {
  if (score >= 2) return 'high';
  return score >= 1 ? 'medium' : 'low';
}

export interface Thresholds {
  readonly flag: number;
  readonly block: number;
}

/** A signal at medium evidence; a block at strong. */
export function verdictOnRequest(
  attempts: readonly (Attempt & { readonly part: number })[],
  limits: Thresholds,
): Verdict {
  const noticed = attempts.filter((attempt) => attempt.score >= limits.flag);
  const findings = noticed.flatMap(findingsOf);
  if (!isNonEmpty(findings)) return PASS;
  const isCertain = noticed.some((attempt) => attempt.score >= limits.block);
  return { outcome: isCertain ? 'block' : 'flag', findings };
}

export function findingsOf({ score, evidence, part }: Attempt & { readonly part: number }): readonly Finding[] {
  const confidence = Math.min(0.99, Math.round((score / (score + 0.6)) * 100) / 100);
  const severity = severityOf(score);
  return evidence.map(({ rule, start, end }) => ({ rule, severity, confidence, at: { part, start, end } }));
}
