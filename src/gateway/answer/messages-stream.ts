import type { Stop } from '../../boundaries/index.ts';
import { editJson } from '../../text/index.ts';
import { isObject, type Json } from '../dialects/reading.ts';
import { type SseEvent, writeEvent } from '../sse.ts';
import { type AnswerHost, type AnswerStream, GarbledAnswer, type Usage } from './answer.ts';
import { harmlessComment } from './chat-entry.ts';
import { inspectLeaves } from './leaves.ts';
import { Block, type BlockPiece } from './messages-block.ts';
import { messagesUsage } from './messages-whole.ts';

/** An event that waits for its turn; `piece` is set for events of a content block. */
interface Entry {
  readonly event: SseEvent;
  readonly piece?: BlockPiece;
}

/** A message that arrives as server-sent events. Events leave in the order in which they came; blocks are renumbered. */
export class MessagesStream implements AnswerStream {
  private readonly host: AnswerHost;
  private readonly blocks = new Map<number, Block>();
  private readonly queue: Entry[] = [];
  private nextIndex = 0;
  private stop: Stop | undefined;
  private isStopWritten = false;
  private areCallsNoticed = false;
  deniedBy: Stop | undefined;
  isChanged = false;
  isComplete = false;
  usage: Usage = {};

  constructor(host: AnswerHost) {
    this.host = host;
  }

  async event(event: SseEvent): Promise<string> {
    if (this.deniedBy !== undefined) return '';
    if (event.data === undefined) this.queue.push({ event });
    else await this.take(event, parseObject(event.data));
    return this.flush();
  }

  async finish(): Promise<string> {
    if (this.deniedBy !== undefined) return '';
    for (const block of this.blocks.values()) await this.closeBlock(block);
    this.writeStop();
    return this.flush();
  }

  private async take(event: SseEvent, json: Json): Promise<void> {
    const { type } = json;
    this.usage = { ...this.usage, ...messagesUsage(isObject(json.message) ? json.message : json) };
    if (type === 'content_block_start') await this.start(event, json);
    else if (type === 'content_block_delta') await this.delta(event, json);
    else if (type === 'content_block_stop') await this.blockStop(event, json);
    else if (type === 'message_delta') this.messageDelta(event, json);
    else if (type === 'message_stop') {
      this.isComplete = true;
      this.queue.push({ event });
    } else if (type === 'message_start' || type === 'ping') this.queue.push({ event });
    else if (type === 'error') await this.providerError(event, json);
    else this.isChanged = true; // an event of a kind that nobody can judge
  }

  private async start(event: SseEvent, json: Json): Promise<void> {
    const index = indexOf(json);
    if (!isObject(json.content_block)) throw new GarbledAnswer('a block that is no object');
    if (this.stop !== undefined) return;
    if (this.blocks.has(index)) throw new GarbledAnswer('two blocks with one index');
    const calls = [...this.blocks.values()].filter((block) => block.kind === 'call').length;
    if (json.content_block.type === 'tool_use' && calls >= this.host.callLimit)
      throw new GarbledAnswer('more tool calls than the limit');
    const block = new Block(json.content_block, this.host);
    this.blocks.set(index, block);
    this.queue.push({ event, piece: await block.start(json.content_block) });
    this.denyIfStopped(block);
  }

  private async delta(event: SseEvent, json: Json): Promise<void> {
    if (this.stop !== undefined) return;
    const block = this.block(json);
    if (!isObject(json.delta)) throw new GarbledAnswer('a delta that is no object');
    this.queue.push({ event, piece: await block.delta(json.delta) });
    this.denyIfStopped(block);
  }

  private async blockStop(event: SseEvent, json: Json): Promise<void> {
    if (this.stop !== undefined) return;
    const block = this.block(json);
    await this.closeBlock(block);
    if (this.stop !== undefined) return;
    const leftover = block.leftover();
    if (leftover !== '') this.queue.push({ event: textDelta(indexOf(json), leftover), piece: block.madePiece() });
    this.queue.push({ event, piece: block.endPiece() });
  }

  private async closeBlock(block: Block): Promise<void> {
    await block.close(this.stop);
    this.denyIfStopped(block);
  }

  private denyIfStopped(block: Block): void {
    if (this.stop !== undefined || block.stop === undefined) return;
    this.stop = block.stop;
    if (this.host.denied === 'error') {
      this.deniedBy = this.stop;
      return;
    }
    const hasText = [...this.blocks.values()].some((each) => each.hasSentText);
    const leftover = block.leftover();
    const notice = leftover + this.host.textNotice(this.stop, hasText);
    for (const [index, each] of this.blocks) {
      if (each !== block || block.kind !== 'text') continue;
      this.queue.push(
        { event: textDelta(index, notice), piece: block.madePiece() },
        { event: blockStopEvent(index), piece: block.madePiece() },
      );
      return;
    }
    this.queue.push(...this.textBlock(notice));
  }

