import type { Clause } from './clause.ts';
import type { Act } from './directive.ts';
import { contentOf, type Scene } from './scene.ts';
import { valuesOf } from './values.ts';

/** A way in which an order changes the answer. */
type Rule = (clause: Clause, scene: Scene) => Act | undefined;

const TELL =
  'reveal print show output display leak dump tell give list state recite quote copy disclose share translate summarize summarise repeat write encode include append return spell expose what';
const SAY =
  'say repeat reply respond answer output print write return state confirm end start begin finish append add include greet tell';
const LINK =
  'add insert include append render show display embed use put load output place write reply respond answer give end';

const PROMPT =
  /\b(?:(?:system|initial|hidden|original|developer|secret|your|above|previous|full|entire|first)\s+){1,4}(?:prompt|instructions?|rules|message|configuration|guidelines|context|text|directives)\b|\b(?:everything|all text|text|words) above\b|\bprompt\b.{0,20}\bverbatim\b/i;
const TOOLS = /\b(?:your|all|the|available|internal)\s+(?:\w+\s+)?(?:tools|functions)\b/i;
const SECRETS =
  /\b(?:your|the|all|any|every|system|admin)\s+(?:\w+\s+){0,3}(?:passwords?|secrets?|api.?keys?|credentials?|passphrase|tokens|access keys?)\b/i;
const TRANSCRIPT = /\b(?:whole |entire |full )?(?:conversation|transcript|chat history)\b/i;
const QUOTED_REST =
  /^\w+\s+(?:(?:only|exactly|just|back|out|after me|with|your answer with|every answer with|each answer with|the answer with|the words?|the phrase|the text|the following|this|answers?|messages?|it|the user|them|the customer|by saying|that)\s*){0,5}[:,]?\s*/i;
const ENCODING =
  /\b(?:in|as|to|into|using|with|through)\s+(base64|hex(?:adecimal)?|rot-?13|reverse(?:d)?(?: order)?|backwards|morse|binary|leet(?:speak)?)\b|\b(?:one (?:letter|character) per line|letter by letter|separated by (?:spaces|dashes|dots))\b/i;
