import { inspectWhole, type Unit } from '../boundaries/index.ts';
import {
  type Context,
  type ControlRecord,
  type Crossing,
  type HiddenPrompts,
  type Outcome,
  strictest,
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
  readonly text?: string | readonly string[];
}

/** The same in every run, so that tokens and canaries in the output can be compared. */
const FIXED_KEY = new Uint8Array(32);

/** Makes a function that sends units through the controls of their crossings, all of them enforced and none excepted. */
export function createInspector(
  configuration: Configuration,
  only: readonly string[],
  withText: boolean,
): (line: RecordedUnits) => Promise<Inspected> {
  const standing = new Map<Crossing, readonly WiredControl[]>();
  const controlsAt = (crossing: Crossing): readonly WiredControl[] => {
    let controls = standing.get(crossing);
    if (controls === undefined) {
      const wanted = configuration
        .controlsAt(crossing)
        .filter(({ control }) => only.length === 0 || only.includes(control.id));
      controls = wanted.map((wired): WiredControl => ({ ...wired, mode: 'enforce', exceptions: [] }));
      standing.set(crossing, controls);
    }
    return controls;
  };
  const contextsFor = contextMaker(configuration);
  return async ({ units, hidden }) => {
    const contextFor = contextsFor(hidden);
    let outcome: Outcome = 'pass';
    let score = 0;
    const [findings, failed, texts]: [unknown[], unknown[], string[]] = [[], [], []];
    for (const { unit, place } of units) {
      const note = (
        _crossing: Crossing,
        { control, outcome: said, findings: found, failed: failure }: ControlRecord,
      ): void => {
        outcome = strictest(outcome, said);
        if (failure !== undefined) failed.push({ control, failure });
        for (const { rule, severity, confidence, at } of found) {
          if (severity !== 'info') score = Math.max(score, confidence);
          findings.push({
            control,
            rule,
            severity,
            confidence,
            at: { ...place(at.part), start: at.start, end: at.end },
          });
        }
      };
      texts.push(...(await passAll(unit, controlsAt(unit.crossing), contextFor, { add: note })));
    }
    const [text, ...more] = texts;
    return {
      ...{ outcome, score, findings },
      ...(failed.length === 0 ? {} : { failed }),
      ...(withText ? { text: more.length === 0 ? (text ?? '') : texts } : {}),
    };
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
function contextMaker({ registry }: Configuration): (hidden: readonly string[]) => ContextFor {
  const canaryFor = createCanaries(FIXED_KEY);
  const decode = remembering(decodedViews);
  const lasting = new Map<WiredControl, Context<unknown, never>>();
  return (hidden) => {
    let prompts: HiddenPrompts | undefined;
    const pseudonyms = createPseudonyms({ sessionKey: FIXED_KEY });
    return (wired) => {
      const known = lasting.get(wired);
      if (known !== undefined) return known;
      prompts ??= { texts: hidden, canaries: hidden.map(canaryFor), canaryFor };
      const means = { registry, pseudonyms, prompts, counters: COUNTERS, classifier: CLASSIFIER };
      const context: Record<string, unknown> = { config: wired.config, decode };
      for (const need of wired.control.needs) context[need] = means[need];
      const made = Object.freeze(context) as Context<unknown, never>; // the needs were just filled in by their names
      if (wired.control.needs.length === 0) lasting.set(wired, made);
      return made;
    };
  };
}

const COUNTERS = { add: async (_name: string, amount: number) => amount };
const CLASSIFIER = { classify: () => Promise.reject(new Error('no classifier is loaded')) };

/** The controls of one line ask for the views of the same text, one after the other. */
function remembering(decode: typeof decodedViews): Context['decode'] {
  let [last, views]: [string, ReturnType<Context['decode']>] = ['', []];
  return (text) => {
    if (text !== last) [last, views] = [text, decode(text)];
    return views;
  };
}
