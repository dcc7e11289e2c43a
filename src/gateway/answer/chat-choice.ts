import type { Stop } from '../../boundaries/index.ts';
import { editJson, type JsonPath } from '../../text/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import { isObject, type Json } from '../json.ts';

import type { AnswerHost } from './answer.ts';
import type { Aside } from './aside.ts';
import { Channel } from './channel.ts';
import type { CallPiece, ChatPiece } from './chat-entry.ts';
import { HeldCall } from './held-call.ts';
import { areTokensOf } from './logprobs.ts';

/** Texts of different members that one choice may stream. */
const CHANNELS = 16;

/** One choice of a streamed chat completion. */
export class ChatChoice {
  readonly index: number;
  private readonly host: AnswerHost;
  private readonly aside: Aside;
  private readonly channels = new Map<string, Channel>();
  private readonly calls: HeldCall[] = [];
  private readonly callByIndex = new Map<number, HeldCall>();
  /** The shape in which the last text of an undocumented member came. */
  private readonly shapes = new Map<string, Shape>();
  private stop: Stop | undefined;
  private isDenialTaken = false;
  private isClosed = false;
  private isNoticed = false;
  /** Whether the provider said that the choice is over. */
  isEnded = false;

  constructor(index: number, host: AnswerHost, aside: Aside) {
    this.index = index;
    this.host = host;
    this.aside = aside;
  }

  /** Reads this choice's share of an event. */
  async take(item: Json, position: number): Promise<ChatPiece> {
    const isDropped = this.stop !== undefined;
    const piece: ChatPiece = {
      position,
      choice: this,
      item,
      texts: [],
      calls: [],
      edits: [],
      isDropped,
      isFinishMoved: false,
    };
    if (isDropped) return piece;
    const { index: _index, delta, logprobs = null, ...others } = item;
    await this.takeAside(others, [], piece);
    if (isObject(delta)) await this.takeDelta(delta, piece);
    else if (delta !== undefined && delta !== null) throw new GarbledAnswer('a delta that is no object');
    const isSame =
      this.host.allowsLogprobs && isObject(delta) && (await areTokensOf(logprobs, delta.content, this.host));
    if (logprobs !== null && !isSame) piece.edits.push({ path: ['logprobs'], value: null });
    return piece;
  }

  /** No more of this choice will come: lets out what is held and decides the calls. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.finishTexts();
    for (const call of this.calls) await call.decide(this.host, this.aside, this.stop);
  }

  /** Edited text that no event carries yet, and the notice of removed calls, each as a delta of its own. */
  leftover(): readonly Json[] {
    const deltas: Json[] = [];
    for (const [key, channel] of this.channels) {
      const text = channel.isRewritten ? channel.take(0) : '';
      if (text !== '') deltas.push(shaped(this.shapes.get(key), key, text));
    }
    const removed = this.stop === undefined ? this.removedCalls()[0]?.stop : undefined;
    if (removed !== undefined && !this.isNoticed) {
      this.isNoticed = true;
      deltas.push({ content: this.host.callNotice(removed, this.hasText) });
    }
    return deltas;
  }

  /** The stop that denied this choice, once. */
  takeDenial(): Stop | undefined {
    if (this.stop === undefined || this.isDenialTaken) return undefined;
    this.isDenialTaken = true;
    for (const call of this.calls) call.remove(this.stop);
    return this.stop;
  }

  /** Whether the client has got, or will get, any text of this choice. */
  get hasText(): boolean {
    return this.channels.get('content')?.hasReleased === true;
  }

  get isDenied(): boolean {
    return this.stop !== undefined;
  }

  /** The provider's finish reason, unless it speaks of calls that were all removed. */
  finishReason(given: unknown): unknown {
    return given === 'tool_calls' && this.removedCalls().length === this.calls.length ? 'stop' : given;
  }

  /** The place of a call among those that stay. */
  indexOfKept(call: HeldCall): number {
    return this.calls.filter((each) => !each.isRemoved).indexOf(call);
  }

  private removedCalls(): readonly HeldCall[] {
    return this.calls.filter((call) => call.isRemoved);
  }

  private async takeDelta(delta: Json, piece: ChatPiece): Promise<void> {
    const touched = new Set<string>();
    let hasCalls = false;
    for (const [key, value] of Object.entries(delta)) {
      if (value === null || value === '') continue;
      if (key === 'tool_calls') hasCalls = this.takeCalls(value, piece) || hasCalls;
      else if (key === 'function_call')
        piece.edits.push({ path: ['delta', key], value: undefined }); // was never offered
      else if (key === 'role') await this.takeAside(value, ['delta', key], piece);
      else await this.takeTexts(value, key, ['delta', key], piece, touched);
    }
    if (touched.size > 0 || hasCalls) await this.finishTexts(touched);
  }