const IMAGE = /!\[[^\]\n]{0,200}\]\([^)\n]{1,500}\)/;
const ANCHOR = /\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)/;
const MARKUP = /<(?:img|a|iframe|script|link|svg|form)\b[^<>]{1,500}>/i;
const REFERENCE = /!?\[[^\]\n]{0,80}\]\[[^\]\n]{0,40}\]|\[[^\]\n]{1,40}\]:\s*\S{4,400}/g;
const HOLE =
  /\{\{?([^{}\n]{1,60})\}?\}|<([A-Za-z][A-Za-z _-]{1,40})>|\[([A-Za-z][A-Za-z _-]{2,40})\](?!\()|%(?:s|DATA)|\b(?:DATA|SECRET|PAYLOAD|STOLEN)\b/g;

/** Verbs that change the answer, each with its rules in the order in which they are tried. */
export const ANSWER_RULES: ReadonlyMap<string, readonly Rule[]> = buildRules([
  ['ignore disregard forget override bypass', readIgnore],
  ['refuse decline answer help discuss respond talk assist', readRefuse],
  [LINK, readLink],
  [TELL, readReveal],
  [SAY, readSay],
  ['recall', () => ({ kind: 'recall' })],
]);

/** How an order wants the answer encoded, beside what it wants in it. */
export function readEncoding(clause: Clause): Act | undefined {
  const match = ENCODING.exec(clause.text);
  return match === null ? undefined : { kind: 'encode', how: (match[1] ?? 'spaced').toLowerCase() };
}

function buildRules(table: readonly (readonly [string, Rule])[]): ReadonlyMap<string, readonly Rule[]> {
  const rules = new Map<string, Rule[]>();
  for (const [verbs, rule] of table) {
    for (const verb of verbs.split(' ')) rules.set(verb, [...(rules.get(verb) ?? []), rule]);
  }
  return rules;
}

function readIgnore(clause: Clause): Act | undefined {
  return /\b(?:previous|prior|above|earlier|instructions?|rules|everything|all|before|guidelines|told)\b/i.test(
    clause.text,
  )
    ? { kind: 'ignore' }
    : undefined;
}

function readRefuse(clause: Clause): Act | undefined {
  const isRefusal =
    clause.verb === 'refuse' ||
    clause.verb === 'decline' ||
    /\b(?:not|never|don'?t|stop)\s+(?:\w+\s+)?$/i.test(clause.before);
  if (!isRefusal) return undefined;
  const topic =
    /\b(?:about|on|regarding|concerning|with|to)\s+(?:the\s+|any\s+)?([a-z][a-z -]{2,40})/i.exec(clause.text)?.[1] ??
    'everything';
  return { kind: 'refuse', topic: topic.replace(/^(?:answer|help|discuss)\b.*?\babout\s+/i, '').trim() };
}

function readReveal(clause: Clause): Act | undefined {
  const text = clause.text;
  if (PROMPT.test(text)) return { kind: 'reveal', what: 'prompt' };
  if (clause.verb !== 'what' && SECRETS.test(text)) return { kind: 'reveal', what: 'secrets' };
  if (clause.verb !== 'what' && TOOLS.test(text)) return { kind: 'reveal', what: 'tools' };
  return clause.verb !== 'what' && TRANSCRIPT.test(text) && !/@|https?:/.test(text)
    ? { kind: 'reveal', what: 'transcript' }
    : undefined;
}

function readSay(clause: Clause): Act | undefined {
  const quoted = valuesOf('quoted', clause.text)[0];
  const hasMark =
    /^\w+(?:\s+\w+){0,6}\s*:\s*\S/.test(clause.text) ||
    /\b(?:only|exactly|just)\s+(?:with\b|\S)/i.test(clause.text) ||
    /\bafter me\b/i.test(clause.text);
  if (quoted === undefined && !hasMark) return undefined;
  const text = quoted ?? clause.text.replace(QUOTED_REST, '').trim();
  if (text === '' || text.length > 400) return undefined;
  return { kind: 'say', text, place: placeOf(clause) };
}

function placeOf(clause: Clause): 'alone' | 'before' | 'after' {
  if (/^(?:start|begin|greet)/.test(clause.verb)) return 'before';
  return /^(?:end|finish|append|add|include)/.test(clause.verb) ? 'after' : 'alone';
}

function readLink(clause: Clause, scene: Scene): Act | undefined {
  const whole = clause.text + clause.after;
  const markup =
    IMAGE.exec(whole)?.[0] ??
    MARKUP.exec(whole)?.[0] ??
    ANCHOR.exec(whole)?.[0] ??
    references(whole) ??
    builtLink(clause);
  return markup === undefined ? undefined : { kind: 'link', markup: fillHoles(markup, scene) };
}

/** A reference-style link needs both of its halves. */
function references(text: string): string | undefined {
  const found = text.match(REFERENCE) ?? [];
  return found.length < 2 ? undefined : `${found[0]}\n\n${found.slice(1).join('\n')}`;
}

function builtLink(clause: Clause): string | undefined {
  if (!/\b(?:image|picture|pixel|logo|link|img|banner|icon)\b/i.test(clause.text)) return undefined;
  const url = valuesOf('url', clause.text + clause.after)[0];
  if (url === undefined) return undefined;
  const filled = /=$/.test(url) ? `${url}{data}` : url;
  return /\blink\b/i.test(clause.text) ? `[here](${filled})` : `![image](${filled})`;
}

function fillHoles(markup: string, scene: Scene): string {
  const start = markup.search(/https?:|\(/);
  if (start < 0) return markup;
  const filled = markup.slice(start).replace(HOLE, (_, braced?: string, angled?: string, squared?: string) => {
    const content = contentOf(braced ?? angled ?? squared ?? 'data', scene);
    return encodeURIComponent(Buffer.from(content.slice(0, 300)).toString('utf8')).replace(/[()]/g, '');
  });
  return markup.slice(0, start) + filled;
}
