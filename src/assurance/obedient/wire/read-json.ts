import type { Carrier, CarrierRole, OfferedTool } from '../request.ts';

/** Fields that name a form and carry no text. */
const FORM_FIELDS: ReadonlySet<string> = new Set([
  'type',
  'role',
  'model',
  'object',
  'id',
  'tool_call_id',
  'tool_use_id',
  'media_type',
  'detail',
  'encoding_format',
]);
const DEEPEST = 40;

export type Json = Readonly<Record<string, unknown>>;

/** An object, or an empty one where something else stands: the obedient model accepts whatever it is sent. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}; // checked beside
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

/** Every string inside a value, with its pointer: text, names, descriptions, metadata, and keys long enough to say something. */
export function carriersIn(value: unknown, pointer: string, role: CarrierRole, turn: number): readonly Carrier[] {
  const carriers: Carrier[] = [];
  collect(value, pointer, 0);
  return carriers;

  function collect(inner: unknown, place: string, depth: number): void {
    if (typeof inner === 'string') {
      if (inner.length > 1) carriers.push({ role, pointer: place, text: inner, turn });
    } else if (depth < DEEPEST && Array.isArray(inner)) {
      for (const [index, item] of inner.entries()) collect(item, `${place}/${index}`, depth + 1);
    } else if (depth < DEEPEST && typeof inner === 'object' && inner !== null) {
      for (const [key, item] of Object.entries(inner)) {
        if (key.length > 24) carriers.push({ role, pointer: `${place}/${key}`, text: key, turn });
        if (!FORM_FIELDS.has(key)) collect(item, `${place}/${key}`, depth + 1);
      }
    }
  }
}

/** The running text of a message's content, whichever of the shapes it has. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  const texts = asList(content).map((part) => {
    const { text, content: nested, source, title } = asObject(part);
    const document = asText(asObject(source).data) || contentText(asObject(source).content);
    return [asText(title), asText(text), contentText(nested), document].filter((piece) => piece !== '').join('\n');
  });
  return texts.filter((text) => text !== '').join('\n');
}

export function offeredTool(name: unknown, description: unknown, schema: unknown): OfferedTool {
  return { name: asText(name), description: asText(description), schema };
}
