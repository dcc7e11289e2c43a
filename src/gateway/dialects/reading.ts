import type { Confidentiality, Label, Source } from '../../core/index.ts';
import { labelOf } from '../../core/index.ts';
import type { JsonPath } from '../../text/index.ts';
import type { PlacedUnit, ReadSettings } from '../dialect.ts';
import type { Refusal } from '../error.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Thrown inside a reader and caught at its door: the request cannot be read. */
export class Unreadable extends Error {
  readonly refusal: Refusal;

  constructor(message: string, param?: string, code: Refusal['code'] = 'invalid-request') {
    super(message);
    this.refusal = param === undefined ? { code, message } : { code, message, param };
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: unknown, param: string): Json {
  if (!isObject(value)) throw new Unreadable(`\`${param}\` must be an object`, param);
  return value;
}

export function listAt(value: unknown, param: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unreadable(`\`${param}\` must be an array`, param);
  return value;
}

export function stringAt(value: unknown, param: string): string {
  if (typeof value !== 'string') throw new Unreadable(`\`${param}\` must be a string`, param);
  return value;
}

export function optionalStringAt(value: unknown, param: string): string | undefined {
  return value === undefined || value === null ? undefined : stringAt(value, param);
}

export function booleanAt(value: unknown, param: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw new Unreadable(`\`${param}\` must be true or false`, param);
  return value;
}

export function countAt(value: unknown, param: string, fallback: number, most: number): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new Unreadable(`\`${param}\` must be a whole number from 1`, param);
  }
  if (value > most) throw new Unreadable(`\`${param}\` may be ${most} at most here`, param);
  return value;
}

/**
 * A provider that reads keys without regard to case would see a member that we did not inspect. A key that equals a
 * known one but for its case is therefore refused; all other unknown keys pass through untouched.
 */
export function refuseLookalikeKeys(body: Json, known: ReadonlySet<string>, param: string): void {
  for (const key of Object.keys(body)) {
    if (known.has(key)) continue;
    const folded = key.normalize('NFKC').toLowerCase();
    if (known.has(folded))
      throw new Unreadable(`unknown member \`${folded}\` in another spelling`, param === '' ? folded : param);
  }
}

const SOURCES: readonly Source[] = ['user', 'retrieved', 'memory', 'tool'];
const CONFIDENTIALITIES: readonly Confidentiality[] = ['public', 'internal', 'confidential', 'restricted'];
const TRUST: Readonly<Record<Source, number>> = { system: 2, user: 1, retrieved: 0, memory: 0, tool: 0, model: 0 };

/**
 * The label of a text: what its role says, lowered by what the application declares in the member `ringfort`. A
 * declaration can only take trust away.
 */
export function labelFor(
  holder: Json,
  role: Source,
  settings: ReadSettings,
  param: string,
  origin?: Label['origin'],
): Label {
  const base = labelOf(role, settings.tenant, origin);
  if (holder.ringfort === undefined) return base;
  const declared = objectAt(holder.ringfort, `${param}.ringfort`);
  const source = declared.source === undefined ? role : SOURCES.find((known) => known === declared.source);
  if (source === undefined)
    throw new Unreadable(`\`source\` must be one of ${SOURCES.join(', ')}`, `${param}.ringfort.source`);
  if (TRUST[source] > TRUST[role])
    throw new Unreadable('a declaration may not raise trust', `${param}.ringfort.source`);
  const document = optionalStringAt(declared.document, `${param}.ringfort.document`);
  const label = labelOf(source, settings.tenant, document === undefined ? origin : { ...origin, document });
  if (declared.confidentiality === undefined) return label;
  const confidentiality = CONFIDENTIALITIES.find((known) => known === declared.confidentiality);
  if (confidentiality === undefined) {
    throw new Unreadable(`\`confidentiality\` must be one of ${CONFIDENTIALITIES.join(', ')}`, `${param}.ringfort`);
  }
  return { ...label, confidentiality };
}

