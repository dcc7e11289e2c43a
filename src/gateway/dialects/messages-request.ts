import { type Label, labelOf } from '../../core/index.ts';
import type { JsonPath } from '../../text/index.ts';
import type { DialectRequest, PlacedUnit, ReadSettings, RequestReading } from '../dialect.ts';
import { isObject, type Json } from '../json.ts';
import { callIdText, type FoundText, unitsOf } from './found-text.ts';
import { textsBeside, textsWithin } from './members.ts';
import * as shape from './messages-shape.ts';
import { Offers, toolList } from './offers.ts';
import {
  callIdAt,
  identifierAt,
  listAt,
  objectAt,
  optionalStringAt,
  readingOf,
  stringAt,
  Unreadable,
} from './reading.ts';
import { Conversation, formatUnits, messageList, metadataTexts, requestOf, sessionClaim } from './request.ts';

/** Reads a body of `POST /v1/messages` or `POST /v1/messages/count_tokens`. */
export function readMessagesRequest(body: Json, settings: ReadSettings): RequestReading {
  return readingOf(() => read(body, settings));
}

function read(body: Json, settings: ReadSettings): DialectRequest {
  const label = labelOf('user', settings.tenant);
  const beside = textsBeside(body, shape.BODY, label, [], '');
  const messages = messageList(body, settings);
  const conversation = new Conversation(settings, callsOf(messages));
  const system = readContent(body.system, labelOf('system', settings.tenant), ['system'], 'system', conversation);
  const placed = messages.flatMap((message, index) => readMessage(message, index, conversation));
  const { offers, forced, texts } = readTools(body, label, settings);
  // The provider knows no `session_id` in its metadata and would refuse it.
  const claimed = sessionClaim(body) === undefined ? undefined : 'session_id';
  const units = [
    ...unitsOf([...beside, ...texts, ...metadataTexts(body, label, claimed)]),
    ...formatUnits(body, ['output_config', 'output_format'], settings),
    ...unitsOf(system),
    ...placed,
  ];
  return requestOf(body, settings, {
    units,
    offers,
    forced,
    choices: 1,
    strips: [...(claimed === undefined ? [] : [['metadata', claimed]]), ...conversation.strips],
    toolMembers: ['tools', 'tool_choice'],
  });
}

function readMessage(message: unknown, index: number, conversation: Conversation): readonly PlacedUnit[] {
  const param = `messages[${index}]`;
  const object = objectAt(message, param);
  const role = stringAt(object.role, `${param}.role`);
  if (role !== 'user' && role !== 'assistant')
    throw new Unreadable('unknown role; expected user or assistant', `${param}.role`);
  const place: JsonPath = ['messages', index];
  const label = conversation.label(object, role === 'user' ? 'user' : 'memory', place, param);
  return unitsOf([
    ...readContent(object.content, label, [...place, 'content'], `${param}.content`, conversation),
    ...textsBeside(object, shape.MESSAGE, label, place, param),
  ]);
}

function readContent(
  content: unknown,
  label: Label,
  place: JsonPath,
  param: string,
  conversation: Conversation,
): readonly FoundText[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [{ text: content, label, place }];
  return listAt(content, param).flatMap((item, index): readonly FoundText[] => {
    const at = `${param}[${index}]`;
    const here = [...place, index];
    const block = objectAt(item, at);
    const own = 'ringfort' in block ? conversation.label(block, label.source, here, at, label.origin) : label;
    const type = stringAt(block.type, `${at}.type`);
    const known = shape.BLOCKS.get(type);
    if (known === undefined) return conversation.unseen(type, shape.BLOCK_TYPES, at);
    const found = readBlock(type, block, own, here, at, conversation);
    const beside = textsBeside(block, known, found.label, here, at);
    return [...found.texts, ...beside];
  });
}

