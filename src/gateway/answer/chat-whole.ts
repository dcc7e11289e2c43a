import type { Stop } from '../../boundaries/index.ts';
import { editJson, type JsonEdit, type JsonPath } from '../../text/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import { isObject, type Json } from '../json.ts';

import type { AnswerHost, WholeAnswer } from './answer.ts';
import { Aside } from './aside.ts';
import { indexOr, isFunctionType } from './chat-choice.ts';
import { decideWith } from './held-call.ts';
import { areTokensOf } from './logprobs.ts';

/** Sends every choice of a whole chat completion through its crossings and rewrites exactly what they changed. */
export async function enforceChat(text: string, json: Json, host: AnswerHost): Promise<WholeAnswer> {
  const { choices, ...rest } = json;
  if (!Array.isArray(choices)) throw new GarbledAnswer('no `choices`');
  if (choices.length > host.choiceLimit) throw new GarbledAnswer('more choices than the limit');
  const aside = new Aside(host);
  const edits: JsonEdit[] = [...(await aside.edits(rest, []))];
  for (const [index, choice] of (choices as readonly unknown[]).entries()) {
    if (!isObject(choice) || !isObject(choice.message)) throw new GarbledAnswer('a choice without a message');
    const judged = await new WholeChoice(choice, choice.message, ['choices', index], host, aside).judge();
    if (judged.stop !== undefined && host.denied === 'error') return { kind: 'denied', stop: judged.stop };
    edits.push(...judged.edits);
  }
  return edits.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', text: editJson(text, edits) };
}

interface Judged {
  readonly edits: readonly JsonEdit[];
  readonly stop?: Stop;
}

/** One choice: texts beside the content first, then the content, then the calls. */
class WholeChoice {
  private readonly choice: Json;
  private readonly message: Json;
  private readonly place: JsonPath;
  private readonly at: JsonPath;
  private readonly host: AnswerHost;
  private readonly aside: Aside;
  private readonly edits: JsonEdit[] = [];
  /** Strings beside the content as they may be read; kept when the content is stopped. */
  private readonly beside: Record<string, string> = {};

  constructor(choice: Json, message: Json, place: JsonPath, host: AnswerHost, aside: Aside) {
    this.choice = choice;
    this.message = message;
    this.place = place;
    this.at = [...place, 'message'];
    this.host = host;
    this.aside = aside;
  }

  async judge(): Promise<Judged> {
    const stop = (await this.judgeChoiceMembers()) ?? (await this.judgeBeside());
    if (stop !== undefined) return this.denial('', stop);
    const content = await this.judgeContent();
    if (content.stop !== undefined) return this.denial(content.text, content.stop);
    await this.judgeCalls(content.text);
    await this.judgeLogprobs();
    return { edits: this.edits };
  }

  private async judgeChoiceMembers(): Promise<Stop | undefined> {
    const { message: _message, logprobs: _logprobs, ...members } = this.choice;
    return this.takeAside(await this.aside.judge(members, this.place));
  }

  private async judgeBeside(): Promise<Stop | undefined> {
    const { content: _content, tool_calls: _calls, function_call: legacyCall, ...others } = this.message;
    if (legacyCall !== undefined && legacyCall !== null)
      this.edits.push({ path: [...this.at, 'function_call'], value: undefined });
    for (const [key, value] of Object.entries(others)) {
      if (key === 'role' || typeof value !== 'string') {
        const stop = this.takeAside(await this.aside.judge({ [key]: value }, this.at));
        if (stop !== undefined) return stop;
        continue;
      }
      const release = await this.host.openText().finish(value);
      this.beside[key] = release.text;
      if (release.stop !== undefined) return release.stop;
      if (release.changed) this.edits.push({ path: [...this.at, key], value: release.text });
    }
    return undefined;
  }

  private async judgeContent(): Promise<{ readonly text: string; readonly stop?: Stop }> {
    const { content } = this.message;
    const path: JsonPath = [...this.at, 'content'];
    if (typeof content !== 'string') {
      const stop = this.takeAside(await this.aside.judge(content, path));
      return stop === undefined ? { text: '' } : { text: '', stop };
    }
    const release = await this.host.openText().finish(content);
    if (release.stop !== undefined) return { text: release.text, stop: release.stop };
    if (release.changed) this.edits.push({ path, value: release.text });
    return { text: release.text };
  }

  private async judgeCalls(content: string): Promise<void> {
    const { tool_calls: calls = null } = this.message;
    if (calls === null) return;
    if (!Array.isArray(calls)) throw new GarbledAnswer('`tool_calls` is no list');
    if (calls.length > this.host.callLimit) throw new GarbledAnswer('more tool calls than the limit');
    const stops: Stop[] = [];
    for (const [index, call] of (calls as readonly unknown[]).entries()) {
      const stop = await this.judgeCall(call, [...this.at, 'tool_calls', index]);
      if (stop !== undefined) stops.push(stop);
    }
    const [first] = stops;
    if (first === undefined) return;
    const isWithoutCalls = stops.length === calls.length;
    if (isWithoutCalls) this.drop([...this.at, 'tool_calls']);
    if (isWithoutCalls && this.choice.finish_reason === 'tool_calls')
      this.set([...this.place, 'finish_reason'], 'stop');
    this.addNotice(content, first);
  }

