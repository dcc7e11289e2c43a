import type { Label } from '../../core/index.ts';
import type { JsonPath } from '../../text/index.ts';
import { isObject, type Json } from '../json.ts';
import type { FoundText } from './found-text.ts';
import { labelBeside } from './label.ts';
import { Unreadable } from './reading.ts';

/** The members of one kind of object of a dialect. */
export interface Shape {
  /** Members that the dialect reads itself. */
  readonly read: ReadonlySet<string>;
  /** Members that hold numbers and words of a short list. A plain word passes; anything else is text. */
  readonly words: ReadonlySet<string>;
  /** Members that would let something cross which nobody inspects, each with advice. Empty ones let nothing cross. */
  readonly refused: ReadonlyMap<string, string>;
  /** Members that ask for such a thing by their mere presence, even empty, each with advice. */
  readonly refusedEmpty: ReadonlyMap<string, string>;
  /** Whether the application may declare something in the member `ringfort`. */
  readonly declares: boolean;
  readonly known: ReadonlySet<string>;
}

export function shapeOf(members: {
  readonly read: readonly string[];
  readonly words?: readonly string[];
  /** Known members that hold text which the dialect has no use for. */
  readonly texts?: readonly string[];
  readonly refused?: Readonly<Record<string, string>>;
  readonly refusedEmpty?: Readonly<Record<string, string>>;
  readonly declares?: boolean;
}): Shape {
  const { read, words = [], texts = [], refused = {}, refusedEmpty = {}, declares = false } = members;
  const unwanted = [...Object.keys(refused), ...Object.keys(refusedEmpty)];
  return {
    read: new Set(read),
    words: new Set(words),
    refused: new Map(Object.entries(refused)),
    refusedEmpty: new Map(Object.entries(refusedEmpty)),
    declares,
    known: new Set([...read, ...words, ...texts, ...unwanted, OWN_MEMBER]),
  };
}

/** The member that is meant for Ringfort and never leaves it. */
export const OWN_MEMBER = 'ringfort';

/**
 * The texts in all members of an object that the dialect does not read itself, known or not: a model behind it may read
 * them, and so they are inspected like what stands beside them. Names of members nobody knows are text too, and cannot be
 * rewritten. A member that equals a known one but for its spelling is refused, since a provider that reads names without
 * regard to case would see what we did not.
 */
export function textsBeside(
  holder: Json,
  shape: Shape,
  label: Label,
  place: JsonPath,
  param: string,
): readonly FoundText[] {
  const gathered = new Texts(SHORT_NAMES);
  for (const [key, value] of Object.entries(holder)) {
    const at = param === '' ? key : `${param}.${key}`;
    const advice = refusalOf(key, value, shape);
    if (advice !== undefined) throw new Unreadable(`\`${key}\` is not accepted: ${advice}`, at);
    if (key === OWN_MEMBER && !shape.declares) throw new Unreadable('`ringfort` declares nothing here', at);
    if (shape.read.has(key) || key === OWN_MEMBER) continue;
    if (!shape.known.has(key)) {
      refuseLookalike(key, shape.known, param);
      gathered.addName(key, param);
    }
    if (shape.words.has(key)) gathered.addValue(value, [...place, key], at, isPlainWord);
    else gathered.addValue(value, [...place, key], at);
  }
  return gathered.found(labelBeside(label), place);
}

/** Why this member may not cross with this value, if it may not. */
function refusalOf(key: string, value: unknown, shape: Shape): string | undefined {
  if (value === undefined || value === null) return undefined;
  return shape.refusedEmpty.get(key) ?? (isEmpty(value) ? undefined : shape.refused.get(key));
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === '' || (isObject(value) && Object.keys(value).length === 0);
}

/** Every string in a value that a dialect passes on as it is, and the names in it: the input of a call, a schema. */
export function textsWithin(
  value: unknown,
  label: Label,
  place: JsonPath,
  param: string,
  isKnown?: (text: string) => boolean,
  names: readonly string[] = [],
): readonly FoundText[] {
  const gathered = new Texts(LONG_NAMES);
  for (const name of names) gathered.addName(name, param);
  gathered.addValue(value, place, param, isKnown);
  return gathered.found(label, place);
}

/** A text that equals one of `known` but for its spelling. */
export function refuseLookalike(text: string, known: ReadonlySet<string>, param: string): void {
  const folded = text.normalize('NFKC').toLowerCase();
  if (!known.has(text) && known.has(folded))
    throw new Unreadable(`unknown member \`${folded}\` in another spelling`, param === '' ? folded : param);
}

interface NameRule {
  readonly most: number;
  readonly spaced: boolean;
}

const SHORT_NAMES: NameRule = { most: 64, spaced: false };
const LONG_NAMES: NameRule = { most: 256, spaced: true };

/** One of the words that programs choose from: `auto`, `json_object`, `5m`. */
function isPlainWord(text: string): boolean {
  return /^[a-z0-9][a-z_.-]{0,31}$/.test(text);
}

/** Gathers the strings of values one by one, and all names as one text, a line each. */
class Texts {
  private readonly texts: { readonly text: string; readonly place: JsonPath }[] = [];
  private readonly names = new Set<string>();
  private readonly rule: NameRule;

  constructor(rule: NameRule) {
    this.rule = rule;
  }

  addName(name: string, param: string): void {
    const { most, spaced } = this.rule;
    if (name.length > most || (!spaced && /\s/.test(name)))
      throw new Unreadable(
        `a name of a member has at most ${most} characters${spaced ? '' : ' and no spaces'}`,
        param === '' ? undefined : param,
      );
    this.names.add(name);
  }

  addValue(value: unknown, place: JsonPath, param: string, isKnown: (text: string) => boolean = () => false): void {
    if (typeof value === 'string') {
      if (!isKnown(value) && !this.names.has(value)) this.texts.push({ text: value, place });
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) this.addValue(item, [...place, index], param, isKnown);
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) if (!isKnown(key)) this.addName(key, param);
      for (const [key, item] of Object.entries(value)) this.addValue(item, [...place, key], param, isKnown);
    }
  }

  found(label: Label, place: JsonPath): readonly FoundText[] {
    const found = this.texts.map(({ text, place: at }): FoundText => ({ text, label, place: at }));
    if (this.names.size === 0) return found;
    return [{ text: [...this.names].join('\n'), label, place, form: { kind: 'fixed' } }, ...found];
  }
}
