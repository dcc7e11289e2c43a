import type { Stop } from '../../boundaries/index.ts';
import { editJson, type JsonEdit, type JsonPath, walkJson } from '../../text/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import { isObject, type Json } from '../json.ts';

import type { AnswerHost, Usage, WholeAnswer } from './answer.ts';
import { Aside } from './aside.ts';
import { decideWith } from './held-call.ts';

/** Sends every block of a whole message through its crossings and rewrites exactly what they changed. */
export async function enforceMessage(text: string, json: Json, host: AnswerHost): Promise<WholeAnswer> {
  const { content, ...rest } = json;
  if (!Array.isArray(content)) throw new GarbledAnswer('no `content`');
  const aside = new Aside(host);
  const edits = await aside.edits(rest, []);
  const judged = new JudgedMessage(text, host, aside, edits);
  for (const [index, block] of (content as readonly unknown[]).entries()) {
    if (!isObject(block)) throw new GarbledAnswer('a block that is no object');
    await judged.take(block, index);
    if (judged.stop !== undefined && host.denied === 'error') return { kind: 'denied', stop: judged.stop };
  }
  return judged.conclude(json);
}

/** Token counts of a message or of a stream event. */
export function messagesUsage(json: Json): Usage {
  const usage = isObject(json.usage) ? json.usage : {};
  const { input_tokens: input, output_tokens: output } = usage;
  return { ...(typeof input === 'number' ? { input } : {}), ...(typeof output === 'number' ? { output } : {}) };
}

class JudgedMessage {
  stop: Stop | undefined;
  private readonly text: string;
  private readonly host: AnswerHost;
  private readonly aside: Aside;
  private readonly edits: JsonEdit[];
  private readonly kept: unknown[] = [];
  private inputs: ReadonlyMap<number, string> | undefined;
  private hasText = false;
  private calls = 0;
  private readonly removedCalls: Stop[] = [];
  private isReshaped = false;

  constructor(text: string, host: AnswerHost, aside: Aside, edits: readonly JsonEdit[]) {
    this.text = text;
    this.host = host;
    this.aside = aside;
    this.edits = [...edits];
  }

  async take(block: Json, index: number): Promise<void> {
    const place: JsonPath = ['content', index];
    if (this.stop !== undefined) this.isReshaped = true;
    else if (block.type === 'text' && typeof block.text === 'string') await this.takeText(block, block.text, place);
    else if (block.type === 'tool_use') await this.takeCall(block, place, index);
    else if (block.type === 'thinking') await this.takeThinking(block);
    else if (isSealed(block) && (await this.aside.judge(block.data, place)).kind === 'clean') this.kept.push(block);
    else this.isReshaped = true; // nobody asked for another kind, and nobody can judge it
  }

  conclude(json: Json): WholeAnswer {
    const edits: JsonEdit[] = this.edits.filter(({ path }) => !this.isReshaped || path[0] !== 'content');
    const [removed] = this.removedCalls;
    if (removed !== undefined && this.stop === undefined) {
      this.kept.push({ type: 'text', text: this.host.callNotice(removed, this.hasText) });
    }
    if (this.isReshaped) edits.push({ path: ['content'], value: this.kept });
    const isWithoutCalls = this.removedCalls.length === this.calls && this.calls > 0 && json.stop_reason === 'tool_use';
    const reason = this.stop !== undefined ? 'refusal' : isWithoutCalls ? 'end_turn' : undefined;
    if (reason === undefined)
      return edits.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', text: editJson(this.text, edits) };
    const others = edits.filter(({ path }) => path[0] !== 'stop_reason');
    if ('stop_reason' in json)
      return { kind: 'changed', text: editJson(this.text, [...others, { path: ['stop_reason'], value: reason }]) };
    const whole = JSON.parse(editJson(this.text, others)) as Json; // an edit below keeps it an object
    return { kind: 'changed', text: JSON.stringify({ ...whole, stop_reason: reason }) };
  }