  /** The notice stands behind the text, in the form that the text has. */
  private addNotice(text: string, stop: Stop): void {
    const path: JsonPath = [...this.at, 'content'];
    const { content } = this.message;
    if (Array.isArray(content)) {
      const own = this.edits.filter(({ path: place }) => path.every((step, index) => place[index] === step));
      const list = edited({ content }, own, this.at.length).content as readonly unknown[]; // an edit below keeps the list
      this.set(path, [...list, { type: 'text', text: this.host.callNotice(stop, true) }]);
    } else if ('content' in this.message) this.set(path, text + this.host.callNotice(stop, text !== ''));
    else {
      const own = this.edits.filter(({ path: place }) => this.at.every((step, index) => place[index] === step));
      this.set(this.at, { ...edited(this.message, own, this.at.length), content: this.host.callNotice(stop, false) });
    }
  }

  private async judgeCall(call: unknown, place: JsonPath): Promise<Stop | undefined> {
    if (!isObject(call)) throw new GarbledAnswer('a tool call that is no object');
    const { id, type, index, function: fn, ...extras } = call;
    indexOr(index, 0);
    if (!isFunctionType(type) || !isObject(fn) || typeof fn.name !== 'string')
      throw new GarbledAnswer('a tool call that is no function call');
    const { name, arguments: given, ...members } = fn;
    if (typeof given !== 'string') throw new GarbledAnswer('a tool call without arguments');
    const isNamed = typeof id === 'string' && id !== '';
    if (!isNamed && id !== '' && id !== undefined && id !== null) throw new GarbledAnswer('an id that is no string');
    const whole = {
      id: isNamed ? id : this.host.mintId(),
      name,
      argumentsText: given,
      extras,
      members,
    };
    const decision = await decideWith(this.host, this.aside, whole);
    if (decision.kind === 'removed') {
      this.edits.push({ path: place, value: undefined });
      return decision.stop;
    }
    const argumentsText = decision.kind === 'rewritten' ? decision.argumentsText : given;
    if (!isNamed)
      this.edits.push({
        path: place,
        value: { ...extras, id: whole.id, type: 'function', function: { ...members, name, arguments: argumentsText } },
      });
    else if (argumentsText !== given)
      this.edits.push({ path: [...place, 'function', 'arguments'], value: argumentsText });
    return undefined;
  }

  /** Log probabilities repeat the text token by token; they stay only beside exactly the text that they are of. */
  private async judgeLogprobs(): Promise<void> {
    const { logprobs = null } = this.choice;
    if (logprobs === null) return;
    const isSame =
      this.edits.length === 0 &&
      this.host.allowsLogprobs &&
      (await areTokensOf(logprobs, this.message.content, this.host));
    if (!isSame) this.edits.push({ path: [...this.place, 'logprobs'], value: null });
  }

  /**
   * A choice that was stopped: a message made anew from the text before the stop and the notice. Texts beside the content
   * that may be read (reasoning) stay, as they do in a stream; everything else is gone.
   */
  private denial(delivered: string, stop: Stop): Judged {
    const content = `${delivered}${this.host.textNotice(stop, delivered !== '')}`;
    const { refusal: _refusal, ...beside } = this.beside;
    const index = typeof this.choice.index === 'number' ? this.choice.index : this.place[1];
    const message = { role: 'assistant', ...beside, content, refusal: null };
    return {
      edits: [{ path: this.place, value: { index, message, logprobs: null, finish_reason: 'content_filter' } }],
      stop,
    };
  }

  private takeAside(outcome: Awaited<ReturnType<Aside['judge']>>): Stop | undefined {
    if (outcome.kind === 'edited') this.edits.push(...outcome.edits);
    return outcome.kind === 'stopped' ? outcome.stop : undefined;
  }

  private set(path: JsonPath, value: unknown): void {
    this.drop(path);
    this.edits[this.edits.length - 1] = { path, value };
  }

  /** Takes a member out, and with it every edit at or below it. */
  private drop(path: JsonPath): void {
    const others = this.edits.filter((edit) => !path.every((step, index) => edit.path[index] === step));
    this.edits.splice(0, this.edits.length, ...others, { path, value: undefined });
  }
}

/** An object after the edits below `depth` steps of their paths. */
function edited(value: Json, edits: readonly JsonEdit[], depth: number): Json {
  const own = edits.map(({ path, value: to }) => ({ path: path.slice(depth), value: to }));
  return JSON.parse(editJson(JSON.stringify(value), own)) as Json; // an edit below keeps it an object
}
