import { type Label, labelOf, type Origin, type Source } from '../../core/index.ts';
import type { JsonPath } from '../../text/index.ts';
import type { DialectRequest, PlacedUnit, ReadSettings } from '../dialect.ts';
import { isObject, type Json } from '../json.ts';
import { type FoundText, placedUnit } from './found-text.ts';
import { labelFor } from './label.ts';
import { OWN_MEMBER, refuseLookalike, textsWithin } from './members.ts';
import type { Offers } from './offers.ts';
import { booleanAt, listAt, stringAt, Unreadable } from './reading.ts';

/** Members of a body that every dialect refuses: they choose another way to a model than the policy's, or hide text. */
export const REFUSED_MEMBERS = {
  models: 'the policy chooses the model',
  fallbacks: 'the policy chooses the model',
  provider: 'the policy chooses the provider',
  route: 'the policy chooses the provider',
  plugins: 'what runs at the provider passes no control here',
  prompt_token_ids: 'token numbers cannot be inspected; send text',
  prompt_embeds: 'vectors cannot be inspected; send text',
  api_base: 'the policy chooses the host',
  base_url: 'the policy chooses the host',
  api_key: 'keys of providers are in the policy only',
  custom_llm_provider: 'the policy chooses the provider',
} as const;

/** What both readers of conversations share: labels, our own members, and what may pass unseen. */
export class Conversation {
  readonly settings: ReadSettings;
  /** Our own members, wherever they stand; they never leave. */
  readonly strips: JsonPath[] = [];
  /** The tool of each call that the conversation replays, by the id of the call. */
  private readonly toolByCall: ReadonlyMap<string, string>;

  constructor(settings: ReadSettings, calls: Iterable<{ readonly id: unknown; readonly name: unknown }>) {
    this.settings = settings;
    const tools = new Map<string, string>();
    for (const { id, name } of calls) if (typeof id === 'string' && typeof name === 'string') tools.set(id, name);
    this.toolByCall = tools;
  }

  label(holder: Json, source: Source, place: JsonPath, param: string, origin?: Origin): Label {
    if (OWN_MEMBER in holder) this.strips.push([...place, OWN_MEMBER]);
    return labelFor(holder, source, this.settings, param, origin);
  }

  originOf(call: string): Origin {
    const tool = this.toolByCall.get(call);
    return tool === undefined ? { call } : { call, tool };
  }

  /** Refuses content that nobody can inspect, unless the policy lets it pass unseen; never what only looks unknown. */
  unseen(type: string, known: ReadonlySet<string>, param: string): readonly never[] {
    refuseLookalike(type, known, `${param}.type`);
    if (this.settings.unknownParts === 'opaque') return [];
    throw new Unreadable(
      `content of type \`${type.slice(0, 40)}\` cannot be inspected; the policy refuses it (\`unknown_parts\`)`,
      `${param}.type`,
    );
  }
}

/** The messages of a body, within the limit. */
export function messageList(body: Json, settings: ReadSettings): readonly unknown[] {
  const messages = listAt(body.messages, 'messages');
  if (messages.length <= settings.limits.messages) return messages;
  throw new Unreadable(`at most ${settings.limits.messages} messages`, 'messages', 'too-large');
}

/** The form of an answer that the caller asks for. The application wrote it, and answers repeat it: no system text. */
export function formatUnits(body: Json, members: readonly string[], settings: ReadSettings): readonly PlacedUnit[] {
  const label = labelOf('user', settings.tenant);
  const texts = members.flatMap((key) => textsWithin(body[key], label, [key], key, isFormatWord));
  return texts.length === 0 ? [] : [placedUnit('model.prompt', texts)];
}

/** The caller's notes about a request. `omitted` leaves before anything else sees it. */
export function metadataTexts(
  { metadata }: Json,
  label: Label,
  omitted: string | undefined = undefined,
): readonly FoundText[] {
  const rest = isObject(metadata)
    ? Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== omitted))
    : metadata;
  return textsWithin(rest, label, ['metadata'], 'metadata');
}

/** The conversation that the body names, if it does. */
export function sessionClaim({ metadata }: Json): string | undefined {
  return isObject(metadata) && typeof metadata.session_id === 'string' ? metadata.session_id : undefined;
}

/** What a dialect found in a body. */
export interface Found {
  readonly units: readonly PlacedUnit[];
  readonly offers: Offers;
  readonly forced: string | undefined;
  readonly choices: number;
  readonly strips: readonly JsonPath[];
  /** Members that go with the last tool. */
  readonly toolMembers: readonly string[];
}

/** The request, within the limits. */
export function requestOf(body: Json, settings: ReadSettings, found: Found): DialectRequest {
  const { units, offers, forced, strips } = found;
  const parts = units.reduce((sum, { places, forms }) => sum + places.length - fixedCount(forms), 0);
  if (parts > settings.limits.parts)
    throw new Unreadable(`at most ${settings.limits.parts} parts`, 'messages', 'too-large');
  const claim = sessionClaim(body);
  return {
    model: stringAt(body.model, 'model'),
    stream: booleanAt(body.stream, 'stream'),
    choices: found.choices,
    units: [...offers.units, ...units],
    offered: offers.names,
    ...(forced === undefined ? {} : { forcedTool: forced }),
    toolMembers: found.toolMembers.filter((key) => key in body).map((key) => [key]),
    hiddenTexts: units.flatMap(({ unit }) =>
      unit.parts.filter((part) => part.label.source === 'system').map((part) => part.text),
    ),
    ...(claim === undefined ? {} : { sessionClaim: claim }),
    strips: [...(OWN_MEMBER in body ? [[OWN_MEMBER]] : []), ...strips],
    wantsLogprobs: LOGPROBS.some((key) => isWanted(body[key])),
  };
}

/** Members by which servers are asked for probabilities of tokens, which tell the text beside the text. */
export const LOGPROBS = ['logprobs', 'top_logprobs', 'prompt_logprobs', 'echo'] as const;

function isWanted(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0;
}

function fixedCount(forms: PlacedUnit['forms']): number {
  return forms === undefined ? 0 : [...forms.values()].filter(({ kind }) => kind === 'fixed').length;
}

const FORMAT_WORDS: ReadonlySet<string> = new Set([
  ...['text', 'json_object', 'json_schema', 'type', 'name', 'schema', 'strict', 'description', 'format', 'effort'],
  ...['low', 'medium', 'high', 'max', 'object', 'string', 'number', 'integer', 'boolean', 'array', 'null'],
  ...['properties', 'required', 'additionalProperties', 'items', 'enum', 'title', '$defs', '$ref', 'anyOf', '$schema'],
]);

function isFormatWord(text: string): boolean {
  return FORMAT_WORDS.has(text);
}
