import type { Stop } from '../../boundaries/index.ts';
import type { JsonPath } from '../../text/index.ts';
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
  private readonly calls = new Map<number, HeldCall>();
  private current: string | undefined;
  private stop: Stop | undefined;
  private isDenialTaken = false;
  private isClosed = false;
  private isNoticed = false;

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
    const isSame = this.host.allowsLogprobs && isObject(delta) && areTokensOf(logprobs, delta.content);
    if (logprobs !== null && !isSame) piece.edits.push({ path: ['logprobs'], value: null });
    return piece;
  }

  /** No more of this choice will come: lets out what is held and decides the calls. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.finishTexts();
    for (const call of this.calls.values()) await call.decide(this.host, this.aside, this.stop);
  }

  /** Edited text that no event carries yet, and the notice of removed calls, each as a delta of its own. */
  leftover(): readonly Json[] {
    const deltas: Json[] = [];
    for (const [key, channel] of this.channels) {
      const text = channel.isRewritten ? channel.take(0) : '';
      // An edited text of an undocumented shape ends where its last event ended.
      if (text !== '' && (key === 'content' || !key.includes('.'))) deltas.push({ [key]: text });
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
    for (const call of this.calls.values()) call.remove(this.stop);
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
    return given === 'tool_calls' && this.removedCalls().length === this.calls.size ? 'stop' : given;
  }

  /** The place of a call among those that stay. */
  indexOfKept(call: HeldCall): number {
    return [...this.calls.values()].filter((each) => !each.isRemoved).indexOf(call);
  }

  private removedCalls(): readonly HeldCall[] {
    return [...this.calls.values()].filter((call) => call.isRemoved);
  }

  private async takeDelta(delta: Json, piece: ChatPiece): Promise<void> {
    for (const [key, value] of Object.entries(delta)) {
      if (value === null || value === '') continue;
      if (key === 'tool_calls') await this.takeCalls(value, piece);
      else if (key === 'function_call')
        piece.edits.push({ path: ['delta', key], value: undefined }); // was never offered
      else if (key === 'role') await this.takeAside(value, ['delta', key], piece);
      else await this.takeTexts(value, key, ['delta', key], piece);
    }
  }

  /** Every string below a member of the delta may be a piece of a longer text; those at one path belong together. */
  private async takeTexts(value: unknown, key: string, path: JsonPath, piece: ChatPiece): Promise<void> {
    if (typeof value === 'string') {
      if (KINDS.has(path[path.length - 1]) && path.length > 2) return this.takeAside(value, path, piece);
      return this.takeText(value, key, path, piece);
    }
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) await this.takeTexts(item, key, [...path, index], piece);
    } else if (isObject(value)) {
      await this.takeAside(Object.fromEntries(Object.keys(value).map((name) => [name, null])), path, piece);
      for (const [name, item] of Object.entries(value))
        await this.takeTexts(item, `${key}.${name}`, [...path, name], piece);
    }
  }

  private async takeText(text: string, key: string, path: JsonPath, piece: ChatPiece): Promise<void> {
    if (text === '') return;
    if (this.isClosed) throw new GarbledAnswer('text behind the end of its choice');
    if (this.current !== key) await this.finishTexts();
    this.current = key;
    let channel = this.channels.get(key);
    if (channel === undefined) {
      if (this.channels.size >= CHANNELS) throw new GarbledAnswer('too many kinds of text in one choice');
      await this.takeAside({ [key]: null }, [], piece);
      channel = new Channel(() => this.host.openText());
      this.channels.set(key, channel);
    }
    const end = await channel.push(text);
    this.stop ??= channel.stop;
    piece.texts.push({ path, channel, end, length: text.length });
  }

  /** A text is over when another one, or a call, begins; it may be resumed. */
  private async finishTexts(): Promise<void> {
    for (const channel of this.channels.values()) {
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

  private async takeCalls(value: unknown, piece: ChatPiece): Promise<void> {
    if (!Array.isArray(value)) throw new GarbledAnswer('`tool_calls` is no list');
    if (this.isClosed) throw new GarbledAnswer('a tool call behind the end of its choice');
    await this.finishTexts();
    this.current = undefined;
    piece.calls.push(...(value as readonly unknown[]).map((item, position) => this.takeCall(item, position)));
  }

  private takeCall(item: unknown, position: number): CallPiece {
    if (!isObject(item)) throw new GarbledAnswer('a tool call that is no object');
    const { index: given, id, type = 'function', function: fn = {}, ...extras } = item;
    if (type !== 'function' || !isObject(fn)) throw new GarbledAnswer('a tool call that is no function call');
    const wireIndex = typeof given === 'number' ? given : position;
    let call = this.calls.get(wireIndex);
    const isFirst = call === undefined;
    if (call === undefined) {
      if (this.calls.size >= this.host.callLimit) throw new GarbledAnswer('more tool calls than the limit');
      call = new HeldCall();
      this.calls.set(wireIndex, call);
    }
    const { name, arguments: argumentsText, ...more } = fn;
    const isPlain = Object.keys(extras).length + Object.keys(more).length === 0;
    call.add({ id, name, argumentsText, extras, isPlain }, this.host.argumentsLimit);
    return { position, call, wireIndex, isFirst };
  }
}

/** Members deep in a delta that name a kind or an id and are not pieces of text. */
const KINDS: ReadonlySet<unknown> = new Set(['type', 'id', 'format']);
