import type { Channel } from '../../core/index.ts';
import { type LiteralSearch, searchAnywhere, searchAtWords } from '../../text/index.ts';
import { beginningsOf } from './beginnings.ts';
import type { Rule } from './rule.ts';

/** A rule that matched; offsets are those of the text that was searched. */
export interface Match {
  readonly rule: Rule;
  readonly start: number;
  readonly end: number;
}

/** Finds the matches of many rules. */
export interface RuleSet {
  find(text: string, channel: Channel): readonly Match[];
}

/** How far a match may reach before and after one of its anchors. */
const AROUND = 200;
/** Beginnings shorter than this stand everywhere, and a search for them is no help. */
const SHORTEST_AT_WORDS = 3;
const SHORTEST_ANYWHERE = 2;

/**
 * How a rule is looked for. `at`: every match begins with an anchor, and the pattern is asked there only. `near`: a match
 * begins with one of its beginnings, and the pattern is asked at those that have an anchor near. `around`: a match may begin with
 * anything, and the pattern runs over the text around the anchors.
 */
type Way = 'at' | 'near' | 'around';

interface Plan {
  readonly rule: Rule;
  readonly way: Way;
  readonly anchors: readonly string[];
  readonly beginnings: readonly string[];
  readonly sticky: RegExp;
}

const NONE: readonly Match[] = Object.freeze([]);

/** Where the anchors and the beginnings of each rule stand in a text, by the number of the rule; holes where there are none. */
interface Places {
  readonly anchors: (number[] | undefined)[];
  readonly beginnings: (number[] | undefined)[];
}

/** Rules by the literals they are looked for with. */
interface Compiled {
  readonly plans: readonly Plan[];
  readonly search: LiteralSearch;
  /** By literal, the numbers of the rules that have it as an anchor, and of those that may begin with it. */
  readonly anchorsOf: readonly (readonly number[])[];
  readonly beginningsAt: readonly (readonly number[])[];
}

/**
 * Makes one search for all anchors and beginnings; a pattern is then asked only where its own stand. Every place is asked once
 * by a rule, so the whole is linear. The search is made when it is first needed: it takes longer than most texts do.
 */
export function compileRules(rules: readonly Rule[], atWords: boolean): RuleSet {
  let compiled: Compiled | undefined;
  return {
    find(text, channel) {
      compiled ??= compile(rules, atWords);
      const { plans, search, anchorsOf, beginningsAt } = compiled;
      const places: Places = { anchors: [], beginnings: [] };
      let isAnchored = false;
      for (const { literal, at } of search.find(text)) {
        for (const rule of anchorsOf[literal]!) {
          isAnchored = true;
          addPlace(places.anchors, rule, at);
        }
        for (const rule of beginningsAt[literal]!) addPlace(places.beginnings, rule, at);
      }
      return isAnchored ? matchesAt(text, plans, places, channel) : NONE;
    },
  };
}

function compile(rules: readonly Rule[], atWords: boolean): Compiled {
  const plans = rules.map((rule) => planOf(rule, atWords));
  const literals = new Map<string, { readonly anchors: number[]; readonly beginnings: number[] }>();
  const usersOf = (literal: string) => {
    const known = literals.get(literal) ?? { anchors: [], beginnings: [] };
    literals.set(literal, known);
    return known;
  };
  plans.forEach(({ anchors, beginnings }, index) => {
    for (const literal of new Set(anchors)) usersOf(literal).anchors.push(index);
    for (const literal of new Set(beginnings)) usersOf(literal).beginnings.push(index);
  });
  const names = [...literals.keys()];
  return {
    plans,
    search: atWords ? searchAtWords(names) : searchAnywhere(names),
    anchorsOf: Array.from(literals.values(), ({ anchors }) => anchors),
    beginningsAt: Array.from(literals.values(), ({ beginnings }) => beginnings),
  };
}

function planOf(rule: Rule, atWords: boolean): Plan {
  const sticky = new RegExp(rule.pattern.source, 'y');
  const shortest = atWords ? SHORTEST_AT_WORDS : SHORTEST_ANYWHERE;
  const beginnings = beginningsOf(rule.pattern.source, atWords) ?? [''];
  const leading = rule.anchors.filter((anchor) => beginnings.some((beginning) => beginning.startsWith(anchor)));
  if (beginnings.every((beginning) => leading.some((anchor) => beginning.startsWith(anchor)))) {
    return { rule, way: 'at', anchors: leading, beginnings: [], sticky };
  }
  const isUseful = beginnings.every((beginning) => beginning.length >= shortest && !EVERYWHERE.test(beginning));
  if (isUseful) return { rule, way: 'near', anchors: rule.anchors, beginnings, sticky };
  return { rule, way: 'around', anchors: rule.anchors, beginnings: [], sticky };
}

/** Words of every other sentence: to look at each of them costs more than a pattern around a rare anchor. */
const EVERYWHERE =
  /^(?:a|ai|and|are|as|be|before|can|content|do|does|for|from|have|he|i|i'm|if|in|is|it|just|must|new|no|not|on|only|real|she|should|start|that|the|they|this|will|with|without|would|you|your)\b/;

function addPlace(all: (number[] | undefined)[], rule: number, at: number): void {
  const own = all[rule];
  if (own === undefined) all[rule] = [at];
  // Two literals of one rule may stand at one place.
  else if (own.at(-1) !== at) own.push(at);
}

function matchesAt(
  text: string,
  plans: readonly Plan[],
  { anchors, beginnings }: Places,
  channel: Channel,
): readonly Match[] {
  const matches: Match[] = [];
  for (let index = 0; index < anchors.length; index += 1) {
    const own = anchors[index];
    const plan = plans[index]!;
    if (own === undefined || (plan.rule.channel !== 'both' && plan.rule.channel !== channel)) continue;
    if (plan.way === 'at') askAt(text, plan, own, matches);
    else if (plan.way === 'around') searchAround(text, plan.rule, own, matches);
    else askAt(text, plan, nearby(beginnings[index] ?? [], own), matches);
  }
  return matches.sort((left, right) => left.start - right.start);
}

/** Places in order; a match takes the places inside it with it. */
function askAt(text: string, { rule, sticky }: Plan, places: readonly number[], matches: Match[]): void {
  let end = 0;
  for (const at of places) {
    if (at < end) continue;
    sticky.lastIndex = at;
    if (!sticky.test(text)) continue;
    end = sticky.lastIndex;
    matches.push({ rule, start: at, end });
  }
}

/** Those of `places` that have an anchor no further away than a match may reach. Both lists are in order. */
function nearby(places: readonly number[], anchors: readonly number[]): readonly number[] {
  let next = 0;
  return places.filter((at) => {
    while (next < anchors.length && anchors[next]! < at - AROUND) next += 1;
    return next < anchors.length && anchors[next]! <= at + AROUND;
  });
}

/** Runs the pattern over what lies around the anchors; what lies around several is read once. */
function searchAround(text: string, rule: Rule, anchors: readonly number[], matches: Match[]): void {
  for (let next = 0; next < anchors.length; ) {
    const from = Math.max(0, anchors[next]! - AROUND);
    let until = anchors[next]! + AROUND;
    for (next += 1; next < anchors.length && anchors[next]! - AROUND <= until; next += 1)
      until = anchors[next]! + AROUND;
    const window = text.slice(from, until);
    for (const match of window.matchAll(rule.pattern)) {
      matches.push({ rule, start: from + match.index, end: from + match.index + match[0].length });
    }
  }
}
