import { GAP, HIDDEN, HIDDEN_ANCHORS, SHOW } from './english-words.ts';
import { type Rule, rule } from './rule.ts';

/** English: requests for what only the application should know. */
export const EXTRACTION_RULES: readonly Rule[] = [
  rule(
    'show-earlier-orders',
    0.9,
    'both',
    'above instruct|previous instruct|prior instruct|earlier instruct|original instruct|initial instruct|foundational|instructions above|previous prompt|above prompt|instructions prior|instructions so far|instructions in the prompt|previous text|preceding instruct|initial prompt|previous directive|instructions since',
    `\\b(?:${SHOW}|rephrase|reword|paraphrase|grammar check|spell ?check|furnish|document|capture|incorporat(?:e|ing)|convert)\\b${GAP}{0,60}?\\b(?:(?:above|previous|prior|earlier|original|initial|foundational|preceding) (?:\\w+ )?(?:instructions?|prompts?|directives?|guidelines)|instructions? (?:above|prior to|so far|in (?:the|this) prompt|since the beginning|received|before this))\\b`,
  ),
  rule(
    'rephrase-your-orders',
    0.9,
    'both',
    'your instruct|your previous instruct|your prompt|your initial|your original|your guideline',
    '\\b(?:rephrase|reword|paraphrase|summari[sz]e|output|encode|grammar check|recite|translate|convert|rap about|poem about|story about|song about) (?:all )?(?:of )?your (?:\\w+ ){0,2}(?:instructions?|prompt|guidelines|rules)\\b',
  ),
  rule(
    'show-hidden-prompt',
    1,
    'both',
    HIDDEN_ANCHORS,
    `\\b${SHOW}\\b${GAP}{0,40}?\\b(?:your|this|you were given|chatgpt'?s|its|the bot'?s)\\b${GAP}{0,24}?\\b${HIDDEN}`,
  ),
  rule(
    'show-hidden-prompt',
    0.7,
    'both',
    'system prompt|hidden prompt|initial prompt|hidden instruction|secret instruction|initial instruction|original instruction|prompt above|instructions above',
    `\\b${SHOW}(?: (?:me|us|out|the|all|of|entire|full|exact|whole|complete|back|contents?)){1,6} ${HIDDEN}`,
  ),
  rule(
    'show-your-orders',
    0.9,
    'both',
    'your instruction|your prompt|your guideline|your rule|your directive|your guide|your entire|your exact|your full|your complete|your configuration|your deployment|your context|your base',
    `\\b(?:reveal|show|print|display|repeat|output|leak|expose|echo|recite|dump|disclose|reproduce|tell me|give me|write|list|share|paste|copy|describe|what are|what were|translate|spell out)\\b${GAP}{0,30}?\\byour (?:\\w+ ){0,2}(?:instructions?|prompts?|guidelines|directives|initiali[sz]ation|deployment configuration|guide|context window)\\b`,
  ),
  rule(
    'repeat-above',
    1,
    'both',
    'repeat|everything above|text above|words above|written above|beginning of|sentences above|preceding text|print the above|output the above',
    `\\b(?:(?:repeat|print|output|copy|write|echo|recite|list|show|display)${GAP}{0,40}?(?:everything|text|words?|all|sentences?|content|lines?|paragraphs?|message|instructions?|conversation|prompt)${GAP}{0,16} (?:above|before this|so far|prior to|up to this point|preceding)|what (?:was|were|is|did)${GAP}{0,30} (?:written|said|stated|at the (?:beginning|start|top))${GAP}{0,24} (?:of this|of the|this|prompt|above)${GAP}{0,16}(?:prompt|conversation|above))`,
  ),
  rule(
    'word-for-word',
    0.4,
    'both',
    'verbatim|word for word|word-for-word|word by word',
    '\\b(?:verbatim|word[- ](?:for|by)[- ]word)\\b',
  ),
  rule(
    'secret-request',
    0.6,
    'user',
    'password|secret|access code|passphrase',
    `\\b(?:reveal|tell me|give me|what is|what's|print|output|repeat|share|say|spell|show me|type)\\b${GAP}{0,20}?\\b(?:the|your|that)(?: \\w+)? (?:secret (?:key|phrase|word|code|password)|access code|passphrase|secret)\\b`,
  ),
];
