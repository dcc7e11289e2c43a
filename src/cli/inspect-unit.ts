import { digestOf, inspectWhole, NO_TURN, type Turn, Turns, type Unit } from '../boundaries/index.ts';
import {
  type Basis,
  type ClassifierMeans,
  type Context,
  type ControlRecord,
  type Crossing,
  type HiddenPrompts,
  type Means,
  type Outcome,
  strictest,
  weakerBasis,
} from '../core/index.ts';
import { createCanaries, createPseudonyms } from '../identity/index.ts';
import type { Configuration, WiredControl } from '../policy/index.ts';
import { decodedViews } from '../text/index.ts';
import type { RecordedUnits } from './inspect-record.ts';
import { UNWATCHED } from './unwatched.ts';

/** What came of one line. */
export interface Inspected {
  readonly outcome: Outcome;
  readonly score: number;
  readonly findings: readonly unknown[];
  /** Controls that could not answer; their fail mode counts as their outcome. */
  readonly failed?: readonly unknown[];
  /** By control: which detector answered, how much it read, and whether the language was assessed; the weakest of several. */
  readonly bases?: Readonly<Record<string, Basis>>;
  readonly text?: string | readonly string[];
}

/** The same in every run, so that tokens and canaries in the output can be compared. */
const FIXED_KEY = new Uint8Array(32);

export interface InspectorSettings {
  /** Ids; all controls when empty. */
  readonly controls: readonly string[];
  readonly withText: boolean;
  readonly classifier: ClassifierMeans;
}

/** Makes a function that sends units through the controls of their crossings, all of them enforced and none excepted. */
export function createInspector(
  configuration: Configuration,
  { controls: only, withText, classifier }: InspectorSettings,
): (line: RecordedUnits) => Promise<Inspected> {
  const controlsAt = enforcedControls(configuration, only);
  const contextsFor = contextMaker(configuration, classifier);
  return async ({ units, hidden }) => {
    const contextFor = contextsFor(hidden);
    const tally = new Tally();
    const texts: string[] = [];
    const turns = new Turns({});
    for (const { unit, place } of units) {
      const records = { add: (_crossing: Crossing, record: ControlRecord) => tally.add(record, place) };
      const turn = unit.crossing === 'interface.request' ? turns.open(digestOf(unit)) : undefined;
      const left = await passAll(unit, controlsAt(unit.crossing), (wired) => contextFor(wired, turn), records);
      if (turn !== undefined) turns.close(left);
      texts.push(...left);
    }
    const [text, ...more] = texts;
    return { ...tally.sum(), ...(withText ? { text: more.length === 0 ? (text ?? '') : texts } : {}) };
  };
}

/** What the controls said of one line, summed up. */
class Tally {
  private outcome: Outcome = 'pass';
  private score = 0;
  private readonly findings: unknown[] = [];
  private readonly failed: unknown[] = [];
  private readonly bases = new Map<string, Basis>();

  add({ control, outcome, findings, failed, basis }: ControlRecord, place: (part: number) => object): void {
    this.outcome = strictest(this.outcome, outcome);
    if (basis !== undefined) this.bases.set(control, weakerBasis(this.bases.get(control), basis));
    if (failed !== undefined) this.failed.push({ control, failure: failed });
    for (const { rule, severity, confidence, at } of findings) {
      if (severity !== 'info') this.score = Math.max(this.score, confidence);
      const found = { ...place(at.part), start: at.start, end: at.end };
      this.findings.push({ control, rule, severity, confidence, at: found });
    }
  }

  sum(): Omit<Inspected, 'text'> {
    const { outcome, score, findings, failed, bases } = this;
    return {
      ...{ outcome, score, findings },
      ...(failed.length === 0 ? {} : { failed }),
      ...(bases.size === 0 ? {} : { bases: Object.fromEntries(bases) }),
    };
  }
}

/** The controls of a crossing as if the policy enforced them all and excused nothing, looked up once. */
function enforcedControls(
  configuration: Configuration,
  only: readonly string[],
): (crossing: Crossing) => readonly WiredControl[] {
  const standing = new Map<Crossing, readonly WiredControl[]>();
  return (crossing) => {
    const known = standing.get(crossing);
    if (known !== undefined) return known;
    const wanted = configuration
      .controlsAt(crossing)
      .filter(({ control }) => only.length === 0 || only.includes(control.id));
    const controls = wanted.map((wired): WiredControl => ({ ...wired, mode: 'enforce', exceptions: [] }));
    standing.set(crossing, controls);
    return controls;
  };
}

type ContextFor = (wired: WiredControl) => Context<unknown, never>;

/** One control after the other, each on what the one before left; a stop ends nothing, so that all of them are heard. */
async function passAll(
  unit: Unit,
  controls: readonly WiredControl[],
  contextFor: ContextFor,
  records: { add(crossing: Crossing, record: ControlRecord): void },
): Promise<readonly string[]> {
  let current = unit;
  for (const wired of controls) {
    const { texts, call, stop } = await inspectWhole(unit.crossing, current, [wired], contextFor, UNWATCHED, records);
    if (stop !== undefined || texts.every((text, index) => text === current.parts[index]?.text)) continue;
    const parts = current.parts.map((part, index) => ({ ...part, text: texts[index] ?? part.text }));
    current = { ...current, parts, ...(call === undefined ? {} : { call }) };
  }
  return current.parts.map(({ text }) => text);
}

/** Contexts without memory between lines. A control that needs nothing gets the same one for every line. */
function contextMaker(
  { registry }: Configuration,
  classifier: ClassifierMeans,
): (hidden: readonly string[]) => (wired: WiredControl, turn: Turn | undefined) => Context<unknown, never> {
  const canaryFor = createCanaries(FIXED_KEY);
  const decode = remembering(decodedViews);
  const lasting = new Map<WiredControl, Context<unknown, never>>();
  return (hidden) => {
    let prompts: HiddenPrompts | undefined;
    const pseudonyms = createPseudonyms({ sessionKey: FIXED_KEY });
    return (wired, turn) => {
      const known = lasting.get(wired);
      if (known !== undefined) return known;
      prompts ??= { texts: hidden, canaries: hidden.map(canaryFor), canaryFor };
      const { means: turns, accumulatorOf } = turn ?? NO_TURN;
      const accumulator = accumulatorOf(wired.control.id);
      const means: Means = { registry, pseudonyms, prompts, counters: COUNTERS, classifier, turns, accumulator };
      const context: Record<string, unknown> = { config: wired.config, decode };
      for (const need of wired.control.needs) context[need] = means[need];
      const made = Object.freeze(context) as Context<unknown, never>; // the needs were just filled in by their names
      if (wired.control.needs.length === 0) lasting.set(wired, made);
      return made;
    };
  };
}

const COUNTERS = { add: async (_name: string, amount: number) => amount };

/** The controls of one line ask for the views of the same text, one after the other. */
function remembering(decode: typeof decodedViews): Context['decode'] {
  let [last, views]: [string, ReturnType<Context['decode']>] = ['', []];
  return (text) => {
    if (text !== last) [last, views] = [text, decode(text)];
    return views;
  };
}
