import { readings } from '../decode/index.ts';
import type { Carrier, ObedientRequest } from '../request.ts';
import { ANSWER_RULES, readEncoding } from './answer-rules.ts';
import { CALL_VERBS, readCall } from './call.ts';
import { type Clause, clausesOf, isForbidden, isOrder } from './clause.ts';
import { isDue, triggerOf } from './delay.ts';
import { type Act, type Directive, keyOf } from './directive.ts';
import { literalCalls } from './literal-call.ts';
import type { Scene } from './scene.ts';

const VERBS = { has: (word: string): boolean => CALL_VERBS.has(word) || ANSWER_RULES.has(word) || word === 'encode' };
const LONGEST_JOIN = 200_000;

/** Every directive in a request, in the order of the carriers; each with effect `none` or `waiting` so far. */
export function findDirectives(request: ObedientRequest): readonly Directive[] {
  const found: Directive[] = [];
  const known = new Set<string>();
  for (const carrier of request.carriers) {
    for (const directive of directivesIn(carrier, request)) {
      // The model repeats what it was told; its own words give no second order.
      if (carrier.role === 'assistant' && known.has(keyOf(directive.act))) continue;
      known.add(keyOf(directive.act));
      found.push(directive);
    }
  }
  for (const carrier of joinedCarriers(request)) {
    found.push(...directivesIn(carrier, request).filter((directive) => !known.has(keyOf(directive.act))));
  }
  return found;
}

function directivesIn(carrier: Carrier, request: ObedientRequest): readonly Directive[] {
  const found: Directive[] = [];
  const known = new Set<string>();
  for (const { text, chain } of readings(carrier.text)) {
    const scene: Scene = { request, carrier, text };
    const enter = (at: number, act: Act, effect: Directive['effect']): void => {
      const key = keyOf(act);
      if (known.has(key)) return;
      known.add(key);
      found.push({ carrier: carrier.pointer, role: carrier.role, at, chain, act, effect });
    };
    for (const { at, act } of literalCalls(scene)) enter(at, act, 'none');
    for (const clause of clausesOf(text, VERBS)) {
      const acts = actsOf(clause, scene);
      if (acts.length === 0) continue;
      const trigger = triggerOf(clause);
      const effect = trigger === undefined || isDue(trigger, carrier, request) ? 'none' : 'waiting';
      for (const act of acts) enter(clause.at, act, effect);
    }
  }
  return found.sort((left, right) => left.at - right.at);
}

function actsOf(clause: Clause, scene: Scene): readonly Act[] {
  const rules = ANSWER_RULES.get(clause.verb) ?? [];
  if (isForbidden(clause)) return rules.map((rule) => rule(clause, scene)).filter((act) => act?.kind === 'refuse');
  const isQuestion = clause.verb === 'what';
  if (!isQuestion && !isOrder(clause)) return [];
  const call = isQuestion ? undefined : readCall(clause, scene);
  if (call !== undefined) return [call];
  const acts: Act[] = [];
  for (const rule of rules) {
    const act = rule(clause, scene);
    if (act === undefined) continue;
    acts.push(act);
    break;
  }
  const encoding = isQuestion || rules.length === 0 ? undefined : readEncoding(clause);
  return encoding === undefined ? acts : [...acts, encoding];
}

/** An order cut over several messages or results is whole again when they are read as one. */
function joinedCarriers(request: ObedientRequest): readonly Carrier[] {
  const joined: Carrier[] = [];
  for (const role of ['user', 'tool'] as const) {
    const texts = request.carriers.filter((carrier) => carrier.role === role).map((carrier) => carrier.text);
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    if (texts.length < 2 || length > LONGEST_JOIN) continue;
    for (const glue of ['', ' '])
      joined.push({ role, pointer: `/${role}`, text: texts.join(glue), turn: request.turns.length - 1 });
  }
  return joined;
}