/** The texts of a block in its own members, and the label that goes for all of the block. */
function readBlock(
  type: string,
  block: Json,
  label: Label,
  place: JsonPath,
  param: string,
  conversation: Conversation,
): { readonly label: Label; readonly texts: readonly FoundText[] } {
  const textAt = (key: string): FoundText => ({
    text: stringAt(block[key], `${param}.${key}`),
    label,
    place: [...place, key],
  });
  if (type === 'text') return { label, texts: [textAt('text')] };
  if (type === 'thinking')
    return { label, texts: [textAt('thinking'), ...sealed(block.signature, label, [...place, 'signature'], param)] };
  if (type === 'redacted_thinking') return { label, texts: sealed(block.data, label, [...place, 'data'], param) };
  if (type === 'tool_use') {
    const id = callIdText(callIdAt(block.id, `${param}.id`), label, [...place, 'id']);
    const name = identifierAt(block.name, `${param}.name`);
    const at = `${param}.input`;
    return { label, texts: [id, ...textsWithin(block.input, label, [...place, 'input'], at, undefined, [name])] };
  }
  const tenant = conversation.settings.tenant;
  if (type === 'tool_result') {
    const call = callIdAt(block.tool_use_id, `${param}.tool_use_id`);
    const result = labelOf('tool', tenant, conversation.originOf(call));
    const at = `${param}.content`;
    const content = readContent(block.content, result, [...place, 'content'], at, conversation);
    return { label: result, texts: [callIdText(call, result, [...place, 'tool_use_id']), ...content] };
  }
  return readSearchResult(block, tenant, place, param, conversation);
}

function readSearchResult(
  block: Json,
  tenant: string,
  place: JsonPath,
  param: string,
  conversation: Conversation,
): { readonly label: Label; readonly texts: readonly FoundText[] } {
  const source = optionalStringAt(block.source, `${param}.source`);
  const label = labelOf('retrieved', tenant, source === undefined ? undefined : { document: source });
  const named = (['source', 'title'] as const).flatMap((key): readonly FoundText[] => {
    const text = optionalStringAt(block[key], `${param}.${key}`);
    return text === undefined ? [] : [{ text, label, place: [...place, key] }];
  });
  const texts = readContent(block.content, label, [...place, 'content'], `${param}.content`, conversation);
  return { label, texts: [...named, ...texts] };
}

/** What the provider sealed: it is looked at like any text, and may not be changed. */
function sealed(value: unknown, label: Label, place: JsonPath, param: string): readonly FoundText[] {
  const text = optionalStringAt(value, param);
  if (text === undefined || text === '') return [];
  if (!/^[A-Za-z0-9+/=_-]+$/.test(text)) throw new Unreadable('sealed data is written in base64', param);
  return [{ text, label, place, form: { kind: 'fixed' } }];
}

interface ReadTools {
  readonly offers: Offers;
  readonly forced: string | undefined;
  readonly texts: readonly FoundText[];
}

function readTools(body: Json, label: Label, settings: ReadSettings): ReadTools {
  const offers = new Offers(settings);
  for (const [index, item] of toolList(body, settings).entries()) {
    const at = `tools[${index}]`;
    const tool = objectAt(item, at);
    if (tool.type !== undefined && tool.type !== 'custom') throw new Unreadable(adviceOn(tool.type), `${at}.type`);
    const place: JsonPath = ['tools', index];
    offers.add(tool, shape.TOOL, { holder: place, removable: place, schemaKey: 'input_schema', param: at });
  }
  const choice = body.tool_choice;
  if (!isObject(choice))
    return { offers, forced: undefined, texts: textsWithin(choice, label, ['tool_choice'], 'tool_choice') };
  const texts = textsBeside(choice, shape.CHOICE, label, ['tool_choice'], 'tool_choice');
  const forced = choice.name === undefined ? undefined : identifierAt(choice.name, 'tool_choice.name');
  return { offers, forced, texts };
}

/** Why a tool with a type of the provider's own is refused. */
function adviceOn(type: unknown): string {
  if (typeof type !== 'string' || !CLIENT_TOOL.test(type)) return 'tools that run at the provider pass no control here';
  return `Ringfort does not know the arguments of \`${type}\` yet; offer a tool of type \`custom\` with a schema instead`;
}

/** Tools that run where the caller is, with arguments that only the provider describes. */
const CLIENT_TOOL = /^(?:text_editor|bash|computer|memory)_\d{1,8}$/;

function* callsOf(messages: readonly unknown[]): Generator<{ readonly id: unknown; readonly name: unknown }> {
  for (const message of messages) {
    if (!isObject(message) || !Array.isArray(message.content)) continue;
    for (const block of message.content as readonly unknown[]) {
      if (isObject(block) && block.type === 'tool_use') yield { id: block.id, name: block.name };
    }
  }
}
