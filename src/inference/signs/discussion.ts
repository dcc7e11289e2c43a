/** Words of people who talk about a phrase: for a phrase in quotation marks. */
const TALK =
  /\b(?:prompt[- ]injections?|injections?|attack(?:s|er|ers)?|jailbreaks?|jailbreaking|adversar(?:y|ial|ies)|example|e\.g|such as|phrases?|says?|saying|detect(?:s|ion|or|ing)?|vulnerab|malicious|red team|security|strings?|pattern|translate|what does|means?|meaning|like this|payload|classif|headline|titled|called)/;
/** Names of the subject itself: for a phrase in a quoted block or a code fence. */
const SUBJECT =
  /(?:prompt[- ]?(?:injections?|leak|hacking|attack)|jailbreak|adversarial|injection attack|llm security|red[- ]team|guardrail)/;
const MARKS = ['"', "'", '`'];
const TALK_AROUND = 160;
const SUBJECT_AROUND = 800;
/** How far before the match the quotation may begin, and after it end. */
const QUOTE_BEFORE = 96;
const QUOTE_AFTER = 96;

/**
 * True when a match is quoted in a passage that talks about such things: in quotation marks, in a quoted block or in a code
 * fence. An attacker can pose as such a passage; what is gained is that people can write about attacks at all.
 */
export function isQuotedForDiscussion(text: string, start: number, end: number): boolean {
  if (isInQuotes(text, start, end)) return TALK.test(passage(text, start, end, TALK_AROUND));
  return isInBlock(text, start) && SUBJECT.test(passage(text, start, end, SUBJECT_AROUND));
}

/** The whole quotation around a match that is quoted for discussion: between its marks, or its line in a block. */
export function quotationAround(text: string, start: number, end: number): { start: number; end: number } {
  const before = text.slice(Math.max(0, start - QUOTE_BEFORE), start);
  const after = text.slice(end, end + QUOTE_AFTER);
  if (isInQuotes(text, start, end)) {
    const opened = Math.max(...MARKS.map((mark) => before.lastIndexOf(mark)));
    return { start: start - before.length + opened + 1, end: end + after.search(/["'`]/) };
  }
  const lineEnd = after.indexOf('\n');
  return { start: start - before.length + before.lastIndexOf('\n') + 1, end: lineEnd < 0 ? end : end + lineEnd };
}

function isInQuotes(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - QUOTE_BEFORE), start);
  return /["'`][^"'`\n]{0,95}$/.test(before) && /["'`]/.test(text.slice(end, end + QUOTE_AFTER));
}

/** A line that starts with `>` or `|`, or an odd number of fences in the passage before. */
function isInBlock(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - SUBJECT_AROUND), start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/^[ \t]{0,4}(?:>|\|)/.test(line)) return true;
  return before.includes('```') && before.split('```').length % 2 === 0;
}

function passage(text: string, start: number, end: number, around: number): string {
  return `${text.slice(Math.max(0, start - around), start)} ${text.slice(end, end + around)}`;
}
