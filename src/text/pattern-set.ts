/** A rule for many-pattern matching. */
export interface PatternRule {
  readonly id: string;
  /** Must carry the `g` flag and run in linear time. */
  readonly pattern: RegExp;
  /** At least one of these occurs in every match; compared exactly unless `foldCase`. */
  readonly literals: readonly string[];
  /** Compare the literals without regard to ASCII case; give them in lower case. */
  readonly foldCase?: boolean;
  /**
   * The most characters that a match can begin before one of its literals and end after it. With it the pattern runs on
   * small windows around the literals only; without it, on the whole text.
   */
  readonly around?: number;
}

export interface PatternMatch {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export interface PatternSet {
  /** All matches, sorted by start, then end. Non-empty matches only; matches of one rule do not overlap. */
  scan(text: string): readonly PatternMatch[];
}

/**
 * Compiles rules into a set. A text with none of the literals costs one substring search per literal and no pattern.
 * Throws `TypeError` for a rule without literal or without the `g` flag: that is a bug.
 */
export function compilePatterns(rules: readonly PatternRule[]): PatternSet {
  for (const rule of rules) {
    if (!rule.pattern.global) throw new TypeError(`pattern of \`${rule.id}\` has no g flag`);
    if (rule.literals.length === 0 || rule.literals.includes('')) throw new TypeError(`\`${rule.id}\` has no literal`);
  }
  const folds = rules.some((rule) => rule.foldCase === true);
  return {
    scan(text) {
      // Case folding that changes the length (a few letters do) would move offsets, so the pattern then sees it all.
      const lower = folds ? text.toLowerCase() : text;
      const aligned = lower.length === text.length;
      const found: PatternMatch[] = [];
      for (const rule of rules) collect(rule, text, rule.foldCase === true ? lower : text, aligned, found);
      return found.length < 2 ? found : found.sort((left, right) => left.start - right.start || left.end - right.end);
    },
  };
}

function collect(rule: PatternRule, text: string, folded: string, aligned: boolean, found: PatternMatch[]): void {
  if (rule.around === undefined || !aligned) {
    if (rule.literals.some((literal) => folded.includes(literal))) run(rule, text, 0, text.length, found);
    return;
  }
  for (const window of windowsAround(rule.literals, rule.around, folded)) {
    run(rule, text, window.start, window.end, found);
  }
}

/** Windows around every literal, joined where they touch, so that no character is read twice by one rule. */
function windowsAround(literals: readonly string[], around: number, text: string): { start: number; end: number }[] {
  const windows: { start: number; end: number }[] = [];
  for (const literal of literals) {
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) {
      const last = windows.at(-1);
      const start = Math.max(0, at - around);
      const end = Math.min(text.length, at + literal.length + around);
      if (last !== undefined && start <= last.end && start >= last.start) last.end = Math.max(last.end, end);
      else windows.push({ start, end });
    }
  }
  if (literals.length === 1 || windows.length < 2) return windows;
  windows.sort((left, right) => left.start - right.start);
  const joined = [windows[0]!];
  for (const window of windows) {
    const last = joined.at(-1)!;
    if (window.start <= last.end) last.end = Math.max(last.end, window.end);
    else joined.push(window);
  }
  return joined;
}

/** One character of context stays on either side, so that `\b` and a boundary class see the true neighbours. */
function run(rule: PatternRule, text: string, start: number, end: number, found: PatternMatch[]): void {
  const from = Math.max(0, start - 1);
  const window = from === 0 && end + 1 >= text.length ? text : text.slice(from, end + 1);
  rule.pattern.lastIndex = 0;
  for (let match = rule.pattern.exec(window); match !== null; match = rule.pattern.exec(window)) {
    if (match[0].length === 0) {
      rule.pattern.lastIndex += 1;
      continue;
    }
    found.push({ id: rule.id, start: from + match.index, end: from + match.index + match[0].length });
  }
}
