import {
  type Context,
  type Edit,
  type Finding,
  isNonEmpty,
  type NonEmpty,
  PASS,
  type PartView,
  type Severity,
  type Verdict,
} from '../../core/index.ts';
import {
  type Canonical,
  canonicalise,
  DECODE_LIMITS,
  decodesFurther,
  type InvisibleKind,
  LONGEST_TEMPLATE_TOKEN,
  templateTokens,
  withInsertions,
} from '../../text/index.ts';

/** Everything that must change: the findings, and the edit of each in the same place. */
export interface Changes {
  readonly findings: Finding[];
  readonly edits: Edit[];
}

/** Severity by kind: what serves to smuggle, what serves to disguise, what is mostly dirt. */
const SEVERITY: Readonly<Record<InvisibleKind, Severity>> = {
  tag: 'high',
  'variation-selector': 'high',
  bidi: 'medium',
  'zero-width': 'medium',
  'invisible-operator': 'medium',
  annotation: 'medium',
  filler: 'medium',
  'styled-latin': 'medium',
  combining: 'low',
  noncharacter: 'low',
  'private-use': 'low',
  surrogate: 'low',
  control: 'low',
  'soft-hyphen': 'low',
};

// What is visible and must not stand there.
const TEMPLATE_TOKEN = 'template-token';
const NESTED_TOO_DEEP = 'nested-too-deep';

/** A rule for each kind of invisible character, and two for what can be seen. */
export const RULES: NonEmpty<string> = [TEMPLATE_TOKEN, NESTED_TOO_DEEP, ...Object.keys(SEVERITY)];

/** The canonical form of a part; the offsets of its changes are those of the part. `tail` is what stood before it, as it was read. */
export function canonicalForm(part: PartView, tail: string): Canonical {
  if (tail === '') return canonicalise(part.text);
  const { text, changes } = canonicalise(tail + part.text, tail.length);
  const shift = tail.length;
  return {
    text,
    changes: changes.map((change) => ({ ...change, start: change.start - shift, end: change.end - shift })),
  };
}

/** Adds all changes of one part, in order. */
export function addChanges(canonical: Canonical, index: number, breaksTokens: boolean, changes: Changes): void {
  const tokens = breaksTokens ? templateTokens(canonical.text) : [];
  const insertions = tokens.flatMap(({ start, end }) => [
    { at: start + 1, text: ' ' },
    { at: end - 1, text: ' ' },
  ]);
  for (const edit of withInsertions(canonical.changes, insertions)) {
    const at = { part: index, start: edit.start, end: edit.end };
    changes.findings.push(findingOf(edit, at));
    changes.edits.push({ at, replacement: edit.replacement });
  }
}

function findingOf(edit: { readonly replacement: string; readonly kind?: InvisibleKind }, at: Finding['at']): Finding {
  if (edit.kind === undefined) return { rule: TEMPLATE_TOKEN, severity: 'high', confidence: 0.9, at };
  return { rule: edit.kind, severity: SEVERITY[edit.kind], confidence: 1, at };
}

/** Blocks when something is nested too deep, otherwise rewrites what must change. */
export function verdictOf({ findings, edits }: Changes, tooDeep: readonly Finding[]): Verdict {
  if (isNonEmpty(tooDeep)) return { outcome: 'block', findings: tooDeep };
  return isNonEmpty(findings) && isNonEmpty(edits) ? { outcome: 'rewrite', findings, edits } : PASS;
}

/** Encoded runs that still hold an envelope when as many layers are off as are ever taken off. */
export function nestedTooDeep(
  part: PartView,
  index: number,
  canonical: Canonical,
  context: Context,
  longest: number,
): readonly Finding[] {
  const { text, changes } = canonical;
  const deep = context
    .decode(text)
    .filter((decoded) => decoded.chain.length >= DECODE_LIMITS.depth && decodesFurther(decoded.text));
  return deep.map(({ start, end }): Finding => {
    const from = changes.length === 0 ? start : 0;
    const until = changes.length === 0 ? end : part.text.length;
    const at = { part: index, start: from, end: Math.min(until, from + longest) };
    return { rule: NESTED_TOO_DEEP, severity: 'high', confidence: 0.9, at };
  });
}

/**
 * All but what may still change: the last code point (its neighbour decides), a change that touches the end and may go on,
 * a terminal sequence, and a token that has begun.
 */
export function settledLength(tail: string, received: string, breaksTokens: boolean): number {
  const text = isLead(received.charCodeAt(received.length - 1)) ? received.slice(0, -1) : received;
  let line = text.length - lastCharacterLength(text);
  const sequence = text.lastIndexOf('\u001b');
  if (sequence >= 0 && text.length - sequence <= LONGEST_TERMINAL) line = Math.min(line, sequence);
  if (breaksTokens) line = Math.min(line, openToken(text));
  const last = canonicalise(tail + text, tail.length).changes.at(-1);
  if (last !== undefined && last.end - tail.length >= line) line = Math.min(line, last.start - tail.length);
  return Math.max(0, line);
}

/** `ESC [`, 24 parameters, one letter. */
const LONGEST_TERMINAL = 27;

function isLead(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function lastCharacterLength(text: string): number {
  const code = text.charCodeAt(text.length - 1);
  return code >= 0xdc00 && code <= 0xdfff ? 2 : 1;
}

/** Where the last sign stands that can open a token, when the token is not closed yet. */
function openToken(text: string): number {
  const from = Math.max(0, text.length - LONGEST_TEMPLATE_TOKEN);
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '<' || text[at] === '[') return at;
  }
  return text.length;
}
