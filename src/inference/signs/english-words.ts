/** The words that the English rules are made of; regular expressions for the folded view, and beginnings of words. */

/** Between two parts of one thought: no end of a sentence. */
export const GAP = '[^.!?\\n]';
/** Verbs that set something aside. */
export const OVERRIDE =
  "(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?|overrid(?:e|ing)|bypass(?:ing)?|overlook|dismiss|discard|neglect|void|nullify|erase|abandon|set aside|pay no attention to|stop (?:following|obeying)|(?:do not|don'?t|never) (?:follow|obey|listen to)|no longer follow|skip)";
/** Beginnings of the verbs of `OVERRIDE`. */
export const OVERRIDE_ANCHORS =
  "ignor|disregard|forget|overrid|bypass|overlook|dismiss|discard|neglect|void|nullify|erase|abandon|set aside|pay no attention|stop following|stop obeying|do not follow|do not obey|do not listen|don't follow|don't obey|don't listen|dont follow|dont obey|dont listen|never follow|never obey|never listen|no longer follow|skip";
/** Words for what was there before. */
export const EARLIER =
  '(?:previous(?:ly)?|prior|above|preceding|earlier|initial|original|former|existing|foregoing|past|system|default|safety|developer|before|so far|given|ethical|content|moral|openai|hidden|underlying)';
/** Words for what guides an assistant. */
export const ORDERS =
  '(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|commands?|orders|constraints?|restrictions?|programming|training|policy|policies|protocols?|guidance|safeguards?|filters?|guardrails?|limitations?|stipulations?|conditioning|statements)';
/** Verbs that bring something out. */
export const SHOW =
  "(?:reveal|show|print|display|repeat|output|tell (?:me|us)|give (?:me|us)|what(?:'s| is| are| was| were)|share|leak|expose|list|write(?: out| down)?|echo|recite|summari[sz]e|translate|copy|dump|disclose|provide|type|return|spell out|describe|paste|encode|state|confess|reproduce|send me|forward)";
/** Names of what only the application should know. */
export const HIDDEN =
  '(?:system (?:prompt|message|instructions?)|(?:initial|original|hidden|secret|base|full|entire|complete|underlying|internal|developer|first|pre-?) ?(?:prompt|instructions?|message|guidelines?|rules|directives?|guide|configuration)|preprompt|prompt text|instructions? (?:above|before|prior|you (?:were|have been|received))|prompt (?:above|so far))';
/** Beginnings of the names of `HIDDEN`. */
export const HIDDEN_ANCHORS =
  'system prompt|system message|system instruction|initial|original|hidden|secret|base|full|entire|complete|underlying|internal|developer|first|preprompt|pre-prompt|prompt text|instructions above|instructions before|instructions you|prompt above|prompt so far|instructions prior';
/** Names that an assistant is called by. */
export const ASSISTANT =
  '(?:ai|a\\.i\\.|llms?|assistants?|chatbots?|language models?|chatgpt|gpt-?\\d?|claude|gemini|copilot|agents?|bots?)';
/** What a persona is said to be free of. */
export const FREED =
  '(?:restrictions?|limits?|limitations?|rules|filters?|filtering|guidelines?|censorship|morals?|morality|ethic(?:s|al)?|boundaries|constraints?|policies|policy|safeguards?|content polic(?:y|ies)|warnings|disclaimers)';
