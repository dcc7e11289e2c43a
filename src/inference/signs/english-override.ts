import { EARLIER, GAP, ORDERS, OVERRIDE, OVERRIDE_ANCHORS } from './english-words.ts';
import { type Rule, rule } from './rule.ts';

const WHOLE = '(?:all|any|every|each|your|these|those|them|my|the|of|other|and|following|future)';

/** English: orders to set orders aside. */
export const OVERRIDE_RULES: readonly Rule[] = [
  rule(
    'override-orders',
    1.2,
    'both',
    OVERRIDE_ANCHORS,
    `\\b${OVERRIDE}\\b${GAP}{0,40}?\\b${EARLIER}\\b${GAP}{0,24}?\\b${ORDERS}\\b`,
  ),
  rule(
    'override-orders',
    1.2,
    'both',
    OVERRIDE_ANCHORS,
    `\\b${OVERRIDE}(?: ${WHOLE}){1,4} ${ORDERS}\\b${GAP}{0,24}?\\b(?:above|before|prior|previously|so far|given|you (?:were|have|had|received|got)|that came|provided|from)\\b`,
  ),
  rule(
    'override-your-orders',
    1,
    'both',
    OVERRIDE_ANCHORS,
    `\\b${OVERRIDE}(?: (?:all|any|every|each|of|and)){0,3} your(?: \\w{2,14}){0,2} ${ORDERS}\\b`,
  ),
  rule(
    'override-all-orders',
    1,
    'both',
    OVERRIDE_ANCHORS,
    `\\b${OVERRIDE} (?:all|any|every|my|the)(?: (?:of|the|other|my|these|those|following|future|specific|existing|current|your)){0,3} ${ORDERS}(?: (?:above|below|given|and|to|about|regarding|now)\\b|[.,:;!"']|$)`,
  ),
  rule(
    'override-above',
    0.8,
    'both',
    OVERRIDE_ANCHORS,
    `\\b${OVERRIDE}(?: (?:all|any|everything|anything|the|of|text|that|was|written|is|out|said)){0,4} (?:above|below|previous|preceding)\\b(?! (?:message|e-?mail|error|warning|comment|question|example|step|chapter|section))`,
  ),
  rule(
    'override-above',
    0.8,
    'both',
    OVERRIDE_ANCHORS,
    `\\b${OVERRIDE} (?:everything|anything|all)(?: (?:but|except|else|other than|i said|you know|that))\\b`,
  ),
  rule(
    'forced-phrase',
    0.5,
    'user',
    'just print|only print|just say|only say|only output|output only|respond only with|respond with|just output|simply say|begin your|start your|begin with|say exactly|only respond|instead say|instead print|and say|and print|always say|and output|and write|just write|and respond|and reply|reply with',
    `\\b(?:just|only|simply|exactly|instead|and|always)(?: just| only| instead| then)? (?:print|say|output|respond with|respond|write|reply with|reply)\\b|\\b(?:begin|start) (?:your (?:response|reply|answer|message) )?with ["']|\\bres(?:pond|ponse) (?:only )?with ["']`,
  ),
  rule(
    'keep-but',
    0.7,
    'user',
    'keep your previous|retain your previous|keep your instruction',
    '\\b(?:keep|retain) your (?:previous |prior |original )?instructions,? but\\b',
  ),
  rule(
    'forget-everything',
    1.1,
    'both',
    'forget|ignor|disregard|erase',
    `\\b(?:forget|ignore|disregard|erase)(?: about)? (?:everything|all|anything|what|whatever)\\b${GAP}{0,30}?\\b(?:above|before (?:this|that|now)|before$|prior|previously|you(?:'ve| have| were| know|r instructions)|told you|so far|said earlier|i told|until now|up to now)`,
  ),
  rule(
    'stop-everything',
    0.9,
    'both',
    'stop everything|nevermind',
    `\\b(?:stop everything|never ?mind)\\b[^\\n]{0,24}?\\b(?:now|just|ignore|instead)\\b`,
  ),
  rule(
    'new-orders',
    0.7,
    'both',
    'new instruction|new task|new rule|updated instruction|revised instruction|real instruction|actual instruction',
    `\\b(?:new|updated|revised|real|actual|your new)(?: system)? (?:instructions?|tasks?|rules?|prompt|directives?)(?: (?:is|are|follow|as follows|for you|now)|:| -)`,
  ),
  rule(
    'strictly-adhere',
    1,
    'both',
    'strictly|adhere',
    `\\byou must (?:now )?(?:strictly )?(?:adhere to|follow|obey|comply with|execute) (?:only )?(?:the|this|these|my) (?:following |new |next )?(?:instructions?|orders?|commands?|directives?)`,
  ),
];