  private messageDelta(event: SseEvent, json: Json): void {
    this.noticeCalls();
    this.isStopWritten = true;
    const delta = isObject(json.delta) ? json.delta : {};
    const { stop_reason: reason } = delta;
    const calls = [...this.blocks.values()].filter((block) => block.kind === 'call');
    const isWithoutCalls = calls.length > 0 && calls.every((call) => call.isRemoved);
    const value = this.stop !== undefined ? 'refusal' : reason === 'tool_use' && isWithoutCalls ? 'end_turn' : reason;
    if (value === reason || event.data === undefined) this.queue.push({ event });
    else {
      const data = editJson(event.data, [{ path: ['delta', 'stop_reason'], value }]);
      this.queue.push({ event: { ...event, data, raw: writeEvent(event.name, data) } });
      this.isChanged = true;
    }
  }

  /** The end of a stopped message, for a provider that broke off before it said so itself. */
  private writeStop(): void {
    this.noticeCalls();
    if (this.stop === undefined || this.isStopWritten) return;
    this.isStopWritten = true;
    this.isComplete = true;
    const usage = { output_tokens: this.usage.output ?? 0 };
    const delta = { type: 'message_delta', delta: { stop_reason: 'refusal', stop_sequence: null }, usage };
    this.queue.push({ event: made('message_delta', delta) }, { event: made('message_stop', { type: 'message_stop' }) });
  }

  private noticeCalls(): void {
    const removed = [...this.blocks.values()].find((block) => block.kind === 'call' && block.isRemoved)?.removedBy;
    if (removed === undefined || this.areCallsNoticed || this.stop !== undefined) return;
    this.areCallsNoticed = true;
    const hasText = [...this.blocks.values()].some((block) => block.hasSentText);
    this.queue.push(...this.textBlock(this.host.callNotice(removed, hasText)));
  }

  private async providerError(event: SseEvent, json: Json): Promise<void> {
    const { edits } = await inspectLeaves(json.error, ['error'], this.host);
    const data = edits.length === 0 || event.data === undefined ? event.data : editJson(event.data, edits);
    this.queue.push({
      event: data === event.data || data === undefined ? event : { ...event, data, raw: writeEvent(event.name, data) },
    });
  }

  /** A text block of our own, numbered when it is sent. */
  private textBlock(text: string): readonly Entry[] {
    const block = Block.made();
    const start = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
    return [
      { event: made('content_block_start', start), piece: block.madePiece() },
      { event: textDelta(0, text), piece: block.madePiece() },
      { event: blockStopEvent(0), piece: block.madePiece() },
    ];
  }

  private block(json: Json): Block {
    const block = this.blocks.get(indexOf(json));
    if (block === undefined) throw new GarbledAnswer('an event of a block that never started');
    return block;
  }

  private flush(): string {
    let sent = '';
    for (let entry = this.queue[0]; entry !== undefined; entry = this.queue[0]) {
      if (entry.piece !== undefined && !entry.piece.isReady()) break;
      this.queue.shift();
      const text = this.write(entry);
      if (text !== entry.event.raw) this.isChanged = true;
      sent += text;
    }
    return sent;
  }

  private write({ event, piece }: Entry): string {
    if (event.data === undefined) return harmlessComment(event.raw);
    if (piece === undefined) return event.raw;
    const edits = piece.edits();
    if (edits === undefined) return '';
    if (piece.block.sentIndex === undefined) {
      piece.block.sentIndex = this.nextIndex;
      this.nextIndex += 1;
    }
    const index = piece.block.sentIndex;
    const isRenumbered = index !== indexOf(parseObject(event.data));
    if (edits.length === 0 && !isRenumbered) return event.raw;
    return writeEvent(
      event.name,
      editJson(event.data, isRenumbered ? [...edits, { path: ['index'], value: index }] : edits),
    );
  }
}

function indexOf(json: Json): number {
  if (typeof json.index !== 'number') throw new GarbledAnswer('a block without index');
  return json.index;
}

function made(name: string, json: Json): SseEvent {
  const data = JSON.stringify(json);
  return { name, data, raw: writeEvent(name, data) };
}

function textDelta(index: number, text: string): SseEvent {
  return made('content_block_delta', { type: 'content_block_delta', index, delta: { type: 'text_delta', text } });
}

function blockStopEvent(index: number): SseEvent {
  return made('content_block_stop', { type: 'content_block_stop', index });
}

function parseObject(data: string): Json {
  try {
    const json: unknown = JSON.parse(data);
    if (isObject(json)) return json;
  } catch {
    // answered below: the provider's text goes nowhere
  }
  throw new GarbledAnswer('an event that is no JSON object');
}