const CROSSING_OF = {
  system: 'model.prompt',
  user: 'interface.request',
  retrieved: 'data.retrieval',
  memory: 'data.memory',
  model: 'data.memory',
  tool: 'application.result',
} as const satisfies Record<Source, PlacedUnit['unit']['crossing']>;

/** A text found while reading, with its place. */
export interface FoundText {
  readonly text: string;
  readonly label: Label;
  readonly place: JsonPath;
}

/** One unit per run of texts of the same source: pieces of one message are inspected together. */
export function unitsOf(texts: readonly FoundText[]): readonly PlacedUnit[] {
  const groups = new Map<Source, FoundText[]>();
  for (const found of texts) {
    const group = groups.get(found.label.source);
    if (group === undefined) groups.set(found.label.source, [found]);
    else group.push(found);
  }
  return [...groups].map(([source, group]) => ({
    unit: {
      crossing: CROSSING_OF[source],
      parts: group.map(({ text, label }) => ({ text, kind: 'text', label, pointer: '' })),
    },
    places: group.map(({ place }) => place),
  }));
}

/** Every string in a value, with its path below `place`; object keys are not texts. */
export function stringsIn(
  value: unknown,
  place: JsonPath,
  keep: (key: string) => boolean = () => true,
): readonly { text: string; place: JsonPath }[] {
  if (typeof value === 'string') return [{ text: value, place }];
  if (Array.isArray(value)) return value.flatMap((item, index) => stringsIn(item, [...place, index], keep));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => (keep(key) ? stringsIn(item, [...place, key], keep) : []));
}

/** The texts of a JSON Schema that a model reads as prose. */
export function proseOfSchema(schema: unknown, place: JsonPath): readonly { text: string; place: JsonPath }[] {
  return stringsIn(schema, place).filter((found) => {
    const key = found.place[found.place.length - 1];
    return key === 'description' || key === 'title' || key === '$comment' || isExampleOf(found.place);
  });
}

function isExampleOf(place: JsonPath): boolean {
  return place.includes('examples') || place.includes('enum') || place.includes('default') || place.includes('const');
}

/** The tools of a request: each a unit of its own, which can be taken out without the others. */
export class Offers {
  readonly units: PlacedUnit[] = [];
  readonly names: string[] = [];
  private readonly settings: ReadSettings;

  constructor(settings: ReadSettings) {
    this.settings = settings;
  }

  /** Adds the tool whose members lie below `holder`; `schemaKey` is what the dialect calls its parameters. */
  add(tool: Json, holder: JsonPath, removable: JsonPath, schemaKey: string, param: string): void {
    const name = stringAt(tool.name, `${param}.name`);
    if (this.names.includes(name)) throw new Unreadable('two tools have one name', `${param}.name`);
    this.names.push(name);
    const description = optionalStringAt(tool.description, `${param}.description`);
    const schema = tool[schemaKey];
    const found = proseOfSchema(schema, [...holder, schemaKey]);
    const texts =
      description === undefined ? found : [{ text: description, place: [...holder, 'description'] }, ...found];
    const label = labelOf('tool', this.settings.tenant, { tool: name });
    this.units.push({
      unit: {
        crossing: 'application.listing',
        parts: texts.map(({ text }) => ({ text, kind: 'text', label, pointer: '' })),
        tool: { name, description: description ?? '', schema: schema ?? {} },
      },
      places: texts.map(({ place }) => place),
      removable,
    });
  }
}

/** The list of tools in a body, within the limit. */
export function toolList(body: Json, settings: ReadSettings): readonly unknown[] {
  const tools = body.tools === undefined || body.tools === null ? [] : listAt(body.tools, 'tools');
  if (tools.length <= settings.limits.tools) return tools;
  throw new Unreadable(`at most ${settings.limits.tools} tools`, 'tools', 'too-large');
}
