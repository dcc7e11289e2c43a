import {
  type Case,
  type Context,
  type Control,
  type Crossing,
  type DecodedText,
  type Label,
  labelOf,
  type Means,
  type Source,
  type ToolCall,
} from '../core/index.ts';
import { createCanaries, createPseudonyms } from '../identity/index.ts';
import { stringLeaves } from '../text/index.ts';
import { earlierTurns } from './case-turns.ts';
import { argumentParts, type Unit } from './part.ts';

/** Who vouches for the text of a crossing when a case does not say. */
const SOURCES = {
  'interface.request': 'user',
  'interface.response': 'model',
  'application.listing': 'tool',
  'application.call': 'model',
  'application.result': 'tool',
  'model.prompt': 'user',
  'model.completion': 'model',
  'data.ingest': 'retrieved',
  'data.retrieval': 'retrieved',
  'data.memory': 'memory',
  'organization.change': 'user',
  'organization.approval': 'user',
} as const satisfies Record<Crossing, Source>;

/** The same in every run, so that a case may name a token. */
const FIXED_KEY = new Uint8Array(32);

/** A case as the unit that would cross in production. */
export function caseUnit(one: Case): Unit {
  const label: Label = { ...labelOf(one.label?.source ?? SOURCES[one.crossing], 'tenant-a'), ...one.label };
  const { crossing } = one;
  if (crossing === 'application.call') {
    const call = callOf(one.call ?? { name: '', argumentsText: '' });
    return { crossing, parts: argumentParts(call, label), call };
  }
  if (crossing === 'application.listing') {
    const [tool = { name: '', description: '', schema: {} }] = one.tools ?? [];
    const prose = [tool.description, ...stringLeaves(JSON.stringify(tool.schema ?? {})).map((leaf) => leaf.value)];
    return { crossing, parts: prose.map((text) => ({ text, kind: 'text', label, pointer: '' })), tool };
  }
  const texts = typeof one.text === 'string' ? [one.text] : (one.text ?? []);
  return { crossing, parts: texts.map((text) => ({ text, kind: 'text', label, pointer: '' })) };
}

/** Means of the house that a case is judged with as traffic is: nothing stands in for them. */
export interface CaseMeans {
  readonly decode: (text: string) => readonly DecodedText[];
  readonly classifier: Means['classifier'];
}

/**
 * The context of a case: its configuration as the control's own schema reads it, and stand-ins for the declared means.
 * `config` is used, as it is, for a case that has none of its own.
 */
export function caseContext(
  control: Control,
  one: Case,
  { decode, classifier }: CaseMeans,
  config?: unknown,
): Context<unknown, never> {
  const tools = new Map((one.registry ?? []).map((tool) => [tool.name, tool]));
  const rows = Object.entries(one.pseudonyms ?? {}).map(([token, value]) => ({ token, value }));
  const { texts = [], canaries = [] } = one.prompts ?? {};
  const means: Means = {
    pseudonyms: createPseudonyms({ sessionKey: FIXED_KEY, rows }),
    registry: { find: (name) => tools.get(name) },
    prompts: { texts, canaries, canaryFor: createCanaries(FIXED_KEY) },
    counters: { add: async (_name, amount) => amount },
    classifier,
    ...earlierTurns(control, one, { decode, classifier }, config),
  };
  const isAsGiven = one.config === undefined && config !== undefined;
  const context: Record<string, unknown> = {
    config: isAsGiven ? config : control.config.parse(one.config ?? {}),
    decode,
  };
  for (const need of control.needs) context[need] = means[need];
  return Object.freeze(context) as Context<unknown, never>; // holds every need that this control declared
}

function callOf(written: NonNullable<Case['call']>): ToolCall {
  const { name, argumentsText, offered = [name] } = written;
  return { id: 'call-1', name, argumentsText, offered, arguments: parsed(argumentsText) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
