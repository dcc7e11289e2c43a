/** A verb in a text, and the sentence around it. */
export interface Clause {
  readonly verb: string;
  /** Where the verb stands in the text as read. */
  readonly at: number;
  /** From the verb to the end of its sentence. */
  readonly text: string;
  /** From the start of the sentence to the verb. */
  readonly before: string;
  /** What follows the sentence, for arguments that come later. */
  readonly after: string;
}

const LONGEST_SENTENCE = 500;
const LOOK_BACK = 240;
const SENTENCE_END = /[.!?;](?=["')\]}]{0,2}(?:\s|$))|\n/g;
/** Before an order stands nothing, a mark, or a word that hands over the turn. */
const OPENING =
  /(?:^|[:;,"'(){}[\]<>*\-=|#/!?.\u{2013}\u{2014}\u{201c}\u{201e}\u{2018}]|\b(?:please|now|then|and|also|first|next|finally|immediately|always|just|kindly|assistant|instead|simply|secretly|silently|afterwards|bitte|again|or|quickly|ai|bot|model|to|you))\s*$/iu;
/** Whoever reads this must do it; what customers must do is no order. */
const TOLD =
  /\b(?:you|assistants?|ai|bot|model|agent|system|helper)\b[^.\n]{0,40}\b(?:must|should|will|shall|needs? to|have to|has to)\s+(?:\w+ly\s+)?$/i;
const AFTER_TO_OR_YOU = /\b(?:to|you)\s*$/i;
const TELLS_TO =
  /\b(?:want|need|have|got|like|remember|sure|ask|asked|told|instructed|required|task|job|order|ready|time|can|could|would|will|must|should|may|shall)\b/i;
const NEGATED = /\b(?:not|never|don'?t|cannot|can'?t|without|no|nor|avoid)\s+(?:\w+\s+){0,2}$/i;
/** A word in quotes with a colon after it names a value. */
const KEY = /^\w+["']\s{0,4}:/;
/** After these a word that could be a verb is a noun: `refund policy`, `order is`. */
const NOUN_FOLLOWS =
  /^\S+\s+(?:policy|policies|is|are|was|were|will|may|can|takes?|requests?|rules?|within|terms|window|period|status|form|limits?|costs?|options?)\b/i;

/** The words of `text` that are in `verbs`, each with its sentence. */
export function clausesOf(text: string, verbs: { has(word: string): boolean }): readonly Clause[] {
  const clauses: Clause[] = [];
  let start = -1;
  for (let index = 0; index <= text.length; index++) {
    const code = text.charCodeAt(index) | 32;
    const isLetter = code >= 97 && code <= 122;
    if (isLetter && start < 0) start = index;
    if (isLetter || start < 0) continue;
    if (index - start <= 12 && index - start >= 3) {
      const verb = text.slice(start, index).toLowerCase();
      if (verbs.has(verb)) clauses.push(clauseAt(text, start, verb));
    }
    start = -1;
  }
  return clauses;
}

/** Whether the sentence orders somebody to do what the verb says. */
export function isOrder(clause: Clause): boolean {
  if (KEY.test(clause.text)) return false;
  if (NEGATED.test(clause.before) || NOUN_FOLLOWS.test(clause.text)) return false;
  if (TOLD.test(clause.before)) return true;
  if (!OPENING.test(clause.before)) return false;
  return !AFTER_TO_OR_YOU.test(clause.before) || TELLS_TO.test(clause.before);
}

/** Whether the sentence forbids what the verb says. */
export function isForbidden(clause: Clause): boolean {
  return NEGATED.test(clause.before);
}

function clauseAt(text: string, at: number, verb: string): Clause {
  const back = text.slice(Math.max(0, at - LOOK_BACK), at);
  let sentenceStart = 0;
  for (const end of back.matchAll(SENTENCE_END)) sentenceStart = end.index + 1;
  const ahead = text.slice(at, at + LONGEST_SENTENCE);
  SENTENCE_END.lastIndex = 0;
  const end = SENTENCE_END.exec(ahead)?.index ?? ahead.length;
  return { verb, at, text: ahead.slice(0, end), before: back.slice(sentenceStart), after: ahead.slice(end) };
}
