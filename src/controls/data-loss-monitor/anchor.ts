import { isAlphanumeric } from './chunk.ts';
import { reversed } from './decode.ts';
import type { SecretRule } from './rule.ts';
import { RULES } from './rules/table.ts';

/** How the matches of one rule begin. */
export interface Anchor {
  readonly text: string;
  readonly rule: SecretRule;
}

const ASCII = 128;

// By the codes of the first two characters, so that most places cost one look into a small table.
const LISTS: (readonly Anchor[])[] = [[]];
const LIST_OF = new Uint16Array(ASCII * ASCII);

for (const rule of RULES) {
  for (const text of rule.anchors) {
    for (const key of keysOf(text)) {
      const known = LISTS[LIST_OF[key] ?? 0] ?? [];
      if (known.length === 0) LIST_OF[key] = LISTS.length;
      LISTS[LIST_OF[key] ?? 0] = [...known, { text, rule }];
    }
  }
}

/** An anchor of one character begins a word, so that a letter or a digit follows. */
function keysOf(anchor: string): readonly number[] {
  const first = anchor.charCodeAt(0) * ASCII;
  if (anchor.length > 1) return [first + anchor.charCodeAt(1)];
  return Array.from({ length: ASCII }, (_, code) => code)
    .filter(isAlphanumeric)
    .map((code) => first + code);
}

/** The anchors that begin with two characters, in the order of the rules; undefined where there are none. */
export function anchorsAt(first: number, second: number): readonly Anchor[] | undefined {
  const list = first < ASCII && second < ASCII ? (LIST_OF[first * ASCII + second] ?? 0) : 0;
  return list === 0 ? undefined : LISTS[list];
}

// The rules without a beginning of their own, by what stands inside their matches.
const FORMLESS = RULES.filter((rule) => rule.contains !== undefined);
const FORMLESS_PARTS = FORMLESS.map((rule) => rule.contains ?? '');
const FORMLESS_SIGN = anyOf(FORMLESS_PARTS);
const FORMLESS_SIGN_REVERSED = anyOf(FORMLESS_PARTS.map(reversed));
const NONE: readonly SecretRule[] = [];

function anyOf(parts: readonly string[]): RegExp {
  return new RegExp(parts.map((part) => part.replace(/[^A-Za-z0-9]/g, '\\$&')).join('|'));
}

export function formlessRules(chunk: string): readonly SecretRule[] {
  return FORMLESS_SIGN.test(chunk) ? FORMLESS.filter((rule) => chunk.includes(rule.contains ?? '')) : NONE;
}

/** In which directions a chunk may hold a secret. */
export interface Glance {
  readonly forward: boolean;
  readonly backward: boolean;
}

/** Looks for anchors at both ends of every word. Cheap; sometimes hopes in vain, never misses one. */
export function glanceAt(chunk: string): Glance {
  let forward = FORMLESS_SIGN.test(chunk);
  let backward = FORMLESS_SIGN_REVERSED.test(chunk);
  let wasInside = false;
  for (let at = 0; at <= chunk.length; at += 1) {
    const code = chunk.charCodeAt(at);
    const isInside = isAlphanumeric(code);
    if (isInside && wasInside) continue;
    if (!wasInside && !forward) forward = beginsAt(chunk, at, code);
    if (!isInside && !backward) backward = beginsReversedAt(chunk, at - 1);
    wasInside = isInside;
  }
  return { forward, backward };
}

function beginsAt(chunk: string, at: number, code: number): boolean {
  const anchors = anchorsAt(code, chunk.charCodeAt(at + 1));
  return anchors?.some(({ text }) => chunk.startsWith(text, at)) === true;
}

function beginsReversedAt(chunk: string, at: number): boolean {
  const anchors = anchorsAt(chunk.charCodeAt(at), chunk.charCodeAt(at - 1));
  return anchors?.some(({ text }) => endsReversed(chunk, at, text)) === true;
}

function endsReversed(chunk: string, at: number, anchor: string): boolean {
  for (let index = 0; index < anchor.length; index += 1) {
    if (chunk.charCodeAt(at - index) !== anchor.charCodeAt(index)) return false;
  }
  return true;
}
