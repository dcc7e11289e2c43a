import { ASSISTANT, FREED, GAP } from './english-words.ts';
import { type Rule, rule } from './rule.ts';

/** English: personas without limits, modes, claims of authority. */
export const PERSONA_RULES: readonly Rule[] = [
  rule(
    'anything-now',
    1.2,
    'both',
    'do anything now|does anything now|dan mode|jailbr|as dan|act as dan',
    '\\b(?:do(?:es)? anything now|dan mode|as dan\\b|jailbr(?:eak|oken)[ -]?(?:mode|bot)\\b|(?:are|is|be) (?:now )?jailbroken\\b)',
  ),
  rule(
    'regardless-of-harm',
    0.8,
    'both',
    'regardless|no matter|even if|however',
    `\\b(?:regardless of|no matter|even if|however)${GAP}{0,50}?\\b(?:illegal|immoral|unethical|harmful|dangerous|offensive|inappropriate|legality|unlawful)\\b`,
  ),
  rule(
    'rules-do-not-apply',
    0.8,
    'both',
    'openai|apply|violate|content polic|tos',
    `\\b(?:openai|content|safety|ethic(?:s|al))${GAP}{0,20}? ?(?:rules|polic(?:y|ies)|guidelines|limitations)${GAP}{0,12} (?:don'?t|do not|no longer|doesn'?t|does not) (?:apply|exist|matter)|\\bviolat(?:e|es|ing) (?:your|openai'?s?|content|its) (?:guidelines|polic(?:y|ies)|content|rules)`,
  ),
  rule(
    'disclaimer-ban',
    0.6,
    'both',
    "as an ai|i'm sorry|i cannot|i can't",
    `\\b(?:not|never|don'?t|without|avoid|instead of)\\b${GAP}{0,40}?\\b(?:as an ai|i'?m sorry|i cannot (?:do|fulfill|help)|i can'?t (?:do|help))`,
  ),
  rule(
    'two-answers',
    0.6,
    'user',
    'two response|two answer|two different|two ways|two separate|good:|classic',
    '\\b(?:two (?:different |separate )?(?:responses|answers|ways|manners|paragraphs)|good: \\[|classic[\\]:])',
  ),
  rule(
    'unbound-persona',
    0.8,
    'both',
    'without any|no restrict|no limit|no filter|no rules|no ethic|no moral|no guideline|no censor|free of|free from|freed from|not bound|no longer bound|unbound|without restrict|without limit|without filter|without ethic|without moral|without rules|not restricted|broken free|not confined|not limited by|does not abide|do not have to abide|no constraints|not adhere|not have any',
    `\\b(?:(?:you|he|she|it|who|that|which|ai|model|character|assistant|bot|persona|response|answer|act|acting|[a-z]*gpt|they)\\b${GAP}{0,60}?)(?:(?:with no|without any|without|have no|has no|no|free of|free from|freed from|not bound by|no longer bound by|unbound by|not restricted by|broken free of|not confined by|not limited by|does not abide by|do not have to abide by|not adhere to|not have any))\\b${GAP}{0,30}?\\b${FREED}\\b`,
  ),
  rule(
    'mode-switch',
    0.9,
    'both',
    'developer mode|god mode|debug mode|sudo mode|admin mode|maintenance mode|unrestricted mode|unfiltered mode|opposite mode|evil mode|root mode',
    `\\b(?:you are (?:now )?in|enter(?:ing)?|enable[ds]?|activate[ds]?|switch(?:ing)? to|with|start|act as|commence|simulate|engage|initiate) (?:an? |the |your )?(?:\\w+ ){0,2}(?:developer|god|debug|sudo|admin|maintenance|unrestricted|unfiltered|opposite|evil|root) mode|\\b(?:developer|god|debug|sudo|unrestricted|unfiltered|evil) mode (?:enabled|activated|on|output|response)\\b`,
  ),
  rule(
    'never-refuse',
    0.8,
    'both',
    'refus|never say|cannot say no|decline|never deny|reject',
    `\\b(?:(?:you|it|he|she|will|must|can|should|do|does|would) (?:must |will |can |should )?(?:not|never)|(?:can|won|would|does|don|must|should)n'?t|never|without) (?:ever )?(?:refus(?:e|ing)|say(?:s)? (?:no\\b|"no|'no)|declin(?:e|ing)|deny(?:ing)?|reject(?:ing)?)\\b`,
  ),
  rule(
    'unfiltered-assistant',
    0.8,
    'both',
    'unfiltered|uncensored|amoral|unrestricted|unethical|immoral|unhinged',
    `\\b(?:unfiltered|uncensored|amoral|unrestricted|immoral|unethical|unhinged)\\b${GAP}{0,30}?\\b(?:${ASSISTANT}|responses?|answers?|mode|persona|character|gpt|version)\\b`,
  ),
  rule(
    'stay-in-character',
    0.4,
    'both',
    'stay in character|break character|in character',
    '\\b(?:stay in character|(?:not|never) break character|remain in character)\\b',
  ),
  rule(
    'no-longer-assistant',
    0.9,
    'both',
    'no longer|not an ai|not chatgpt|from now on',
    `\\byou are (?:no longer|not) (?:an? |the )?(?:ai|chatgpt|gpt|assistant|language model|bound|restricted|openai)\\b|\\bfrom (?:now|this point|this moment)(?: on| onwards?| forward)?,? (?:you|chatgpt|we)${GAP}{0,40}?\\b(?:act|pretend|role ?play|behave|respond|answer|function|impersonate|be known|are going)\\b${GAP}{0,40}?\\b(?:as|with|like|without)\\b`,
  ),
  rule(
    'persona-claim',
    0.5,
    'user',
    'you are now|you will now|now act as|henceforth|hereafter|immerse yourself',
    `\\b(?:you (?:are|will|must|shall) (?:now|henceforth|hereafter)|henceforth|hereafter|immerse yourself)\\b`,
  ),
  rule(
    'defeat-safety',
    0.9,
    'both',
    'disable|turn off|bypass|override|remove|circumvent|evade|deactivate|suspend',
    `\\b(?:disabl(?:e|ing)|turn(?:ing)? off|bypass(?:ing)?|overrid(?:e|ing)|circumvent(?:ing)?|deactivat(?:e|ing)|evad(?:e|ing)|suspend(?:ing)?)(?: \\w{2,12}){0,3} (?:safety|content|ethical|moral|security|openai)(?: and \\w+)? ?(?:filters?|polic(?:y|ies)|guidelines?|protocols?|restrictions?|training|constraints?|guardrails?|alignment)\\b`,
  ),
  rule(
    'authority-claim',
    0.6,
    'user',
    "i am your|i am one of your|i'm your|as your developer|as an openai|authori|as your creator|i am the developer|i am an openai|i am a developer",
    `\\b(?:(?:i am|i'?m|as) (?:one of )?(?:your|the|an? openai) (?:developer|creator|administrator|admin|programmer|engineer|master|owner|superuser)s?|i have the authority|authori[sz]ed (?:by|to) (?:override|bypass|openai))\\b`,
  ),
];
