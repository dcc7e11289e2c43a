import { type Label, labelOf, type Source } from '../../core/index.ts';
import type { JsonPath } from '../../text/index.ts';
import type { DialectRequest, PlacedUnit, ReadSettings, RequestReading } from '../dialect.ts';
import { isObject, type Json } from '../json.ts';
import { argumentTexts } from './call-arguments.ts';
import * as shape from './chat-shape.ts';
import { callIdText, type FoundText, unitsOf } from './found-text.ts';
import { labelBeside } from './label.ts';
import { textsBeside, textsWithin } from './members.ts';
import { Offers, toolList } from './offers.ts';
import {
  callIdAt,
  countAt,
  identifierAt,
  listAt,
  objectAt,
  optionalStringAt,
  readingOf,
  stringAt,
  Unreadable,
} from './reading.ts';
import { Conversation, formatUnits, messageList, metadataTexts, requestOf } from './request.ts';

const ROLES: ReadonlyMap<string, Source> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'memory'],
  ['tool', 'tool'],
]);

/** Reads a body of `POST /v1/chat/completions`. */
export function readChatRequest(body: Json, settings: ReadSettings): RequestReading {
  return readingOf(() => read(body, settings));
}

function read(body: Json, settings: ReadSettings): DialectRequest {
  const label = labelOf('user', settings.tenant);
  const beside = textsBeside(body, shape.BODY, label, [], '');
  if (Array.isArray(body.modalities) && body.modalities.some((modality) => modality !== 'text')) {
    throw new Unreadable('only the modality `text` can be inspected', 'modalities');
  }
  const messages = messageList(body, settings);
  const conversation = new Conversation(settings, callsOf(messages));
  const placed = messages.flatMap((message, index) => readMessage(message, index, conversation));
  const { offers, forced, texts } = readTools(body, label, settings);
  const units = [
    ...unitsOf([...beside, ...texts, ...metadataTexts(body, label)]),
    ...formatUnits(body, ['response_format'], settings),
    ...readPrediction(body, conversation),
    ...placed,
  ];
  return requestOf(body, settings, {
    units,
    offers,
    forced,
    choices: countAt(body.n, 'n', 1, settings.limits.choices),
    strips: conversation.strips,
    toolMembers: ['tools', 'tool_choice', 'parallel_tool_calls'],
  });
}

function readMessage(message: unknown, index: number, conversation: Conversation): readonly PlacedUnit[] {
  const param = `messages[${index}]`;
  const object = objectAt(message, param);
  const role = ROLES.get(stringAt(object.role, `${param}.role`));
  if (role === undefined)
    throw new Unreadable(`unknown role; expected one of ${[...ROLES.keys()].join(', ')}`, `${param}.role`);
  const isOfCall = object.tool_call_id !== undefined && object.tool_call_id !== null;
  const call = isOfCall ? callIdAt(object.tool_call_id, `${param}.tool_call_id`) : undefined;
  const place: JsonPath = ['messages', index];
  const label = conversation.label(
    object,
    role,
    place,
    param,
    call === undefined ? undefined : conversation.originOf(call),
  );
  const texts = [...readContent(object.content, label, [...place, 'content'], `${param}.content`, conversation)];
  if (call !== undefined) texts.push(callIdText(call, label, [...place, 'tool_call_id']));
  for (const key of ['name', 'refusal', 'reasoning_content'] as const) {
    const text = optionalStringAt(object[key], `${param}.${key}`);
    if (text !== undefined) texts.push({ text, label: labelBeside(label), place: [...place, key] });
  }
  texts.push(...readCalls(object.tool_calls, label, [...place, 'tool_calls'], `${param}.tool_calls`, conversation));
  texts.push(...textsBeside(object, shape.MESSAGE, label, place, param));
  return unitsOf(texts);
}

