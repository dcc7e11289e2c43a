import { createHash } from 'node:crypto';
import type { Case, Context, Control, HiddenPrompts, Means, Pseudonyms, ToolRegistry } from '../../src/core/index.ts';
import { decodedViews } from './decoding.ts';

/**
 * The context of a case: its configuration as the control's own schema reads it, and doubles of the means that the
 * control declared. Equal cases get equal contexts, and each call makes a fresh one.
 */
export function contextOf(
  control: Control,
  one: Pick<Case, 'config' | 'pseudonyms' | 'prompts' | 'registry'>,
): Context {
  const means: Means = {
    pseudonyms: pseudonymsOf(one.pseudonyms ?? {}),
    prompts: promptsOf(one.prompts),
    registry: registryOf(one.registry),
    counters: countersOf(),
    classifier: { classify: async () => ({ score: 0, tier: 'double' }) },
  };
  const context: Record<string, unknown> = { config: control.config.parse(one.config ?? {}), decode: decodedViews() };
  for (const need of control.needs) context[need] = means[need];
  return Object.freeze(context) as Context; // holds exactly what the control declared: the rest must be missing
}

/** A session that knows the tokens of the case; further ones are derived from the value. */
function pseudonymsOf(known: Readonly<Record<string, string>>): Pseudonyms {
  const values = new Map(Object.entries(known));
  const tokens = new Map(Object.entries(known).map(([token, value]) => [value, token]));
  return {
    tokenFor(type, value) {
      const token = tokens.get(value) ?? `<${type}_${digestOf(value).slice(0, 8)}>`;
      tokens.set(value, token);
      values.set(token, value);
      return token;
    },
    valueOf: (token) => values.get(token),
  };
}

function promptsOf(given: Case['prompts']): HiddenPrompts {
  return {
    texts: given?.texts ?? [],
    canaries: given?.canaries ?? [],
    canaryFor: (text) => `rf-canary-${digestOf(text).slice(0, 16)}`,
  };
}

function registryOf(tools: Case['registry']): ToolRegistry {
  const byName = new Map((tools ?? []).map((tool) => [tool.name, tool]));
  return { find: (name) => byName.get(name) };
}

function countersOf(): Means['counters'] {
  const sums = new Map<string, number>();
  return {
    async add(name, amount) {
      const sum = (sums.get(name) ?? 0) + amount;
      sums.set(name, sum);
      return sum;
    },
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('hex');
}
