import { shannonEntropy } from '../../text/index.ts';
import { anchorsAt, formlessRules } from './anchor.ts';
import { isAlphanumeric } from './chunk.ts';
import { isPlaceholder } from './placeholder.ts';
import { ENTROPY_FLOOR, type SecretRule } from './rule.ts';

/** A secret known by its form. */
export interface Formed {
  readonly rule: SecretRule;
  readonly start: number;
  readonly end: number;
  /** 1 when the check of the format holds or there is none. */
  readonly confidence: number;
}

/** Secrets in one chunk, none overlapping, tried wherever no letter or digit stands before. */
export function formedSecrets(chunk: string): readonly Formed[] {
  const found: Formed[] = [];
  const formless = formlessRules(chunk);
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

function secretAt(chunk: string, at: number, code: number, formless: readonly SecretRule[]): Formed | undefined {
  const anchors = anchorsAt(code, chunk.charCodeAt(at + 1));
  if (anchors !== undefined) {
    for (const anchor of anchors) {
      const secret = chunk.startsWith(anchor.text, at) ? matchAt(chunk, at, anchor.rule) : undefined;
      if (secret !== undefined) return secret;
    }
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
