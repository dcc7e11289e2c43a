import type { Stop } from '../../boundaries/index.ts';
import { editJson } from '../../text/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import { isObject, type Json } from '../json.ts';

import { plainRaw, type SseEvent, writeEvent } from '../sse.ts';
import { type AnswerHost, type AnswerStream, eventObject, type Usage } from './answer.ts';
import { Aside } from './aside.ts';
import { harmlessComment } from './chat-entry.ts';
import { Block, type BlockPiece } from './messages-block.ts';
import { messagesUsage } from './messages-whole.ts';

/** An event that waits for its turn; `piece` is set for events of a content block, whose object is `json`. */
interface Entry {
  readonly raw: string;
  readonly json: Json;
  readonly piece?: BlockPiece;
}

/** Members that an event of a content block has, and no others. */
const BLOCK_MEMBERS: ReadonlySet<string> = new Set(['type', 'index', 'content_block', 'delta']);

/** Blocks that one message may have. */
const BLOCKS = 1024;

/** A message that arrives as server-sent events. Events leave in the order in which they came; blocks are renumbered. */
export class MessagesStream implements AnswerStream {
  private readonly host: AnswerHost;
  private readonly aside: Aside;
  private readonly blocks = new Map<number, Block>();
  private readonly queue: Entry[] = [];
  private nextIndex = 0;
  private stop: Stop | undefined;
  private isEndWritten = false;
  private areCallsNoticed = false;
  deniedBy: Stop | undefined;
  isComplete = false;
  hasFailed = false;
  usage: Usage = {};
  private hasSent = false;

  constructor(host: AnswerHost) {
    this.host = host;
    this.aside = new Aside(host);
  }

  async event(event: SseEvent): Promise<string> {
    if (this.deniedBy !== undefined || this.isComplete) return '';
    // These keep the connection alive, also while text is held; but the first thing sent commits to a status.
    if (event.data === undefined && this.hasSent) return harmlessComment(event.raw);
    if (event.data === undefined) this.queue.push({ raw: harmlessComment(event.raw), json: {} });
    else await this.take(event, eventObject(event.data, this.host.json));
    return this.flush();
  }

  async finish(): Promise<string> {
    if (this.deniedBy !== undefined || this.isComplete) return '';
    await this.closeBlocks();
    await this.writeEnd();
    return this.flush();
  }

  private async take(event: SseEvent, json: Json): Promise<void> {
    const { type } = json;
    this.usage = { ...this.usage, ...messagesUsage(isObject(json.message) ? json.message : json) };
    if (type === 'content_block_start') await this.start(event, json);
    else if (type === 'content_block_delta') await this.delta(event, json);
    else if (type === 'content_block_stop') await this.blockStop(event, json);
    else if (type === 'message_start') await this.messageStart(event, json);
    else if (type === 'message_delta') await this.messageDelta(event, json);
    else if (type === 'message_stop' || type === 'error') {
      await this.closeBlocks();
      await this.beside(event, json);
      this.isComplete = true;
      this.hasFailed = type === 'error';
    } else if (type === 'ping') this.queue.splice(this.hasSent ? 0 : this.queue.length, 0, made({ type: 'ping' }));
    // An event of another kind is left out: nobody can judge it.
  }

  private async start(event: SseEvent, json: Json): Promise<void> {
    const index = indexOf(json);
    if (!isObject(json.content_block)) throw new GarbledAnswer('a block that is no object');
    if (this.stop !== undefined) return;
    if (this.blocks.has(index)) throw new GarbledAnswer('two blocks with one index');
    const calls = [...this.blocks.values()].filter((block) => block.kind === 'call').length;
    if (calls >= this.host.callLimit || this.blocks.size >= BLOCKS)
      throw new GarbledAnswer('more blocks than the limit');
    const block = new Block(json.content_block, this.host, this.aside);
    this.blocks.set(index, block);
    this.pushPiece(event, json, await block.start(json.content_block));
    await this.denyIfStopped(block);
  }

  private async delta(event: SseEvent, json: Json): Promise<void> {
    if (this.stop !== undefined) return;
    const block = this.block(json);
    if (!isObject(json.delta)) throw new GarbledAnswer('a delta that is no object');
    this.pushPiece(event, json, await block.delta(json.delta));
    await this.denyIfStopped(block);
  }

  private async blockStop(event: SseEvent, json: Json): Promise<void> {
    if (this.stop !== undefined) return;
    const block = this.block(json);
    await this.closeBlock(block);
    if (this.stop !== undefined) return;
    const leftover = block.leftover();
    if (leftover !== '') this.queue.push(textDelta(block, leftover));
    this.pushPiece(event, json, block.end());
  }

  private pushPiece(event: SseEvent, json: Json, piece: BlockPiece): void {
    const isPlain =
      Object.keys(json).every((key) => BLOCK_MEMBERS.has(key)) &&
      (json.type !== 'content_block_stop' || Object.keys(json).length === 2);
    const { type, index, content_block, delta } = json;
    const known =
      type === 'content_block_start'
        ? { type, index, content_block }
        : type === 'content_block_delta'
          ? { type, index, delta }
          : { type, index };
    this.queue.push({ raw: isPlain ? plainRaw(event, String(type)) : made(known).raw, json: known, piece });
  }

  /** Blocks that the provider left open are over when the message is. */
  private async closeBlocks(): Promise<void> {
    for (const block of this.blocks.values()) {
      await this.closeBlock(block);
      const leftover = this.stop === undefined ? block.leftover() : '';
      if (leftover !== '') this.queue.push(textDelta(block, leftover));
    }
  }

  private async closeBlock(block: Block): Promise<void> {
    await block.close(this.stop);
    await this.denyIfStopped(block);
  }