/** Text parts are inspected; other kinds cannot be, and pass only when the policy says that they may pass unseen. */
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
    const part = objectAt(item, at);
    const own = 'ringfort' in part ? conversation.label(part, label.source, here, at, label.origin) : label;
    const type = stringAt(part.type, `${at}.type`);
    const known = shape.PARTS.get(type);
    if (known === undefined) return conversation.unseen(type, shape.PART_TYPES, at);
    const text = stringAt(part[type], `${at}.${type}`); // a part holds its text in the member of its type
    return [{ text, label: own, place: [...here, type] }, ...textsBeside(part, known, own, here, at)];
  });
}

function readCalls(
  calls: unknown,
  label: Label,
  place: JsonPath,
  param: string,
  { settings }: Conversation,
): readonly FoundText[] {
  if (calls === undefined || calls === null) return [];
  return listAt(calls, param).flatMap((item, index) => {
    const at = `${param}[${index}]`;
    const here = [...place, index];
    const call = objectAt(item, at);
    if (call.type !== undefined && call.type !== 'function')
      throw new Unreadable('only calls of type `function` are known', `${at}.type`);
    const isNamed = call.id !== undefined && call.id !== null;
    const ids = isNamed ? [callIdText(callIdAt(call.id, `${at}.id`), label, [...here, 'id'])] : [];
    const fn = objectAt(call.function, `${at}.function`);
    const name = identifierAt(fn.name, `${at}.function.name`);
    const argumentsText = stringAt(fn.arguments, `${at}.function.arguments`);
    const inside = [...here, 'function'];
    return [
      ...ids,
      ...argumentTexts({ name, argumentsText }, label, [...inside, 'arguments'], `${at}.function.arguments`, settings),
      ...textsBeside(fn, shape.CALL_FUNCTION, label, inside, `${at}.function`),
      ...textsBeside(call, shape.CALL, label, here, at),
    ];
  });
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
    if (tool.type !== 'function')
      throw new Unreadable('only tools of type `function` are known: others run where no control stands', `${at}.type`);
    const removable: JsonPath = ['tools', index];
    const beside = textsBeside(tool, shape.TOOL, label, removable, at);
    const fn = objectAt(tool.function, `${at}.function`);
    const place = { holder: [...removable, 'function'], removable, schemaKey: 'parameters', param: `${at}.function` };
    offers.add(fn, shape.TOOL_FUNCTION, place, beside);
  }
  const choice = body.tool_choice;
  if (!isObject(choice))
    return { offers, forced: undefined, texts: textsWithin(choice, label, ['tool_choice'], 'tool_choice', isMode) };
  const texts = textsBeside(choice, shape.CHOICE, label, ['tool_choice'], 'tool_choice');
  if (choice.function === undefined) return { offers, forced: undefined, texts };
  const fn = objectAt(choice.function, 'tool_choice.function');
  const named = textsBeside(fn, shape.CHOICE_FUNCTION, label, ['tool_choice', 'function'], 'tool_choice.function');
  return { offers, forced: identifierAt(fn.name, 'tool_choice.function.name'), texts: [...texts, ...named] };
}

function isMode(text: string): boolean {
  return text === 'auto' || text === 'none' || text === 'required';
}

/** A guess at the answer, which the model reads. */
function readPrediction({ prediction }: Json, conversation: Conversation): readonly PlacedUnit[] {
  if (!isObject(prediction))
    return unitsOf(textsWithin(prediction, memoryOf(conversation), ['prediction'], 'prediction'));
  const label = memoryOf(conversation);
  return unitsOf([
    ...readContent(prediction.content, label, ['prediction', 'content'], 'prediction.content', conversation),
    ...textsBeside(prediction, shape.PREDICTION, label, ['prediction'], 'prediction'),
  ]);
}

function memoryOf({ settings }: Conversation): Label {
  return labelOf('memory', settings.tenant);
}

function* callsOf(messages: readonly unknown[]): Generator<{ readonly id: unknown; readonly name: unknown }> {
  for (const message of messages) {
    if (!isObject(message) || !Array.isArray(message.tool_calls)) continue;
    for (const call of message.tool_calls as readonly unknown[]) {
      if (isObject(call) && isObject(call.function)) yield { id: call.id, name: call.function.name };
    }
  }
}