  /** Every string below a member of the delta may be a piece of a longer text; those at one path belong together. */
  private async takeTexts(
    value: unknown,
    key: string,
    path: JsonPath,
    piece: ChatPiece,
    touched: Set<string>,
  ): Promise<void> {
    if (typeof value === 'string') {
      if (KINDS.has(path[path.length - 1])) return this.takeAside(value, path, piece);
      return this.takeText(value, key, path, piece, touched);
    }
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) await this.takeTexts(item, key, [...path, index], piece, touched);
    } else if (isObject(value)) {
      await this.takeAside(Object.fromEntries(Object.keys(value).map((name) => [name, null])), path, piece);
      for (const [name, item] of Object.entries(value)) {
        await this.takeTexts(item, `${key}.${name}`, [...path, name], piece, touched);
      }
    }
  }

  private async takeText(
    text: string,
    key: string,
    path: JsonPath,
    piece: ChatPiece,
    touched: Set<string>,
  ): Promise<void> {
    if (text === '') return;
    if (this.isClosed) {
      if (text.trim() !== '') throw new GarbledAnswer('text behind the end of its choice');
      piece.edits.push({ path, value: '' });
      return;
    }
    touched.add(key);
    let channel = this.channels.get(key);
    if (channel === undefined) {
      if (this.channels.size >= CHANNELS) throw new GarbledAnswer('too many kinds of text in one choice');
      await this.takeAside({ [key]: null }, [], piece);
      channel = new Channel(() => this.host.openText());
      this.channels.set(key, channel);
    }
    if (path.length > 2) this.shapes.set(key, { item: piece.item, path });
    const end = await channel.push(text);
    this.stop ??= channel.stop;
    piece.texts.push({ path, channel, end, length: text.length });
  }

  /** A text is over when an event brings others, or a call, and nothing of it; it may be resumed. */
  private async finishTexts(except: ReadonlySet<string> = NONE): Promise<void> {
    for (const [key, channel] of this.channels) {
      if (except.has(key)) continue;
      await channel.finish();
      this.stop ??= channel.stop;
    }
  }

  private async takeAside(value: unknown, path: JsonPath, piece: ChatPiece): Promise<void> {
    const outcome = await this.aside.judge(value, path);
    if (outcome.kind === 'edited') piece.edits.push(...outcome.edits);
    if (outcome.kind !== 'stopped') return;
    this.stop ??= outcome.stop;
    const [first = '', second] = path.length === 0 ? [] : path;
    // The rest of a stopped choice does not leave; a stop beside the delta takes the whole member out.
    if (second !== undefined) piece.edits.push({ path: [first, second], value: undefined });
    else
      for (const key of Object.keys(isObject(value) ? value : {}))
        if (key !== 'finish_reason') piece.edits.push({ path: [key], value: undefined });
  }

  /** Takes pieces of calls; an empty list, which some servers send beside every text, says nothing. */
  private takeCalls(value: unknown, piece: ChatPiece): boolean {
    if (!Array.isArray(value)) throw new GarbledAnswer('`tool_calls` is no list');
    if (value.length > 0 && this.isClosed) throw new GarbledAnswer('a tool call behind the end of its choice');
    piece.calls.push(...(value as readonly unknown[]).map((item, position) => this.takeCall(item, position)));
    return value.length > 0;
  }

  private takeCall(item: unknown, position: number): CallPiece {
    if (!isObject(item)) throw new GarbledAnswer('a tool call that is no object');
    const { index: given, id, type, function: fn, ...extras } = item;
    if (!isFunctionType(type) || !(isObject(fn) || fn === undefined || fn === null)) {
      throw new GarbledAnswer('a tool call that is no function call');
    }
    const { name, arguments: argumentsText, ...more } = isObject(fn) ? fn : {};
    const wireIndex = indexOr(given, position);
    const known = this.callByIndex.get(wireIndex);
    // Some servers give every call the same index; another id with a name begins another call.
    const isOther = typeof id === 'string' && id !== '' && typeof name === 'string' && name !== '' && known?.id !== id;
    const call = known === undefined || (isOther && known.id !== '') ? this.begin(wireIndex) : known;
    call.add({ id, name, argumentsText, extras, members: more }, this.host.argumentsLimit);
    return { position, call, wireIndex, isFirst: call !== known };
  }

  private begin(wireIndex: number): HeldCall {
    if (this.calls.length >= this.host.callLimit) throw new GarbledAnswer('more tool calls than the limit');
    const call = new HeldCall();
    this.calls.push(call);
    this.callByIndex.set(wireIndex, call);
    return call;
  }
}

/** An index as a server gives it; many leave it out. */
export function indexOr(given: unknown, position: number): number {
  if (given === undefined || given === null) return position;
  if (typeof given === 'number') return given;
  throw new GarbledAnswer('an index that is no number');
}

/** Function calls are the only kind; many servers leave the kind out of later pieces. */
export function isFunctionType(type: unknown): boolean {
  return type === 'function' || type === undefined || type === null || type === '';
}

const NONE: ReadonlySet<string> = new Set();

/** Members deep in a delta that name a kind or an id and are not pieces of text. */
const KINDS: ReadonlySet<unknown> = new Set(['type', 'id', 'format']);

interface Shape {
  readonly item: Json;
  readonly path: JsonPath;
}

/** A delta that carries left-over text in the shape in which its last event came, with every other text left out. */
function shaped(shape: Shape | undefined, key: string, text: string): Json {
  if (shape === undefined) return { [key]: text };
  const inside = shape.path.slice(1);
  const member = inside[0];
  const delta = isObject(shape.item.delta) ? shape.item.delta : {};
  const blank = blanked({ [String(member)]: delta[String(member)] });
  return JSON.parse(editJson(JSON.stringify(blank), [{ path: inside, value: text }])) as Json; // an edit keeps it an object
}

function blanked(value: unknown): unknown {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return value.map(blanked);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      (key === 'type' || key === 'format') && isPlainWord(item) ? item : blanked(item),
    ]),
  );
}

function isPlainWord(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9]{0,11}(?:[._-][A-Za-z0-9]{1,11}){0,3}$/.test(value);
}