  /** Ends the message where it was stopped: the notice in the block at hand, or in one of its own, and every block closed. */
  private async denyIfStopped(block: Block): Promise<void> {
    if (this.stop !== undefined || block.stop === undefined) return;
    this.stop = block.stop;
    if (this.host.denied === 'error') {
      this.deniedBy = this.stop;
      return;
    }
    const hasText = [...this.blocks.values()].some((each) => each.hasText);
    for (const each of this.blocks.values()) await each.close(this.stop);
    const notice = block.leftover() + this.host.textNotice(this.stop, hasText);
    if (block.kind === 'text') this.queue.push(textDelta(block, notice));
    for (const each of this.blocks.values()) {
      if (!each.isRemoved)
        this.queue.push({
          ...made({ type: 'content_block_stop', index: 0 }),
          piece: { ...each.end(), isReady: () => true },
        });
    }
    if (block.kind !== 'text') this.queue.push(...this.textBlock(notice));
  }

  private async messageStart(event: SseEvent, json: Json): Promise<void> {
    const { message } = json;
    if (!isObject(message) || !Array.isArray(message.content) || message.content.length > 0) {
      throw new GarbledAnswer('a message that begins with content');
    }
    await this.beside(event, json);
  }

  private async messageDelta(event: SseEvent, json: Json): Promise<void> {
    await this.closeBlocks();
    this.noticeCalls();
    this.isEndWritten = true;
    const delta = isObject(json.delta) ? json.delta : {};
    const calls = [...this.blocks.values()].filter((block) => block.kind === 'call');
    const isWithoutCalls =
      calls.length > 0 && calls.every((call) => call.isRemoved) && delta.stop_reason === 'tool_use';
    const reason = this.stop !== undefined ? 'refusal' : isWithoutCalls ? 'end_turn' : undefined;
    if (reason === undefined) return this.beside(event, json);
    const data = JSON.stringify({ ...json, delta: { ...delta, stop_reason: reason } });
    await this.beside({ ...event, data, isPlain: false }, JSON.parse(data) as Json); // was an object a line before
  }

  /** An event that holds no text of the answer, as far as anybody knows: its strings are inspected all the same. */
  private async beside(event: SseEvent, json: Json): Promise<void> {
    const edits = await this.aside.edits(json, []);
    const type = String(json.type);
    if (edits.length === 0) this.queue.push({ raw: plainRaw(event, type), json });
    else this.queue.push(made(JSON.parse(editJson(JSON.stringify(json), edits)) as Json)); // edits keep it an object
  }

  /** The end of a stopped message, for a provider that broke off before it said so itself. */
  private async writeEnd(): Promise<void> {
    this.noticeCalls();
    if (this.stop === undefined || this.deniedBy !== undefined) return;
    const usage = { output_tokens: this.usage.output ?? 0 };
    if (!this.isEndWritten)
      this.queue.push(made({ type: 'message_delta', delta: { stop_reason: 'refusal', stop_sequence: null }, usage }));
    this.queue.push(made({ type: 'message_stop' }));
    this.isComplete = true;
  }

  private noticeCalls(): void {
    const removed = [...this.blocks.values()].find((block) => block.kind === 'call' && block.isRemoved)?.removedBy;
    if (removed === undefined || this.areCallsNoticed || this.stop !== undefined) return;
    this.areCallsNoticed = true;
    const hasText = [...this.blocks.values()].some((block) => block.hasText);
    this.queue.push(...this.textBlock(this.host.callNotice(removed, hasText)));
  }

  /** A text block of our own, numbered when it is sent. */
  private textBlock(text: string): readonly Entry[] {
    const block = new Block({ type: 'text' }, this.host, this.aside);
    const start = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
    const end = { type: 'content_block_stop', index: 0 };
    return [
      { ...made(start), piece: block.readyPiece(true) },
      textDelta(block, text),
      { ...made(end), piece: block.readyPiece(true) },
    ];
  }

  private block(json: Json): Block {
    const block = this.blocks.get(indexOf(json));
    if (block === undefined) throw new GarbledAnswer('an event of a block that never started');
    return block;
  }

  /** Sends what is ready, in order. Of an answer that was denied nothing else is sent, ready later or never. */
  private flush(): string {
    let sent = '';
    for (let entry = this.queue[0]; entry !== undefined && (entry.piece?.isReady() ?? true); entry = this.queue[0]) {
      this.queue.shift();
      sent += entry.piece === undefined ? entry.raw : this.write(entry, entry.piece);
    }
    if (this.deniedBy !== undefined) this.queue.length = 0;
    this.hasSent ||= sent !== '';
    return sent;
  }

  private write({ raw, json }: Entry, piece: BlockPiece): string {
    const { block } = piece;
    const written = piece.write();
    const isEnd = json.type === 'content_block_stop';
    if (written === false || (isEnd && block.isEndSent)) return '';
    if (isEnd && block.sentIndex === undefined) return ''; // nothing of it was sent
    block.isEndSent ||= isEnd;
    if (block.sentIndex === undefined) {
      block.sentIndex = this.nextIndex;
      this.nextIndex += 1;
    }
    const index = block.sentIndex;
    if (written === true && json.index === index) return raw;
    return made({ ...json, ...(written === true ? {} : written), index }).raw;
  }
}

function indexOf(json: Json): number {
  if (typeof json.index === 'number') return json.index;
  throw new GarbledAnswer('a block without index');
}

function made(json: Json): Entry {
  return { raw: writeEvent(String(json.type), JSON.stringify(json)), json };
}

function textDelta(block: Block, text: string): Entry {
  const json = { type: 'content_block_delta', index: -1, delta: { type: 'text_delta', text } };
  return { ...made(json), piece: block.readyPiece(true) };
}
