import { shannonEntropy } from '../../text/index.ts';
import { isAlphanumeric } from './chunk.ts';
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

// By the code of the first character, so that most places cost one look.
const BY_FIRST: readonly (readonly Anchor[])[] = Array.from({ length: 128 }, (_, code) =>
  RULES.flatMap((rule) => rule.anchors.filter((text) => text.charCodeAt(0) === code).map((text) => ({ text, rule }))),
);
const FORMLESS = RULES.filter((rule) => rule.contains !== undefined);

/** Secrets in one chunk, none overlapping, tried wherever no letter or digit stands before. */
export function formedSecrets(chunk: string): readonly Formed[] {
  const found: Formed[] = [];
  const formless = FORMLESS.filter((rule) => chunk.includes(rule.contains ?? ''));
  for (let at = 0; at < chunk.length; at += 1) {
    if (at > 0 && isAlphanumeric(chunk.charCodeAt(at - 1))) continue;
    const secret = secretAt(chunk, at, formless);
    if (secret === undefined) continue;
    found.push(secret);
    at = secret.end - 1;
  }
  return found;
}

function secretAt(chunk: string, at: number, formless: readonly SecretRule[]): Formed | undefined {
  for (const anchor of BY_FIRST[chunk.charCodeAt(at)] ?? []) {
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
