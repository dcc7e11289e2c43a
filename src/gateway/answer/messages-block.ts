import type { Stop } from '../../boundaries/index.ts';
import type { JsonEdit } from '../../text/index.ts';
import { isObject, type Json } from '../dialects/reading.ts';
import type { AnswerHost } from './answer.ts';
import { Channel } from './channel.ts';
import { HeldCall } from './held-call.ts';
import { inspectLeaves } from './leaves.ts';

/** One event's share of a block: whether it may be sent, and how it must be edited (undefined: not sent at all). */
export interface BlockPiece {
  readonly block: Block;
  isReady(): boolean;
  edits(): readonly JsonEdit[] | undefined;
}

type Kind = 'text' | 'call' | 'thinking' | 'opaque' | 'unknown';

const KINDS: ReadonlyMap<unknown, Kind> = new Map<unknown, Kind>([
  ['text', 'text'],
  ['tool_use', 'call'],
  ['thinking', 'thinking'],
  ['redacted_thinking', 'opaque'],
]);

/** One content block of a streamed message. */
export class Block {
  readonly kind: Kind;
  /** The index under which the client knows the block; set when its first event is sent. */
  sentIndex: number | undefined;
  stop: Stop | undefined;
  private readonly host: AnswerHost | undefined;
  private readonly channel: Channel | undefined;
  private readonly call = new HeldCall();
  private thinking = '';
  private isThinkingKept: boolean | undefined;
  private isRewrittenCallSent = false;

  constructor(block: Json, host: AnswerHost | undefined) {
    this.kind = KINDS.get(block.type) ?? 'unknown';
    this.host = host;
    this.channel = host !== undefined && this.kind === 'text' ? new Channel(host.openText()) : undefined;
    if (this.kind === 'call' && host !== undefined) this.call.add(block.id, block.name, undefined, host.argumentsLimit);
  }

  /** A block of our own making. */
  static made(): Block {
    return new Block({ type: 'text' }, undefined);
  }

  async start(block: Json): Promise<BlockPiece> {
    if (this.kind !== 'text') return this.heldPiece(false);
    return this.textPiece(typeof block.text === 'string' ? block.text : '', ['content_block', 'text'], true);
  }

  async delta(delta: Json): Promise<BlockPiece> {
    if (this.kind === 'text') {
      if (delta.type === 'text_delta' && typeof delta.text === 'string')
        return this.textPiece(delta.text, ['delta', 'text'], false);
      return this.leavesPiece(delta);
    }
    if (this.kind === 'call') this.call.add(undefined, undefined, delta.partial_json, this.host?.argumentsLimit ?? 0);
    if (this.kind === 'thinking' && typeof delta.thinking === 'string') this.thinking += delta.thinking;
    return this.heldPiece(true);
  }

  /** The block is complete: its text is let out, its call decided. */
  async close(stop: Stop | undefined): Promise<void> {
    if (this.host === undefined) return;
    if (this.kind === 'call') return this.call.decide(this.host, stop);
    if (this.kind === 'thinking' && this.isThinkingKept === undefined) {
      const release = await this.host.openText().finish(this.thinking);
      this.stop ??= release.stop;
      this.isThinkingKept = !release.changed;
    }
    if (this.channel === undefined) return;
    await this.channel.finish();
    this.stop ??= this.channel.stop;
  }

  /** Edited text that no event carries yet. */
  leftover(): string {
    return this.channel?.isRewritten === true ? this.channel.take(0) : '';
  }

  get hasSentText(): boolean {
    return this.channel?.hasSent === true;
  }

  get isRemoved(): boolean {
    if (this.kind === 'call') return this.call.isRemoved;
    return this.kind === 'unknown' || (this.kind === 'thinking' && this.isThinkingKept === false);
  }

  get removedBy(): Stop | undefined {
    return this.call.stop;
  }

  /** An event of our own in this block. */
  madePiece(): BlockPiece {
    return { block: this, isReady: () => true, edits: () => [] };
  }

  endPiece(): BlockPiece {
    return this.kind === 'text' ? this.madePiece() : this.heldPiece(false);
  }

  private async textPiece(text: string, path: JsonEdit['path'], isStart: boolean): Promise<BlockPiece> {
    const { channel } = this;
    if (channel === undefined) return this.madePiece();
    const end = await channel.push(text);
    this.stop ??= channel.stop;
    const edits = (): readonly JsonEdit[] | undefined => {
      const isAsItCame = !channel.isRewritten;
      const value = channel.take(text.length);
      if (isAsItCame || (isStart && text === '' && value === '')) return [];
      return value === '' && !isStart ? undefined : [{ path, value }];
    };
    return { block: this, isReady: () => channel.isReady(end), edits };
  }

  /** A delta of another kind inside a text block, such as a citation: inspected at once and as a whole. */
  private async leavesPiece(delta: Json): Promise<BlockPiece> {
    const leaves =
      this.host === undefined ? { edits: [] } : await inspectLeaves(isObject(delta) ? delta : {}, ['delta'], this.host);
    if ('stop' in leaves && leaves.stop !== undefined) this.stop ??= leaves.stop;
    const edits = leaves.edits;
    return {
      block: this,
      isReady: () => true,
      edits: () => ('stop' in leaves && leaves.stop !== undefined ? undefined : edits),
    };
  }

  private heldPiece(isDelta: boolean): BlockPiece {
    const isReady = (): boolean => {
      if (this.kind === 'call') return this.call.isDecided;
      return this.kind !== 'thinking' || this.isThinkingKept !== undefined;
    };
    const edits = (): readonly JsonEdit[] | undefined => {
      if (this.isRemoved) return undefined;
      if (!isDelta || this.call.rewritten === undefined) return [];
      if (this.isRewrittenCallSent) return undefined;
      this.isRewrittenCallSent = true;
      return [{ path: ['delta', 'partial_json'], value: this.call.rewritten }];
    };
    return { block: this, isReady, edits };
  }
}
