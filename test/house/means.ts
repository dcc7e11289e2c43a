import type {
  Case,
  Context,
  Control,
  DecodedText,
  HiddenPrompts,
  Means,
  Need,
  Pseudonyms,
  ToolRegistry,
} from '../../src/core/index.ts';
import { createCanaries, createPseudonyms } from '../../src/identity/index.ts';
import { decodedViews } from '../../src/text/index.ts';

/** The same in every run, so that a case may name a token. */
const FIXED_KEY = new Uint8Array(32);

/** A context as a control of the catalogue takes it. */
export type CaseContext = Context<unknown, Need>;

/**
 * The context of a case: its configuration as the control's own schema reads it, and doubles of the means that the
 * control declared. Equal cases get equal contexts, and each call makes a fresh one.
 */
export function contextOf(
  control: Control,
  one: Pick<Case, 'config' | 'pseudonyms' | 'prompts' | 'registry'>,
): CaseContext {
  const means: Means = {
    pseudonyms: pseudonymsOf(one.pseudonyms ?? {}),
    prompts: promptsOf(one.prompts),
    registry: registryOf(one.registry),
    counters: countersOf(),
    classifier: { classify: async () => ({ score: 0, tier: 'double' }) },
  };
  const context: Record<string, unknown> = { config: control.config.parse(one.config ?? {}), decode: remembered() };
  for (const need of control.needs) context[need] = means[need];
  return Object.freeze(context) as CaseContext; // has what this control declared, which is all that it can ask for
}

/** A session that knows the tokens of the case; further ones are derived from the value, under a fixed key. */
function pseudonymsOf(known: Readonly<Record<string, string>>): Pseudonyms {
  const rows = Object.entries(known).map(([token, value]) => ({ token, value }));
  return createPseudonyms({ sessionKey: FIXED_KEY, rows });
}

function promptsOf(given: Case['prompts']): HiddenPrompts {
  const canaryFor = createCanaries(FIXED_KEY);
  return { texts: given?.texts ?? [], canaries: given?.canaries ?? [], canaryFor };
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

/** Decoded views, computed once per text as in an exchange. */
function remembered(): Context['decode'] {
  const known = new Map<string, readonly DecodedText[]>();
  return (text) => {
    const views = known.get(text) ?? decodedViews(text);
    known.set(text, views);
    return views;
  };
}
