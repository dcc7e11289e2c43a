import { shannonEntropy } from '../../text/index.ts';
import { isAlphanumeric } from './chunk.ts';
import { reversed } from './decode.ts';
import { isPlaceholder } from './placeholder.ts';
import { ENTROPY_FLOOR, type SecretRule } from './rule.ts';
import { RULES } from './rules/table.ts';

/** A secret known by its form. */
export interface Formed {
  readonly rule: SecretRule;
  readonly start: number;
  readonly end: number;
  /** 1 when the check of the format holds or there is none. */
  readonly confidence: number;
}

interface Anchor {
  readonly text: string;
  readonly rule: SecretRule;
}

const FORMLESS = RULES.filter((rule) => rule.contains !== undefined);
const FORMLESS_PARTS = FORMLESS.map((rule) => rule.contains ?? '');
const FORMLESS_SIGN = anyOf(FORMLESS_PARTS);
const FORMLESS_SIGN_REVERSED = anyOf(FORMLESS_PARTS.map(reversed));

function anyOf(parts: readonly string[]): RegExp {
  return new RegExp(parts.map((part) => part.replace(/[^A-Za-z0-9]/g, '\\$&')).join('|'));
}

const ASCII = 128;

// By the codes of the first two characters, so that most places cost one look.
const BY_START = byStart();

function byStart(): readonly (readonly Anchor[] | undefined)[] {
  const table = new Map<number, Anchor[]>();
  for (const rule of RULES) {
    for (const text of rule.anchors) {
      for (const key of keysOf(text)) table.set(key, [...(table.get(key) ?? []), { text, rule }]);
    }
  }
  return Array.from({ length: ASCII * ASCII }, (_, key) => table.get(key));
}

/** An anchor of one character begins a word, so that a letter or a digit follows. */
function keysOf(anchor: string): readonly number[] {
  const first = anchor.charCodeAt(0) * ASCII;
  if (anchor.length > 1) return [first + anchor.charCodeAt(1)];
  return Array.from({ length: ASCII }, (_, code) => code)
    .filter(isAlphanumeric)
    .map((code) => first + code);
}

function anchorsAt(first: number, second: number): readonly Anchor[] | undefined {
  return first < ASCII && second < ASCII ? BY_START[first * ASCII + second] : undefined;
}

/** Secrets in one chunk, none overlapping, tried wherever no letter or digit stands before. */
export function formedSecrets(chunk: string): readonly Formed[] {
  const found: Formed[] = [];
  const formless = FORMLESS_SIGN.test(chunk) ? FORMLESS.filter((rule) => chunk.includes(rule.contains ?? '')) : [];
  let startsHere = true;
  for (let at = 0; at < chunk.length; at += 1) {
    const code = chunk.charCodeAt(at);
    const secret = startsHere ? secretAt(chunk, at, code, formless) : undefined;
    startsHere = !isAlphanumeric(code);
    if (secret === undefined) continue;
    found.push(secret);
    at = secret.end - 1;
    startsHere = !isAlphanumeric(chunk.charCodeAt(at));
  }
  return found;
}

/** Whether a chunk may hold a secret when it is read from its end. Cheap; sometimes wrong. */
export function mayHoldReversed(chunk: string): boolean {
  let startsHere = true;
  for (let at = chunk.length - 1; at > 0; at -= 1) {
    const code = chunk.charCodeAt(at);
    const anchors = startsHere ? anchorsAt(code, chunk.charCodeAt(at - 1)) : undefined;
    if (anchors?.some(({ text }) => endsReversed(chunk, at, text)) === true) return true;
    startsHere = !isAlphanumeric(code);
  }
  return FORMLESS_SIGN_REVERSED.test(chunk);
}

function endsReversed(chunk: string, at: number, anchor: string): boolean {
  for (let index = 0; index < anchor.length; index += 1) {
    if (chunk.charCodeAt(at - index) !== anchor.charCodeAt(index)) return false;
  }
  return true;
}

function secretAt(chunk: string, at: number, code: number, formless: readonly SecretRule[]): Formed | undefined {
  for (const anchor of anchorsAt(code, chunk.charCodeAt(at + 1)) ?? []) {
    const secret = chunk.startsWith(anchor.text, at) ? matchAt(chunk, at, anchor.rule) : undefined;
    if (secret !== undefined) return secret;
  }
  for (const rule of formless) {
    const secret = matchAt(chunk, at, rule);
    if (secret !== undefined) return secret;
  }
  return undefined;
}

function matchAt(chunk: string, at: number, rule: SecretRule): Formed | undefined {
  rule.pattern.lastIndex = at;
  const value = rule.pattern.exec(chunk)?.[0];
  if (value === undefined || isAlphanumeric(chunk.charCodeAt(at + value.length))) return undefined;
  if (isPlaceholder(value) || shannonEntropy(value) < (rule.entropy ?? ENTROPY_FLOOR)) return undefined;
  const checked = rule.check === undefined || rule.check(value);
  if (!checked && rule.strict === true) return undefined;
  return { rule, start: at, end: at + value.length, confidence: checked ? 1 : 0.8 };
}
