import type { Stop } from '../../boundaries/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import { isObject, type Json } from '../json.ts';

import type { AnswerHost } from './answer.ts';
import type { Aside } from './aside.ts';
import { Channel } from './channel.ts';
import { HeldCall } from './held-call.ts';
import { isSealed, isSealText } from './messages-whole.ts';

/**
 * One event's share of a block. `write` gives the event as it may be sent: `true` as it came, an object to be sent in its
 * place, or `false` for nothing.
 */
export interface BlockPiece {
  readonly block: Block;
  isReady(): boolean;
  write(): boolean | Json;
}

type Kind = 'text' | 'call' | 'thinking' | 'sealed' | 'unknown';

/** One content block of a streamed message. */
export class Block {
  readonly kind: Kind;
  /** The index under which the client knows the block; set when its first event is sent. */
  sentIndex: number | undefined;
  /** Whether the client was told that the block is over. */
  isEndSent = false;
  stop: Stop | undefined;
  private readonly host: AnswerHost;
  private readonly aside: Aside;
  private readonly channel: Channel | undefined;
  private readonly call = new HeldCall();
  private thinking = '';
  private seal = '';
  private isThinkingKept: boolean | undefined;
  private isMadeCallSent = false;
  private isWholeAtStart = false;
  private isSealKept = true;
  private isClosed = false;

  constructor(block: Json, host: AnswerHost, aside: Aside) {
    this.host = host;
    this.aside = aside;
    this.kind = kindOf(block);
    this.channel = this.kind === 'text' ? new Channel(() => host.openText()) : undefined;
  }

  async start(block: Json): Promise<BlockPiece> {
    const { type: _type, ...members } = block;
    if (this.kind === 'text') {
      const { text = '', ...others } = members;
      if (typeof text !== 'string') throw new GarbledAnswer('a text that is none');
      const beside = await this.aside.judge(others, []);
      if (beside.kind === 'stopped') this.stop ??= beside.stop;
      const made = { type: 'text', text: '' };
      if (text === '') return this.readyPiece(beside.kind === 'clean' ? true : { content_block: made });
      return this.textPiece(text, (value) => ({ content_block: { ...made, text: value } }), beside.kind === 'clean');
    }
    if (this.kind === 'call') {
      const { id, name, input = {}, ...extras } = members;
      if (!isObject(input)) throw new GarbledAnswer('arguments that are no object');
      // Some servers send the arguments at once.
      this.isWholeAtStart = Object.keys(input).length > 0;
      const argumentsText = this.isWholeAtStart ? JSON.stringify(input) : '';
      this.call.add({ id, name, argumentsText, extras }, this.host.argumentsLimit);
    }
    if (this.kind === 'thinking') await this.think(members);
    if (this.kind === 'sealed' && (await this.aside.judge(members, [])).kind !== 'clean') this.isSealKept = false;
    return this.heldPiece(() => this.startOfCall());
  }

  async delta(delta: Json): Promise<BlockPiece> {
    const { type, ...members } = delta;
    if (this.isClosed) throw new GarbledAnswer('a delta behind the end of its block');
    if (this.kind === 'text') return this.textDelta(type, members);
    if (this.kind === 'call') {
      const { partial_json: argumentsText, ...others } = members;
      if (type !== 'input_json_delta' || Object.keys(others).length > 0)
        throw new GarbledAnswer('a delta that does not belong to a call');
      this.call.add({ argumentsText, extras: {} }, this.host.argumentsLimit);
    } else if (this.kind === 'thinking') {
      if (type !== 'thinking_delta' && type !== 'signature_delta')
        throw new GarbledAnswer('a delta that does not belong to a thought');
      await this.think(members);
    } else if (this.kind === 'sealed') throw new GarbledAnswer('a delta of a sealed block');
    return this.heldPiece(() => this.deltaOfCall());
  }

