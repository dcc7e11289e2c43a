import type { Stop } from '../../boundaries/index.ts';
import { isObject, type Json } from '../dialects/reading.ts';
import { type SseEvent, writeEvent } from '../sse.ts';
import { type AnswerHost, type AnswerStream, GarbledAnswer, type Usage } from './answer.ts';
import { ChatChoice } from './chat-choice.ts';
import { type ChatEntry, type ChatPiece, chatUsage, isSendable, rewriteEntry } from './chat-entry.ts';
import { inspectLeaves } from './leaves.ts';

/** A chat completion that arrives as server-sent events. Events leave in the order in which they came. */
export class ChatStream implements AnswerStream {
  private readonly host: AnswerHost;
  private readonly choices = new Map<number, ChatChoice>();
  private readonly queue: ChatEntry[] = [];
  private template: Json = {};
  deniedBy: Stop | undefined;
  isChanged = false;
  isComplete = false;
  usage: Usage = {};

  constructor(host: AnswerHost) {
    this.host = host;
  }

  async event(event: SseEvent): Promise<string> {
    if (this.deniedBy !== undefined) return '';
    if (event.data === undefined) this.queue.push({ event, json: undefined, pieces: [], edits: [] });
    else if (event.data === '[DONE]') {
      await this.closeAll();
      this.isComplete = true;
      this.queue.push({ event, json: undefined, pieces: [], edits: [] });
    } else await this.take(event, event.data);
    return this.flush();
  }

  async finish(): Promise<string> {
    if (this.deniedBy !== undefined) return '';
    await this.closeAll();
    return this.flush();
  }

  private async take(event: SseEvent, data: string): Promise<void> {
    const json = parseObject(data);
    this.usage = { ...this.usage, ...chatUsage(json) };
    const list = json.choices;
    if (list === undefined) {
      const { edits } = await inspectLeaves(json, [], this.host); // an error of the provider, or something unknown
      this.queue.push({ event, json, pieces: [], edits });
      return;
    }
    if (!Array.isArray(list)) throw new GarbledAnswer('`choices` is no list');
    if (list.length > 0) this.template = json;
    const entry: ChatEntry = { event, json, pieces: [], edits: [] };
    const endings: { readonly choice: ChatChoice; readonly piece: ChatPiece; readonly finish: unknown }[] = [];
    for (const [position, item] of (list as readonly unknown[]).entries()) {
      if (!isObject(item)) throw new GarbledAnswer('a choice that is no object');
      const choice = this.choice(typeof item.index === 'number' ? item.index : position);
      const piece = await choice.take(item, position);
      entry.pieces.push(piece);
      const { finish_reason: finish } = item;
      if (finish !== null && finish !== undefined) endings.push({ choice, piece, finish });
    }
    for (const { choice } of endings) await choice.close();
    const leftovers = endings.flatMap(({ choice }) => this.leftover(choice));
    if (leftovers.length > 0) {
      // What is left over belongs behind the text of this event and before its finish reason.
      for (const { piece } of endings) piece.isFinishMoved = true;
      this.queue.push(entry, ...leftovers);
      for (const { choice, finish } of endings) {
        if (!choice.isDenied) this.queue.push(this.made(choice.index, {}, choice.finishReason(finish)));
      }
    } else this.queue.push(entry);
    await this.endDenied();
  }

  /** Writes the end of choices that were just denied: the notice, and the finish reason that clients know. */
  private async endDenied(): Promise<void> {
    for (const choice of this.choices.values()) {
      const stop = choice.takeDenial();
      if (stop === undefined) continue;
      if (this.host.denied === 'error') {
        this.deniedBy = stop;
        continue;
      }
      await choice.close();
      this.queue.push(...this.leftover(choice));
      const content = this.host.textNotice(stop, choice.hasSentText);
      this.queue.push(this.made(choice.index, { content }, null), this.made(choice.index, {}, 'content_filter'));
    }
  }

  private async closeAll(): Promise<void> {
    for (const choice of this.choices.values()) {
      await choice.close();
      this.queue.push(...this.leftover(choice));
    }
    await this.endDenied();
  }

  private leftover(choice: ChatChoice): readonly ChatEntry[] {
    return choice.leftover().map((delta) => this.made(choice.index, delta, null));
  }

  private choice(index: number): ChatChoice {
    let choice = this.choices.get(index);
    if (choice === undefined) {
      choice = new ChatChoice(index, this.host);
      this.choices.set(index, choice);
    }
    return choice;
  }

  /** An event of our own, with the members that the provider gives all its events. */
  private made(index: number, delta: Json, finish: unknown): ChatEntry {
    const { choices: _choices, usage: _usage, ...rest } = this.template;
    const data = JSON.stringify({ ...rest, choices: [{ index, delta, finish_reason: finish }] });
    this.isChanged = true;
    return { event: { raw: writeEvent('', data), name: '', data }, json: undefined, pieces: [], edits: [] };
  }

  private flush(): string {
    let sent = '';
    for (let entry = this.queue[0]; entry !== undefined; entry = this.queue[0]) {
      if (this.deniedBy === undefined && !isSendable(entry)) break;
      this.queue.shift();
      const text = rewriteEntry(entry);
      if (text !== entry.event.raw) this.isChanged = true;
      sent += text;
    }
    return sent;
  }
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
