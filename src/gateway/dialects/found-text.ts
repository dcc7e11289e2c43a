import type { Crossing, Label, Source } from '../../core/index.ts';
import type { JsonPath } from '../../text/index.ts';
import type { PlacedUnit, TextForm } from '../dialect.ts';
import { labelBeside } from './label.ts';

/** A text found while reading, with its place. */
export interface FoundText {
  readonly text: string;
  readonly label: Label;
  readonly place: JsonPath;
  /** What it is at its place, when it is not simply the string there. */
  readonly form?: TextForm;
}

/** Crossings that the texts of a conversation can have on their way in. */
export const REQUEST_CROSSINGS: readonly Crossing[] = [
  'interface.request',
  'application.listing',
  'application.result',
  'data.retrieval',
  'data.memory',
  'model.prompt',
];

/** Crossings that an answer with text and calls can have. */
export const ANSWER_CROSSINGS: readonly Crossing[] = ['model.completion', 'interface.response', 'application.call'];

const CROSSING_OF = {
  system: 'model.prompt',
  user: 'interface.request',
  retrieved: 'data.retrieval',
  memory: 'data.memory',
  model: 'data.memory',
  tool: 'application.result',
} as const satisfies Record<Source, Crossing>;

/**
 * The id that pairs a call with its result: it is looked at like any text, and may not be changed. A thought that a client
 * packed into it is a line of its own, since base64 that is glued to other letters is not recognised.
 */
export function callIdText(id: string, label: Label, place: JsonPath): FoundText {
  const text = id.replaceAll('__thought__', '\n');
  return { text, label: labelBeside(label), place, form: { kind: 'fixed' } };
}

/** One unit per run of texts of the same source: pieces of one message are inspected together. */
export function unitsOf(texts: readonly FoundText[]): readonly PlacedUnit[] {
  const groups = new Map<Source, FoundText[]>();
  for (const found of texts) {
    const group = groups.get(found.label.source);
    if (group === undefined) groups.set(found.label.source, [found]);
    else group.push(found);
  }
  return [...groups].map(([source, group]) => placedUnit(CROSSING_OF[source], group));
}

/** The texts as one unit of this crossing. */
export function placedUnit(
  crossing: Crossing,
  texts: readonly FoundText[],
  more: Pick<PlacedUnit, 'removable'> & Pick<PlacedUnit['unit'], 'tool'> = {},
): PlacedUnit {
  const { tool, removable } = more;
  const parts = texts.map(({ text, label }) => ({ text, kind: 'text', label, pointer: '' }) as const);
  const forms = new Map(texts.flatMap(({ form }, index) => (form === undefined ? [] : [[index, form] as const])));
  return {
    unit: { crossing, parts, ...(tool === undefined ? {} : { tool }) },
    places: texts.map(({ place }) => place),
    ...(forms.size === 0 ? {} : { forms }),
    ...(removable === undefined ? {} : { removable }),
  };
}
