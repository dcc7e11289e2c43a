import { ASSISTANT, GAP } from './english-words.ts';
import { type Rule, rule } from './rule.ts';

/** English: forged turns, and orders for an assistant inside data. */
export const DATA_RULES: readonly Rule[] = [
  rule('fake-completion', 1, 'both', 'answer', '\\banswer: ?(?:task )?(?:is )?complete[d]?\\b'),
  rule(
    'priority-claim',
    0.9,
    'data',
    'on top of your|main task|priority question|in addition to your|primary task|original task',
    `\\b(?:(?:on top of|in addition to|before|besides|instead of|aside from|regardless of)${GAP}{0,16} your|as a priority)(?: \\w+)? (?:main|primary|original|initial|first|current)? ?(?:task|question|objective|instructions?|request)`,
  ),
  rule(
    'forged-turn',
    0.7,
    'both',
    'im_start|im_end|start_of_turn|end_of_turn|inst|sys|eot_id|start_header_id|endoftext',
    '< ?\\|? ?(?:im_start|im_end|start_of_turn|end_of_turn|eot_id|start_header_id|endoftext)\\b|\\[ ?/?inst ?\\]|< ?<?/?sys> ?>',
  ),
  rule(
    'forged-role',
    0.5,
    'both',
    'system|admin|developer|assistant|internal',
    `(?:^|\\n)[ \\t>#*_\\[(<-]{0,8}(?:system|admin(?:istrator)?|developer|internal)(?: (?:message|prompt|note|override|instructions?|update|alert))?[\\])>*_]{0,3}[ ]?:|"role"\\s?:\\s?"(?:system|developer|internal)"|<(?:system|admin)>|\\[(?:system|admin)\\]`,
  ),
  rule(
    'end-of-input',
    0.7,
    'both',
    'end of|end untrusted|end out|end example|end login|end instruction|begin instruction|end user|end system|begin system|end prompt|start of',
    `[-=*#%\\[<({~_]{2,12} ?(?:end|begin|start)(?: of)?(?: the)? (?:system|user|untrusted|out of date|prompt|input|instructions?|document|context|data|login|example|conversation|message|email|task)\\b|<(?:begin|end) instructions?>`,
  ),
  rule(
    'addressed-to-assistant',
    0.8,
    'data',
    'attention|dear|note to|message to|message for|instruction|note for|hey|important|hello',
    `\\b(?:attention|dear|note (?:to|for)|message (?:to|for)|instructions? (?:to|for)|hey|hello|important[:!]* (?:for|to))(?:,| all| any| the| to| my){0,3} (?:future )?${ASSISTANT}\\b`,
  ),
  rule(
    'if-you-are-assistant',
    0.9,
    'data',
    "if you are|if you're|as an ai|any ai|ai reading|assistant reading|ai assistant|ai agent|ai model|llm",
    `\\bif (?:you are|you're|this is being read by|an?) (?:an? )?(?:large )?${ASSISTANT}\\b|\\b${ASSISTANT} (?:that (?:is|are) )?(?:reading|processing|summari[sz]ing|parsing) this\\b|\\b${ASSISTANT} (?:must|should now|shall|are required to|are instructed to)\\b`,
  ),
  rule(
    'keep-secret',
    0.8,
    'data',
    "do not|don't|without|never|keep this",
    `\\b(?:(?:do not|don't|never) (?:mention|tell|inform|reveal|notify|disclose|alert|show)${GAP}{0,40}?\\b(?:the )?(?:users?|humans?|operator)\\b|without (?:telling|informing|notifying|asking|alerting|mentioning)${GAP}{0,20}? ?(?:the )?(?:users?|humans?|operator|it to the user)\\b)`,
  ),
  rule(
    'carry-out',
    1,
    'data',
    'send|forward|upload|exfiltrate|transmit|post|email|append|leak',
    `\\b(?:send|forward|upload|exfiltrate|transmit|post|e-?mail|append|leak)\\b${GAP}{0,40}?\\b(?:conversation|chat (?:history|log)|transcript|system prompt|api keys?|credentials|passwords?|access tokens?|secrets|user'?s? data|environment variables|all (?:emails|files|messages|contacts|documents)|session cookies?)\\b[^!?\\n]{0,40}?(?:\\bto\\b|https?:|@)`,
  ),
  rule(
    'before-tool',
    0.9,
    'data',
    'before using this|before calling|before you use|when using this tool|whenever you|must first|always call this',
    `\\b(?:before (?:using|calling|you use|you call|invoking) (?:this|any|other)${GAP}{0,20}?tools?${GAP}{0,60}?\\b(?:must|first|read|send|call|access)\\b)`,
  ),
  rule(
    'important-tag',
    0.9,
    'data',
    'important>|instruction>|instructions>|secret>|admin>',
    '<(?:important|instructions?|secret|admin)>',
  ),
  rule(
    'hide-from-user',
    0.6,
    'data',
    'the user must not|user should not|user will not|do not let the user',
    '\\b(?:the user (?:must|should|will) not (?:know|see|notice|be (?:told|informed))|do not let the user)\\b',
  ),
];
