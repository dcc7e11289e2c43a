import { labelOf } from '../../core/index.ts';
import type { JsonPath } from '../../text/index.ts';
import type { PlacedUnit, ReadSettings } from '../dialect.ts';
import type { Json } from '../json.ts';
import { type FoundText, placedUnit } from './found-text.ts';
import { type Shape, textsBeside, textsWithin } from './members.ts';
import { identifierAt, listAt, optionalStringAt, Unreadable } from './reading.ts';

/** The tools of a request: each a unit of its own, which can be taken out without the others. */
export class Offers {
  readonly units: PlacedUnit[] = [];
  readonly names: string[] = [];
  private readonly settings: ReadSettings;

  constructor(settings: ReadSettings) {
    this.settings = settings;
  }

  /**
   * Adds the tool whose members lie below `holder`; `schemaKey` is what the dialect calls its parameters. All that the
   * model may read of it is text: names of properties, patterns and examples as much as the description.
   */
  add(
    tool: Json,
    shape: Shape,
    at: { readonly holder: JsonPath; readonly removable: JsonPath; readonly schemaKey: string; readonly param: string },
    outside: readonly FoundText[] = [],
  ): void {
    const { holder, removable, schemaKey, param } = at;
    const name = identifierAt(tool.name, `${param}.name`);
    if (this.names.includes(name)) throw new Unreadable('two tools have one name', `${param}.name`);
    this.names.push(name);
    const description = optionalStringAt(tool.description, `${param}.description`);
    const schema = tool[schemaKey];
    const label = labelOf('tool', this.settings.tenant, { tool: name });
    const texts: readonly FoundText[] = [
      ...(description === undefined ? [] : [{ text: description, label, place: [...holder, 'description'] }]),
      ...textsWithin(schema, label, [...holder, schemaKey], `${param}.${schemaKey}`, isSchemaWord, [name]),
      ...textsBeside(tool, shape, label, holder, param),
      ...outside.map((found) => ({ ...found, label })),
    ];
    const offer = { name, description: description ?? '', schema: schema ?? {} };
    this.units.push(placedUnit('application.listing', texts, { tool: offer, removable }));
  }
}

/** The list of tools in a body, within the limit. */
export function toolList(body: Json, settings: ReadSettings): readonly unknown[] {
  const tools = body.tools === undefined || body.tools === null ? [] : listAt(body.tools, 'tools');
  if (tools.length <= settings.limits.tools) return tools;
  throw new Unreadable(`at most ${settings.limits.tools} tools`, 'tools', 'too-large');
}

const SCHEMA_WORDS: ReadonlySet<string> = new Set([
  ...['object', 'string', 'number', 'integer', 'boolean', 'array', 'null'],
  ...['type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'const', 'default', 'examples'],
  ...['title', 'description', '$comment', 'format', 'pattern', 'anyOf', 'oneOf', 'allOf', 'not', '$ref', '$defs'],
  ...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', '$schema', 'nullable'],
]);

function isSchemaWord(text: string): boolean {
  return SCHEMA_WORDS.has(text);
}
