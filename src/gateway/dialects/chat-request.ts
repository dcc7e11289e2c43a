import type { Label, Source } from '../../core/index.ts';
import type { JsonPath } from '../../text/index.ts';
import type { DialectRequest, PlacedUnit, ReadSettings, RequestReading } from '../dialect.ts';
import {
  booleanAt,
  countAt,
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
  'tools',
  'tool_choice',
  'functions',
  'function_call',
  'stream',
  'n',
  'response_format',
  'prediction',
  'modalities',
  'audio',
  'web_search_options',
  'logprobs',
  'top_logprobs',
  'stream_options',
  'user',
  'metadata',
  'ringfort',
]);
const MESSAGE_MEMBERS = new Set([
  'role',
  'content',
  'name',
  'tool_calls',
  'tool_call_id',
  'function_call',
  'refusal',
  'audio',
  'ringfort',
  'reasoning_content',
]);

/** Members that would let something cross which nobody inspects. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['functions', 'offer functions in `tools`'],
  ['function_call', 'use `tool_choice`'],
  ['audio', 'audio answers cannot be inspected'],
  ['web_search_options', 'tools that run at the provider pass no control here'],
]);

const ROLES: ReadonlyMap<string, Source> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'memory'],
  ['tool', 'tool'],
]);

/** Reads a body of `POST /v1/chat/completions`. */
export function readChatRequest(body: Json, settings: ReadSettings): RequestReading {
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
  if (Array.isArray(body.modalities) && body.modalities.some((modality) => modality !== 'text')) {
    throw new Unreadable('only the modality `text` can be inspected', 'modalities');
  }
  const messages = listAt(body.messages, 'messages');
  if (messages.length > settings.limits.messages)
    throw new Unreadable(`at most ${settings.limits.messages} messages`, 'messages', 'too-large');
  const callNames = namesOfCalls(messages);
  const placed = messages.flatMap((message, index) => readMessage(message, index, callNames, settings));
  const tools = readTools(body, settings);
  const units = [...tools.offers.units, ...readExtras(body, settings), ...placed];
  const parts = units.reduce((sum, unit) => sum + unit.places.length, 0);
  if (parts > settings.limits.parts)
    throw new Unreadable(`at most ${settings.limits.parts} parts`, 'messages', 'too-large');
  const claim = sessionClaim(body);
  return {
    model: stringAt(body.model, 'model'),
    stream: booleanAt(body.stream, 'stream'),
    choices: countAt(body.n, 'n', 1, settings.limits.choices),
    units,
    offered: tools.offers.names,
    ...(tools.forced === undefined ? {} : { forcedTool: tools.forced }),
    toolMembers: ['tools', 'tool_choice', 'parallel_tool_calls'].filter((key) => key in body).map((key) => [key]),
    hiddenTexts: units.flatMap(({ unit }) =>
      unit.parts.filter((part) => part.label.source === 'system').map((part) => part.text),
    ),
    ...(claim === undefined ? {} : { sessionClaim: claim }),
    strips: stripsOf(body, messages),
    wantsLogprobs: body.logprobs === true || (typeof body.top_logprobs === 'number' && body.top_logprobs > 0),
  };
}

function readMessage(
  message: unknown,
  index: number,
  callNames: ReadonlyMap<string, string>,
  settings: ReadSettings,
): readonly PlacedUnit[] {
  const param = `messages[${index}]`;
  const object = objectAt(message, param);
  refuseLookalikeKeys(object, MESSAGE_MEMBERS, param);
  const role = ROLES.get(stringAt(object.role, `${param}.role`));
  if (role === undefined)
    throw new Unreadable(`unknown role; expected one of ${[...ROLES.keys()].join(', ')}`, `${param}.role`);
  if (object.function_call !== undefined && object.function_call !== null)
    throw new Unreadable('`function_call` is not accepted: use `tool_calls`', `${param}.function_call`);
  if (object.audio !== undefined && object.audio !== null)
    throw new Unreadable('audio cannot be inspected', `${param}.audio`);
  const call = optionalStringAt(object.tool_call_id, `${param}.tool_call_id`);
  const tool = call === undefined ? undefined : callNames.get(call);
  const origin = call === undefined ? undefined : tool === undefined ? { call } : { call, tool };
  const label = labelFor(object, role, settings, param, origin);
  const place: JsonPath = ['messages', index];
  const texts = [...readContent(object.content, label, [...place, 'content'], `${param}.content`, settings)];
  for (const key of ['name', 'refusal', 'reasoning_content'] as const) {
    const text = optionalStringAt(object[key], `${param}.${key}`);
    if (text !== undefined) texts.push({ text, label, place: [...place, key] });
  }
  if (object.tool_calls !== undefined && object.tool_calls !== null) {
    texts.push(...readCalls(listAt(object.tool_calls, `${param}.tool_calls`), label, place, param));
  }
  return unitsOf(texts);
}