  private async takeText(block: Json, text: string, place: JsonPath): Promise<void> {
    const release = await this.host.openText().finish(text);
    if (release.stop !== undefined) {
      const notice = this.host.textNotice(release.stop, release.text !== '' || this.hasText);
      return this.end(release.stop, { type: 'text', text: release.text + notice });
    }
    this.hasText ||= release.text !== '';
    const { text: _text, type: _type, ...others } = block;
    const beside = await this.aside.judge(others, place);
    if (beside.kind === 'stopped') {
      return this.end(beside.stop, {
        type: 'text',
        text: release.text + this.host.textNotice(beside.stop, this.hasText),
      });
    }
    const edits = beside.kind === 'edited' ? [...beside.edits] : [];
    if (release.changed) edits.push({ path: [...place, 'text'], value: release.text });
    this.keep(block, place, edits);
  }

  private async takeCall(block: Json, place: JsonPath, index: number): Promise<void> {
    this.calls += 1;
    if (this.calls > this.host.callLimit) throw new GarbledAnswer('more tool calls than the limit');
    const { type: _type, id, name, input: _input, ...extras } = block;
    const argumentsText = this.inputOf(index);
    const decision = await decideWith(this.host, this.aside, {
      id: String(id ?? ''),
      name: String(name),
      argumentsText,
      extras,
      members: {},
    });
    if (decision.kind === 'removed') {
      this.removedCalls.push(decision.stop);
      this.isReshaped = true;
      return;
    }
    const value: unknown = decision.kind === 'rewritten' ? JSON.parse(decision.argumentsText) : undefined;
    this.keep(block, place, decision.kind === 'rewritten' ? [{ path: [...place, 'input'], value }] : []);
  }

  /** A signature vouches for its thinking: both stay as they are, or both go. */
  private async takeThinking(block: Json): Promise<void> {
    const { type: _type, thinking, signature = '', ...others } = block;
    if (typeof thinking !== 'string') throw new GarbledAnswer('a thought that is no text');
    const release = await this.host.openText().finish(thinking);
    if (release.stop !== undefined) return this.end(release.stop, this.noticeBlock(release.stop));
    const isClean =
      !release.changed &&
      isSealText(signature) &&
      (await this.aside.judge({ signature, ...others }, [])).kind === 'clean';
    if (isClean) this.kept.push(block);
    else this.isReshaped = true;
  }

  /** The raw text of a call's input: what a stream would have brought, number spellings included. One walk for all. */
  private inputOf(index: number): string {
    if (this.inputs === undefined) {
      const inputs = new Map<number, string>();
      walkJson(this.text, ({ path, start, end }) => {
        if (path.length === 3 && path[0] === 'content' && path[2] === 'input')
          inputs.set(Number(path[1]), this.text.slice(start, end));
      });
      this.inputs = inputs;
    }
    return this.inputs.get(index) ?? '';
  }

  private keep(block: Json, place: JsonPath, edits: readonly JsonEdit[]): void {
    this.edits.push(...edits);
    const own = edits.map((edit) => ({ path: edit.path.slice(place.length), value: edit.value }));
    this.kept.push(own.length === 0 ? block : JSON.parse(editJson(JSON.stringify(block), own)));
  }

  private noticeBlock(stop: Stop): Json {
    return { type: 'text', text: this.host.textNotice(stop, this.hasText) };
  }

  private end(stop: Stop, last: Json): void {
    this.stop = stop;
    this.isReshaped = true;
    this.kept.push(last);
  }
}

/** A block that only the provider can read, and holds nothing that anybody else could. */
export function isSealed(block: Json): boolean {
  const { type, data, ...others } = block;
  return type === 'redacted_thinking' && isSealText(data) && Object.keys(others).length === 0;
}

/** Characters of base 64 and nothing else: what signatures and sealed thoughts are written in. */
export function isSealText(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9+/=_-]*$/.test(value);
}