  /** The block is complete: its text is let out, its call decided. */
  async close(stop: Stop | undefined): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.kind === 'call') await this.call.decide(this.host, this.aside, stop);
    if (this.kind === 'thinking' && this.isThinkingKept === undefined) {
      const release = await this.host.openText().finish(this.thinking);
      this.stop ??= release.stop;
      // A seal comes in pieces, too; it is judged as what the pieces make.
      this.isThinkingKept = !release.changed && (await this.aside.judge(this.seal, [])).kind === 'clean';
    }
    if (this.channel === undefined) return;
    await this.channel.finish();
    this.stop ??= this.channel.stop;
  }

  end(): BlockPiece {
    return this.kind === 'text' ? this.readyPiece(true) : this.heldPiece(() => true);
  }

  /** Edited text that no event carries yet. */
  leftover(): string {
    return this.channel?.isRewritten === true ? this.channel.take(0) : '';
  }

  get hasText(): boolean {
    return this.channel?.hasReleased === true;
  }

  get isRemoved(): boolean {
    if (this.kind === 'call') return this.call.isRemoved;
    if (this.kind === 'sealed') return !this.isSealKept;
    return this.kind === 'unknown' || (this.kind === 'thinking' && this.isThinkingKept === false);
  }

  get removedBy(): Stop | undefined {
    return this.call.stop;
  }

  /** An event of our own in this block, or one that holds nothing but the block's number. */
  readyPiece(written: boolean | Json): BlockPiece {
    return { block: this, isReady: () => true, write: () => written };
  }

  private async textDelta(type: unknown, members: Json): Promise<BlockPiece> {
    if (type === 'text_delta' && typeof members.text === 'string') {
      const isPlain = Object.keys(members).length === 1;
      return this.textPiece(members.text, (text) => ({ delta: { type, text } }), isPlain);
    }
    if (type !== 'citations_delta') throw new GarbledAnswer('a delta that does not belong to a text');
    const beside = await this.aside.judge(members, ['delta']);
    if (beside.kind === 'stopped') this.stop ??= beside.stop;
    return this.readyPiece(beside.kind === 'clean'); // an edited citation is none
  }

  private async textPiece(text: string, made: (text: string) => Json, isPlain: boolean): Promise<BlockPiece> {
    const { channel } = this;
    if (channel === undefined) throw new TypeError('a block of text has a channel');
    const end = await channel.push(text);
    this.stop ??= channel.stop;
    const write = (): boolean | Json => {
      const isAsItCame = isPlain && !channel.isRewritten;
      const value = channel.take(text.length);
      return isAsItCame || (value === '' ? false : made(value));
    };
    return { block: this, isReady: () => channel.isReady(end), write };
  }

  private async think({ thinking, signature = '', ...others }: Json): Promise<void> {
    if (thinking !== undefined && typeof thinking !== 'string') throw new GarbledAnswer('a thought that is no text');
    const beside = await this.aside.judge(others, []);
    if (!isSealText(signature) || beside.kind !== 'clean') this.isThinkingKept = false;
    else this.seal += signature;
    this.thinking += thinking ?? '';
  }

  /** Nothing of a held block leaves before it is decided. */
  private heldPiece(write: () => boolean | Json): BlockPiece {
    const isReady = (): boolean => {
      if (this.kind === 'call') return this.call.isDecided;
      return this.kind !== 'thinking' || (this.isThinkingKept !== undefined && (this.isClosed || !this.isThinkingKept));
    };
    return { block: this, isReady, write: () => (this.isRemoved ? false : write()) };
  }

  private startOfCall(): boolean | Json {
    if (this.kind !== 'call' || this.call.isAsItCame) return true;
    const { id, name, argumentsText, extras } = this.call.whole;
    const input: unknown = this.isWholeAtStart ? JSON.parse(argumentsText) : {};
    return { content_block: { ...extras, type: 'tool_use', id, name, input } };
  }

  /** A call that cannot go out as it came goes out in its first delta, whole. */
  private deltaOfCall(): boolean | Json {
    if (this.kind !== 'call' || this.call.isAsItCame) return true;
    if (this.isMadeCallSent || this.isWholeAtStart) return false;
    this.isMadeCallSent = true;
    return { delta: { type: 'input_json_delta', partial_json: this.call.whole.argumentsText } };
  }
}

function kindOf(block: Json): Kind {
  if (block.type === 'text') return 'text';
  if (block.type === 'tool_use') return 'call';
  if (block.type === 'thinking') return 'thinking';
  return isSealed(block) ? 'sealed' : 'unknown';
}