/** Text parts are inspected; other kinds cannot be, and pass only when the policy says that they may pass unseen. */
function readContent(
  content: unknown,
  label: Label,
  place: JsonPath,
  param: string,
  settings: ReadSettings,
): readonly FoundText[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [{ text: content, label, place }];
  return listAt(content, param).flatMap((item, index) => {
    const at = `${param}[${index}]`;
    const part = objectAt(item, at);
    const own = part.ringfort === undefined ? label : labelFor(part, label.source, settings, at, label.origin);
    const type = stringAt(part.type, `${at}.type`);
    const key = type === 'text' ? 'text' : type === 'refusal' ? 'refusal' : undefined;
    if (key !== undefined)
      return [{ text: stringAt(part[key], `${at}.${key}`), label: own, place: [...place, index, key] }];
    if (settings.unknownParts === 'refuse') {
      throw new Unreadable(
        `parts of type \`${type.slice(0, 40)}\` cannot be inspected; the policy refuses them (\`unknown_parts\`)`,
        `${at}.type`,
      );
    }
    return [];
  });
}

function readCalls(calls: readonly unknown[], label: Label, place: JsonPath, param: string): readonly FoundText[] {
  return calls.flatMap((item, index) => {
    const at = `${param}.tool_calls[${index}]`;
    const call = objectAt(item, at);
    if (call.type !== undefined && call.type !== 'function')
      throw new Unreadable('only calls of type `function` are known', `${at}.type`);
    const fn = objectAt(call.function, `${at}.function`);
    const text = stringAt(fn.arguments, `${at}.function.arguments`);
    stringAt(fn.name, `${at}.function.name`);
    return [{ text, label, place: [...place, 'tool_calls', index, 'function', 'arguments'] }];
  });
}

function readTools(
  body: Json,
  settings: ReadSettings,
): { readonly offers: Offers; readonly forced: string | undefined } {
  const offers = new Offers(settings);
  for (const [index, item] of toolList(body, settings).entries()) {
    const at = `tools[${index}]`;
    const tool = objectAt(item, at);
    if (tool.type !== 'function')
      throw new Unreadable('only tools of type `function` are known: others run where no control stands', `${at}.type`);
    const place: JsonPath = ['tools', index];
    offers.add(
      objectAt(tool.function, `${at}.function`),
      [...place, 'function'],
      place,
      'parameters',
      `${at}.function`,
    );
  }
  const choice = body.tool_choice;
  const named = isObject(choice) && isObject(choice.function) ? choice.function.name : undefined;
  return { offers, forced: optionalStringAt(named, 'tool_choice.function.name') };
}

/** Texts outside the messages that the model reads all the same. */
function readExtras(body: Json, settings: ReadSettings): readonly PlacedUnit[] {
  const format = isObject(body.response_format)
    ? stringsIn(body.response_format.json_schema, ['response_format', 'json_schema'])
    : [];
  const system = labelFor({}, 'system', settings, 'response_format');
  const prediction = isObject(body.prediction)
    ? readContent(
        body.prediction.content,
        labelFor({}, 'memory', settings, 'prediction'),
        ['prediction', 'content'],
        'prediction.content',
        settings,
      )
    : [];
  const prose = format.filter(({ place }) =>
    ['description', 'title', 'name'].includes(String(place[place.length - 1])),
  );
  return unitsOf([...prose.map((found) => ({ ...found, label: system })), ...prediction]);
}

function namesOfCalls(messages: readonly unknown[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const message of messages) {
    if (!isObject(message) || !Array.isArray(message.tool_calls)) continue;
    for (const call of message.tool_calls) {
      if (!isObject(call) || typeof call.id !== 'string' || !isObject(call.function)) continue;
      if (typeof call.function.name === 'string') names.set(call.id, call.function.name);
    }
  }
  return names;
}

function sessionClaim(body: Json): string | undefined {
  if (isObject(body.metadata) && typeof body.metadata.session_id === 'string') return body.metadata.session_id;
  return undefined;
}

/** Our own members, at the body, at messages and at parts; they never leave. */
function stripsOf(body: Json, messages: readonly unknown[]): readonly JsonPath[] {
  const strips: JsonPath[] = 'ringfort' in body ? [['ringfort']] : [];
  messages.forEach((message, index) => {
    if (!isObject(message)) return;
    if ('ringfort' in message) strips.push(['messages', index, 'ringfort']);
    if (!Array.isArray(message.content)) return;
    message.content.forEach((part: unknown, position) => {
      if (isObject(part) && 'ringfort' in part) strips.push(['messages', index, 'content', position, 'ringfort']);
    });
  });
  return strips;
}
