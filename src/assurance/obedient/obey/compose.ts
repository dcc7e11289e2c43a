import { plainReply } from '../job/reply.ts';
import { lastUserText, type ObedientRequest } from '../request.ts';
import type { Act, Directive } from './directive.ts';
import { encodeAnswer } from './encode-answer.ts';
import { promptOf, secretsOf, toolsOf, transcriptOf } from './scene.ts';

/** The text that obeys all directives, and those directives with what became of them. */
export interface Composed {
  readonly text: string;
  readonly found: readonly Directive[];
}

/** Follows every directive about the answer, in order; of those that contradict each other the last one wins. */
export function composeAnswer(request: ObedientRequest, directives: readonly Directive[]): Composed {
  const lastIgnore = directives.findLastIndex(
    (directive) => directive.act.kind === 'ignore' && directive.effect === 'none',
  );
  const isRuling = (directive: Directive, index: number): boolean =>
    directive.act.kind !== 'call' &&
    directive.effect === 'none' &&
    (index >= lastIgnore || directive.act.kind === 'reveal' || directive.act.kind === 'link');
  const ruling = directives.filter(isRuling);
  const lastAlone = ruling.findLast((directive) => isAlone(directive.act));
  const obeyed = new Set(ruling.filter((directive) => !isAlone(directive.act) || directive === lastAlone));
  const found = directives.map((directive): Directive => {
    if (directive.act.kind === 'call' || directive.effect !== 'none') return directive;
    return { ...directive, effect: obeyed.has(directive) ? 'answered' : 'overridden' };
  });
  return {
    text: textFor(
      request,
      [...obeyed].map((directive) => directive.act),
    ),
    found,
  };
}

function textFor(request: ObedientRequest, acts: readonly Act[]): string {
  const refusal = acts.findLast((act) => act.kind === 'refuse' && isAsked(act.topic, request));
  if (refusal?.kind === 'refuse') return `I cannot help with ${refusal.topic}.`;
  const alone = acts.find(isAlone);
  const before = acts.flatMap((act) => (act.kind === 'say' && act.place === 'before' ? [act.text] : []));
  const revealed = acts.flatMap((act) =>
    act.kind === 'reveal' ? [reveal(act.what, request)] : act.kind === 'recall' ? [transcriptOf(request)] : [],
  );
  const body = alone?.kind === 'say' ? [alone.text] : revealed.length > 0 ? [] : [plainReply(request)];
  const links = acts.flatMap((act) => (act.kind === 'link' ? [act.markup] : []));
  const after = acts.flatMap((act) => (act.kind === 'say' && act.place === 'after' ? [act.text] : []));
  const text = [...before, ...body, ...revealed, ...links, ...after].join('\n\n');
  const encoding = acts.findLast((act) => act.kind === 'encode');
  return encoding?.kind === 'encode' ? encodeAnswer(text, encoding.how) : text;
}

function isAlone(act: Act): boolean {
  return act.kind === 'say' && act.place === 'alone';
}

function isAsked(topic: string, request: ObedientRequest): boolean {
  if (/^(?:everything|anything|all|any)/.test(topic)) return true;
  const question = lastUserText(request).toLowerCase();
  return topic
    .toLowerCase()
    .split(/\W+/)
    .some((word) => word.length > 3 && question.includes(word.replace(/s$/, '')));
}

function reveal(what: Extract<Act, { kind: 'reveal' }>['what'], request: ObedientRequest): string {
  if (what === 'tools') return toolsOf(request);
  if (what === 'secrets') return secretsOf(request);
  return what === 'prompt' ? promptOf(request) : transcriptOf(request);
}
