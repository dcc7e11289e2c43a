import { z } from 'zod';
import { type Control, type Crossing, defineControl, type Need, type Verdict } from '../core/index.ts';
import { createPseudonyms } from '../identity/index.ts';
import { type Configuration, loadConfiguration, type WiredControl } from '../policy/index.ts';
import { Exchange, type ExchangeSettings } from './exchange.ts';
import type { Running } from './run.ts';
import { VerdictCache } from './verdict-cache.ts';

/** A control for tests: stands where it is told and says what it is told. */
export function toyControl(changes: Partial<Control> & Pick<Control, 'inspect'>): Control {
  const base = {
    id: 'toy',
    catalog: ['UI-04'],
    title: 'A toy',
    docs: { what: 'Plays a control.', why: 'For tests of the boundary.', fix: 'Nothing to do here.' },
    crossings: ['interface.request'],
    mitigates: ['owasp-llm:2026:LLM01'],
    strength: 'stops',
    needs: [],
    failMode: 'closed',
    reach: 8,
    rules: ['word', 'name', 'r'],
    config: z.strictObject({}),
    limits: ['It is a toy.'],
    cases: async () => ({ attack: [], benign: [], missed: [] }) as never, // never asked for here
  } as const;
  return defineControl<Crossing, unknown, Need>({ ...base, ...changes });
}

/** Finds every place of `word` and proposes `outcome` for it; a rewrite puts stars in its place. */
export function wordControl(
  word: string,
  outcome: 'flag' | 'block' | 'rewrite',
  changes: Partial<Control> = {},
): Control {
  const inspect: Control['inspect'] = (view): Verdict => {
    const places = view.parts.flatMap((part, index) =>
      placesOf(part.text, word).map((start) => ({ part: index, start, end: start + word.length })),
    );
    const [first, ...rest] = places.map((at) => ({ rule: 'word', severity: 'high', confidence: 1, at }) as const);
    if (first === undefined) return { outcome: 'pass' };
    if (outcome !== 'rewrite') return { outcome, findings: [first, ...rest] };
    const [edit, ...edits] = places.map((at) => ({ at, replacement: '*'.repeat(word.length) }));
    return edit === undefined ? { outcome: 'pass' } : { outcome, findings: [first, ...rest], edits: [edit, ...edits] };
  };
  return toyControl({ id: `word-${word}`, reach: word.length, inspect, ...changes });
}

export function wired(control: Control, changes: Partial<WiredControl> = {}): WiredControl {
  return {
    control,
    config: {},
    mode: 'enforce',
    failMode: control.failMode,
    exceptions: [],
    deadlineMs: 1000,
    loosened: undefined,
    ...changes,
  };
}

/** A policy in which exactly these controls stand. */
export function policyWith(controls: readonly Control[]): Configuration {
  const text =
    'ringfort: policy/v1\nproviders: {p: {dialects: [openai], base_url: "ringfort:obedient"}}\nmodels: {m: {provider: p, model: m}}\n';
  const loaded = loadConfiguration({ file: 'test.yaml', text, controls, environment: {}, now: 0 });
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.toDisplay()).join('\n'));
  return loaded.configuration;
}

/** Counts what the boundary tells. */
export function watching(): Running & { readonly ran: string[]; readonly failed: string[]; readonly held: number[] } {
  const ran: string[] = [];
  const failed: string[] = [];
  const held: number[] = [];
  return {
    ran,
    failed,
    held,
    stopwatch: { elapsed: () => 0 },
    observer: {
      controlRan: (control) => void ran.push(control),
      controlFailed: (control, failMode) => void failed.push(`${control} ${failMode}`),
      decided() {},
      heldBack: (characters) => void held.push(characters),
      verdictKnown() {},
    },
  };
}

/** A classifier that finds nothing anywhere. */
export const NOTHING_NOTICED: ExchangeSettings['classifier'] = {
  screen: () => ({ score: 0, tier: 'screen', coverage: 1, isProvisional: false, unassessed: false, suspicions: [] }),
};

export function exchangeWith(
  configuration: Configuration,
  running: Running,
  cache = new VerdictCache(100_000),
  changes: Partial<ExchangeSettings> = {},
): Exchange {
  const settings: ExchangeSettings = {
    configuration,
    decision: 'dec_1',
    scope: 'scope-1',
    pseudonyms: createPseudonyms({ sessionKey: new Uint8Array(32) }),
    prompts: { texts: [], canaries: [], canaryFor: () => 'canary' },
    counters: { add: async () => 0 },
    classifier: NOTHING_NOTICED,
    sums: {},
    decode: () => [],
    ...changes,
  };
  return new Exchange(settings, running, cache);
}

function placesOf(text: string, word: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) places.push(at);
  return places;
}
