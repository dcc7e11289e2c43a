/** Who a rule is about: text of the user, text from elsewhere (tools, documents), or both. */
export type Channel = 'user' | 'data' | 'both';

/** One piece of structure that speaks for an attempt to take the assistant over. Matched against the folded view. */
export interface Rule {
  readonly id: string;
  /** How much it says alone; 1 is enough to be noticed. */
  readonly weight: number;
  readonly channel: Channel;
  /** Beginnings of words, one of which stands in every match. */
  readonly anchors: readonly string[];
  /** With the `g` flag; every quantifier is bounded. */
  readonly pattern: RegExp;
}

/** Writes a rule down; anchors are separated by a bar. */
export function rule(id: string, weight: number, channel: Channel, anchors: string, pattern: string): Rule {
  return { id, weight, channel, anchors: anchors.split('|'), pattern: new RegExp(pattern, 'g') };
}

/** A rule that matched; offsets are those of the text that was searched. */
export interface Match {
  readonly rule: Rule;
  readonly start: number;
  readonly end: number;
}

/** Finds the matches of many rules. */
export interface RuleSet {
  find(text: string, channel: Exclude<Channel, 'both'>): readonly Match[];
}

/** How far a match may reach before and after one of its anchors. */
const AROUND = 200;

/**
 * Compiles rules to one search for all anchors; a rule then runs only near its own. Each rule reads a character at most
 * once, so the whole is linear.
 */
export function compileRules(rules: readonly Rule[], isWordScript: boolean): RuleSet {
  const byAnchor = new Map<string, Rule[]>();
  const names = new Set(rules.flatMap((rule) => rule.anchors));
  for (const name of names) {
    // A longer anchor hides a shorter one that it begins with, and so stands for the rules of both.
    byAnchor.set(
      name,
      rules.filter((rule) => rule.anchors.some((anchor) => name.startsWith(anchor))),
    );
  }
  const boundary = isWordScript ? '\\b' : '';
  // Longer anchors first, so that each is found under its own name.
  const anchors = [...names].sort((left, right) => right.length - left.length || (left < right ? -1 : 1));
  const anchor = new RegExp(`${boundary}(?:${anchors.join('|')})`, 'g');
  return {
    find(text, channel) {
      const places = new Map<Rule, number[]>();
      anchor.lastIndex = 0;
      for (let found = anchor.exec(text); found !== null; found = anchor.exec(text)) {
        anchor.lastIndex = found.index + 1;
        for (const rule of byAnchor.get(found[0]) ?? []) {
          if (rule.channel !== 'both' && rule.channel !== channel) continue;
          const own = places.get(rule);
          if (own === undefined) places.set(rule, [found.index]);
          else own.push(found.index);
        }
      }
      return places.size === 0 ? NONE : matchesNear(text, places);
    },
  };
}

const NONE: readonly Match[] = Object.freeze([]);

function matchesNear(text: string, places: ReadonlyMap<Rule, readonly number[]>): readonly Match[] {
  const matches: Match[] = [];
  for (const [rule, anchors] of places) {
    let start = -1;
    let end = -1;
    for (const at of anchors) {
      if (start >= 0 && at - AROUND <= end) {
        end = at + AROUND;
        continue;
      }
      if (start >= 0) run(rule, text, start, end, matches);
      start = Math.max(0, at - AROUND);
      end = at + AROUND;
    }
    run(rule, text, start, end, matches);
  }
  return matches.sort((left, right) => left.start - right.start);
}

function run(rule: Rule, text: string, from: number, until: number, matches: Match[]): void {
  const window = text.slice(from, until);
  for (const match of window.matchAll(rule.pattern)) {
    if (match[0].length > 0)
      matches.push({ rule, start: from + match.index, end: from + match.index + match[0].length });
  }
}
