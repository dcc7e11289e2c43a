import type { Label } from '../../core/index.ts';
import type { JsonPath } from '../../text/index.ts';
import type { DialectRequest, PlacedUnit, ReadSettings, RequestReading } from '../dialect.ts';
import {
  booleanAt,
  type FoundText,
  isObject,
  type Json,
  labelFor,
  listAt,
  Offers,
  objectAt,
  optionalStringAt,
  refuseLookalikeKeys,
  stringAt,
  stringsIn,
  toolList,
  Unreadable,
  unitsOf,
} from './reading.ts';

const MEMBERS = new Set([
  'model',
  'messages',
  'system',
  'tools',
  'tool_choice',
  'stream',
  'metadata',
  'mcp_servers',
  'container',
  'ringfort',
]);
const MESSAGE_MEMBERS = new Set(['role', 'content', 'ringfort']);

/** Members that would let something cross which nobody inspects. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['mcp_servers', 'servers that the provider calls pass no control here'],
  ['container', 'state that the provider keeps passes no control here'],
]);

/** Reads a body of `POST /v1/messages` or `POST /v1/messages/count_tokens`. */
export function readMessagesRequest(body: Json, settings: ReadSettings): RequestReading {
  try {
    return { ok: true, request: read(body, settings) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

function read(body: Json, settings: ReadSettings): DialectRequest {
  refuseLookalikeKeys(body, MEMBERS, '');
  for (const [member, advice] of REFUSED) {
    if (body[member] !== undefined && body[member] !== null)
      throw new Unreadable(`\`${member}\` is not accepted: ${advice}`, member);
  }
  const messages = listAt(body.messages, 'messages');
  if (messages.length > settings.limits.messages)
    throw new Unreadable(`at most ${settings.limits.messages} messages`, 'messages', 'too-large');
  const reader = new ContentReader(settings, namesOfCalls(messages));
  const system = unitsOf(reader.content(body.system, labelFor({}, 'system', settings, 'system'), ['system'], 'system'));
  const placed = messages.flatMap((message, index) => readMessage(message, index, reader));
  const tools = readTools(body, settings);
  const units = [...tools.offers.units, ...system, ...placed];
  const parts = units.reduce((sum, unit) => sum + unit.places.length, 0);
  if (parts > settings.limits.parts)
    throw new Unreadable(`at most ${settings.limits.parts} parts`, 'messages', 'too-large');
  const claim =
    isObject(body.metadata) && typeof body.metadata.session_id === 'string' ? body.metadata.session_id : undefined;
  return {
    model: stringAt(body.model, 'model'),
    stream: booleanAt(body.stream, 'stream'),
    choices: 1,
    units,
    offered: tools.offers.names,
    ...(tools.forced === undefined ? {} : { forcedTool: tools.forced }),
    toolMembers: ['tools', 'tool_choice'].filter((key) => key in body).map((key) => [key]),
    hiddenTexts: units.flatMap(({ unit }) =>
      unit.parts.filter((part) => part.label.source === 'system').map((part) => part.text),
    ),
    ...(claim === undefined ? {} : { sessionClaim: claim }),
    strips: [...('ringfort' in body ? [OWN_MEMBER] : []), ...claimStrip(claim), ...reader.strips],
    wantsLogprobs: false,
  };
}

/** Our member of the body. */
const OWN_MEMBER: JsonPath = ['ringfort'];

/** The provider knows no `session_id` in its metadata and would refuse it. */
function claimStrip(claim: string | undefined): readonly JsonPath[] {
  return claim === undefined ? [] : [['metadata', 'session_id']];
}

function readMessage(message: unknown, index: number, reader: ContentReader): readonly PlacedUnit[] {
  const param = `messages[${index}]`;
  const object = objectAt(message, param);
  refuseLookalikeKeys(object, MESSAGE_MEMBERS, param);
  const role = stringAt(object.role, `${param}.role`);
  if (role !== 'user' && role !== 'assistant')
    throw new Unreadable('unknown role; expected user or assistant', `${param}.role`);
  const place: JsonPath = ['messages', index];
  const label = reader.label(object, role === 'user' ? 'user' : 'memory', place, param);
  return unitsOf(reader.content(object.content, label, [...place, 'content'], `${param}.content`));
}

/** Reads content blocks; knows the names of the tools that earlier calls used, and gathers our own members. */
class ContentReader {
  readonly strips: JsonPath[] = [];
  private readonly settings: ReadSettings;
  private readonly callNames: ReadonlyMap<string, string>;

  constructor(settings: ReadSettings, callNames: ReadonlyMap<string, string>) {
    this.settings = settings;
    this.callNames = callNames;
  }

  label(holder: Json, source: Label['source'], place: JsonPath, param: string, origin?: Label['origin']): Label {
    if ('ringfort' in holder) this.strips.push([...place, 'ringfort']);
    return labelFor(holder, source, this.settings, param, origin);
  }

  content(content: unknown, label: Label, place: JsonPath, param: string): readonly FoundText[] {
    if (content === undefined || content === null) return [];
    if (typeof content === 'string') return [{ text: content, label, place }];
    return listAt(content, param).flatMap((item, index) =>
      this.block(objectAt(item, `${param}[${index}]`), label, [...place, index], `${param}[${index}]`),
    );
  }

  private block(block: Json, outer: Label, place: JsonPath, param: string): readonly FoundText[] {
    const label = 'ringfort' in block ? this.label(block, outer.source, place, param, outer.origin) : outer;
    const type = stringAt(block.type, `${param}.type`);
    if (type === 'text') return [{ text: stringAt(block.text, `${param}.text`), label, place: [...place, 'text'] }];
    if (type === 'thinking')
      return [{ text: stringAt(block.thinking, `${param}.thinking`), label, place: [...place, 'thinking'] }];
    if (type === 'redacted_thinking') return [];
    if (type === 'tool_use') return stringsIn(block.input, [...place, 'input']).map((found) => ({ ...found, label }));
    if (type === 'tool_result') return this.result(block, place, param);
    if (type === 'search_result') return this.searchResult(block, place, param);
    if (this.settings.unknownParts === 'opaque') return [];
    throw new Unreadable(
      `blocks of type \`${type.slice(0, 40)}\` cannot be inspected; the policy refuses them (\`unknown_parts\`)`,
      `${param}.type`,
    );
  }

  private result(block: Json, place: JsonPath, param: string): readonly FoundText[] {
    const call = stringAt(block.tool_use_id, `${param}.tool_use_id`);
    const tool = this.callNames.get(call);
    const label = labelFor({}, 'tool', this.settings, param, tool === undefined ? { call } : { call, tool });
    return this.content(block.content, label, [...place, 'content'], `${param}.content`);
  }

  private searchResult(block: Json, place: JsonPath, param: string): readonly FoundText[] {
    const document = optionalStringAt(block.source, `${param}.source`);
    const label = labelFor({}, 'retrieved', this.settings, param, document === undefined ? undefined : { document });
    const title = optionalStringAt(block.title, `${param}.title`);
    const texts = this.content(block.content, label, [...place, 'content'], `${param}.content`);
    return title === undefined ? texts : [{ text: title, label, place: [...place, 'title'] }, ...texts];
  }
}

function readTools(
  body: Json,
  settings: ReadSettings,
): { readonly offers: Offers; readonly forced: string | undefined } {
  const offers = new Offers(settings);
  for (const [index, item] of toolList(body, settings).entries()) {
    const at = `tools[${index}]`;
    const tool = objectAt(item, at);
    if (tool.type !== undefined && tool.type !== 'custom')
      throw new Unreadable('tools that run at the provider pass no control here', `${at}.type`);
    const place: JsonPath = ['tools', index];
    offers.add(tool, place, place, 'input_schema', at);
  }
  const choice = body.tool_choice;
  const named = isObject(choice) && choice.type === 'tool' ? choice.name : undefined;
  return { offers, forced: optionalStringAt(named, 'tool_choice.name') };
}

function namesOfCalls(messages: readonly unknown[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const message of messages) {
    if (!isObject(message) || !Array.isArray(message.content)) continue;
    for (const block of message.content as readonly unknown[]) {
      if (!isObject(block) || block.type !== 'tool_use' || typeof block.id !== 'string') continue;
      if (typeof block.name === 'string') names.set(block.id, block.name);
    }
  }
  return names;
}
