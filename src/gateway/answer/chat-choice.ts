import type { Stop } from '../../boundaries/index.ts';
import { isObject, type Json } from '../dialects/reading.ts';
import { type AnswerHost, GarbledAnswer } from './answer.ts';
import { Channel } from './channel.ts';
import type { CallPiece, ChatPiece, TextPiece } from './chat-entry.ts';
import { HeldCall } from './held-call.ts';
import { inspectLeaves } from './leaves.ts';

/** One choice of a streamed chat completion. */
export class ChatChoice {
  readonly index: number;
  private readonly host: AnswerHost;
  private readonly channels = new Map<string, Channel>();
  private readonly calls = new Map<number, HeldCall>();
  private stop: Stop | undefined;
  private isDenialTaken = false;
  private isClosed = false;
  private isNoticed = false;

  constructor(index: number, host: AnswerHost) {
    this.index = index;
    this.host = host;
  }

  /** Reads this choice's share of an event. */
  async take(item: Json, position: number): Promise<ChatPiece> {
    const delta = isObject(item.delta) ? item.delta : {};
    const piece: ChatPiece = {
      position,
      choice: this,
      texts: [],
      calls: [],
      edits: [],
      isDropped: this.stop !== undefined,
      isFinishMoved: false,
    };
    if (piece.isDropped) return piece;
    for (const [key, value] of Object.entries(delta)) {
      if (key === 'role' || value === null) continue;
      if (key === 'tool_calls') piece.calls.push(...this.takeCalls(value));
      else if (typeof value === 'string') piece.texts.push(await this.takeText(key, value));
      else await this.takeOther(key, value, piece);
    }
    return piece;
  }

  /** No more of this choice will come: lets out what is held and decides the calls. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const channel of this.channels.values()) {
      await channel.finish();
      this.stop ??= channel.stop;
    }
    for (const call of this.calls.values()) await call.decide(this.host, this.stop);
  }

  /** Edited text that no event carries yet, and the notice of removed calls, each as a delta of its own. */
  leftover(): readonly Json[] {
    const deltas: Json[] = [];
    for (const [key, channel] of this.channels) {
      const text = channel.isRewritten ? channel.take(0) : '';
      if (text !== '') deltas.push({ [key]: text });
    }
    const removed = this.stop === undefined ? this.removedCalls()[0]?.stop : undefined;
    if (removed !== undefined && !this.isNoticed) {
      this.isNoticed = true;
      deltas.push({ content: this.host.callNotice(removed, this.hasSentText) });
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
  get hasSentText(): boolean {
    return this.channels.get('content')?.hasSent === true;
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

  private async takeText(key: string, value: string): Promise<TextPiece> {
    let channel = this.channels.get(key);
    if (channel === undefined) {
      channel = new Channel(this.host.openText());
      this.channels.set(key, channel);
    }
    const end = await channel.push(value);
    this.stop ??= channel.stop;
    return { key, channel, end, length: value.length };
  }

  private async takeOther(key: string, value: unknown, piece: ChatPiece): Promise<void> {
    if (key === 'function_call') {
      piece.edits.push({ path: [key], value: undefined }); // a legacy call was never offered
      return;
    }
    const leaves = await inspectLeaves(value, [key], this.host);
    piece.edits.push(...(leaves.stop === undefined ? leaves.edits : [{ path: [key], value: undefined }]));
    this.stop ??= leaves.stop;
  }

  private takeCalls(value: unknown): readonly CallPiece[] {
    if (!Array.isArray(value)) throw new GarbledAnswer('`tool_calls` is no list');
    return (value as readonly unknown[]).map((item, position) => {
      if (!isObject(item)) throw new GarbledAnswer('a tool call that is no object');
      const index = typeof item.index === 'number' ? item.index : position;
      let call = this.calls.get(index);
      const isFirst = call === undefined;
      if (call === undefined) {
        if (this.calls.size >= this.host.callLimit) throw new GarbledAnswer('more tool calls than the limit');
        call = new HeldCall();
        this.calls.set(index, call);
      }
      const fn = isObject(item.function) ? item.function : {};
      call.add(item.id, fn.name, fn.arguments, this.host.argumentsLimit);
      return { position, call, wireIndex: index, isFirst };
    });
  }
}
