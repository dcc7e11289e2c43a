/** No sentence that is taken out is longer on either side of what was found in it. */
const LONGEST_SIDE = 300;
const LINE_END = '\n';
/** Ends of a sentence in scripts without spaces, and those that need a space after them. */
const FULL_STOPS = new Set(['\u3002', '\uff01', '\uff1f', '\u0964']);
const STOPS = new Set(['.', '!', '?']);

/** The sentence around a span: from the last end of a sentence or line to the next one. */
export function sentenceAround(text: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  while (from > 0 && start - from < LONGEST_SIDE && !endsAt(text, from)) from -= 1;
  while (from < start && /\s/.test(text[from] ?? '')) from += 1;
  let until = Math.max(end, start + 1);
  while (until < text.length && until - end < LONGEST_SIDE && !endsAt(text, until)) until += 1;
  while (until > end && /\s/.test(text[until - 1] ?? '')) until -= 1;
  return { start: wholeCharacter(text, from), end: wholeCharacter(text, until) };
}

/** True when a sentence or line ends right before `at`; the full stop of a name or number ends nothing. */
function endsAt(text: string, at: number): boolean {
  const last = text[at - 1] ?? '';
  if (last === LINE_END || text[at] === LINE_END || FULL_STOPS.has(last)) return true;
  return STOPS.has(last) && (at >= text.length || /[\s"')\]]/.test(text[at] ?? ''));
}

/** Never between the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff && at > 0 ? at + 1 : at;
}
