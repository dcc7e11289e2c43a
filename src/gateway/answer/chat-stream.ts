import type { Stop } from '../../boundaries/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import { isObject, type Json } from '../json.ts';

import { type SseEvent, writeEvent } from '../sse.ts';
import { type AnswerHost, type AnswerStream, eventObject, type Usage } from './answer.ts';
import { Aside } from './aside.ts';
import { ChatChoice, indexOr } from './chat-choice.ts';
import {
  type ChatEntry,
  type ChatPiece,
  chatUsage,
  endingOf,
  harmlessComment,
  isSendable,
  rewriteEntry,
} from './chat-entry.ts';

/** A chat completion that arrives as server-sent events. Events leave in the order in which they came. */
export class ChatStream implements AnswerStream {
  private readonly host: AnswerHost;
  private readonly aside: Aside;
  private readonly choices = new Map<number, ChatChoice>();
  private readonly queue: ChatEntry[] = [];
  private template: Json = {};
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
    if (event.data === undefined) {
      // It keeps the connection alive, also while text is held; but the first thing sent commits to a status.
      if (this.hasSent) return harmlessComment(event.raw);
      this.queue.push({ event, pieces: [], edits: [] });
    } else if (event.data === '[DONE]') {
      await this.closeAll();
      this.isComplete = true;
      this.queue.push({ event, pieces: [], edits: [] });
    } else await this.take(event, eventObject(event.data, this.host.json));
    return this.flush();
  }

  async finish(): Promise<string> {
    if (this.deniedBy !== undefined || this.isComplete) return '';
    const choices = [...this.choices.values()];
    // Some servers end without `[DONE]`; an answer whose every choice ended is whole all the same.
    this.isComplete = choices.length > 0 && choices.every((choice) => choice.isEnded);
    await this.closeAll();
    return this.flush();
  }

  private async take(event: SseEvent, json: Json): Promise<void> {
    this.usage = { ...this.usage, ...chatUsage(json) };
    const { choices: list = null, ...rest } = json;
    const entry: ChatEntry = { event, pieces: [], edits: await this.aside.edits(rest, []) };
    if (list === null) {
      if (json.error !== undefined && json.error !== null) {
        await this.closeAll();
        this.hasFailed = true;
        this.isComplete = true;
      }
      this.queue.push(entry);
      return;
    }
    if (!Array.isArray(list)) throw new GarbledAnswer('`choices` is no list');
    if (list.length > 0 && entry.edits.length === 0) this.template = rest;
    const endings: Ending[] = [];
    for (const [position, item] of (list as readonly unknown[]).entries()) {
      if (!isObject(item)) throw new GarbledAnswer('a choice that is no object');
      const choice = this.choice(indexOr(item.index, position));
      const piece = await choice.take(item, position);
      entry.pieces.push(piece);
      const { finish_reason: finish } = item;
      if (typeof finish === 'string' && finish !== '') endings.push({ choice, piece });
    }
    await this.end(entry, endings);
    await this.endDenied();
  }

  /** What is left over belongs behind the text of the last event and before its finish reason. */
  private async end(entry: ChatEntry, endings: readonly Ending[]): Promise<void> {
    for (const { choice } of endings) {
      choice.isEnded = true;
      await choice.close();
    }
    const leftovers = endings.flatMap(({ choice }) => this.leftover(choice));
    this.queue.push(entry, ...leftovers);
    if (leftovers.length === 0) return;
    for (const { choice, piece } of endings) {
      piece.isFinishMoved = true;
      if (!choice.isDenied) this.queue.push(this.made(choice.index, {}, endingOf(piece)));
    }
  }

  /** Writes the end of choices that were just denied: the notice, and the finish reason that clients know. */
  private async endDenied(): Promise<void> {
    for (const choice of this.choices.values()) {
      const stop = choice.takeDenial();
      if (stop === undefined) continue;
      if (this.host.denied === 'error') {
        this.deniedBy ??= stop;
        continue;
      }
      await choice.close();
      this.queue.push(...this.leftover(choice));
      const content = this.host.textNotice(stop, choice.hasText);
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
      if (this.choices.size >= this.host.choiceLimit) throw new GarbledAnswer('more choices than the limit');
      choice = new ChatChoice(index, this.host, this.aside);
      this.choices.set(index, choice);
    }
    return choice;
  }

  /** An event of our own, with the members that the provider gives all its events. */
  private made(index: number, delta: Json, finish: unknown): ChatEntry {
    const { usage: _usage, ...rest } = this.template;
    const data = JSON.stringify({ ...rest, choices: [{ index, delta, finish_reason: finish }] });
    return { event: { raw: writeEvent('', data), name: '', data, isPlain: true }, pieces: [], edits: [] };
  }

  /** Sends what is ready, in order. Of an answer that was denied nothing else is sent, ready later or never. */
  private flush(): string {
    let sent = '';
    for (let entry = this.queue[0]; entry !== undefined && isSendable(entry); entry = this.queue[0]) {
      this.queue.shift();
      sent += rewriteEntry(entry);
    }
    if (this.deniedBy !== undefined) this.queue.length = 0;
    this.hasSent ||= sent !== '';
    return sent;
  }
}

interface Ending {
  readonly choice: ChatChoice;
  readonly piece: ChatPiece;
}
