import type { Stop } from '../../boundaries/index.ts';
import { editJson, type JsonEdit, type JsonPath, rawValue } from '../../text/index.ts';
import { isObject, type Json } from '../dialects/reading.ts';
import { type AnswerHost, GarbledAnswer, type Usage, type WholeAnswer } from './answer.ts';
import { inspectLeaves } from './leaves.ts';

/** Sends every block of a whole message through its crossings and rewrites exactly what they changed. */
export async function enforceMessage(text: string, json: Json, host: AnswerHost): Promise<WholeAnswer> {
  if (!Array.isArray(json.content)) throw new GarbledAnswer('no `content`');
  const judged = new JudgedMessage(text, host);
  for (const [index, block] of (json.content as readonly unknown[]).entries()) {
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
  private readonly edits: JsonEdit[] = [];
  private readonly kept: unknown[] = [];
  private hasText = false;
  private calls = 0;
  private removedCall: Stop | undefined;
  private removedCalls = 0;
  private isReshaped = false;

  constructor(text: string, host: AnswerHost) {
    this.text = text;
    this.host = host;
  }

  async take(block: Json, index: number): Promise<void> {
    if (this.stop !== undefined) {
      this.isReshaped = true;
      return;
    }
    const place: JsonPath = ['content', index];
    if (block.type === 'text' && typeof block.text === 'string') return this.takeText(block, block.text, place);
    if (block.type === 'tool_use') return this.takeCall(block, place);
    if (block.type === 'thinking') return this.takeThinking(block);
    if (block.type === 'redacted_thinking') this.kept.push(block);
    else this.isReshaped = true; // nobody asked for another kind and nobody can judge it
  }

  conclude(json: Json): WholeAnswer {
    const edits: JsonEdit[] = [...this.edits];
    const { stop_reason: reason } = json;
    if (this.removedCall !== undefined && this.stop === undefined) {
      this.kept.push({ type: 'text', text: this.host.callNotice(this.removedCall, this.hasText) });
    }
    if (this.isReshaped) edits.splice(0, edits.length, { path: ['content'], value: this.kept });
    if (this.stop !== undefined) edits.push({ path: ['stop_reason'], value: 'refusal' });
    else if (this.removedCalls > 0 && this.removedCalls === this.calls && reason === 'tool_use') {
      edits.push({ path: ['stop_reason'], value: 'end_turn' });
    }
    return edits.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', text: editJson(this.text, edits) };
  }

  private async takeText(block: Json, text: string, place: JsonPath): Promise<void> {
    const release = await this.host.openText().finish(text);
    if (release.stop !== undefined) {
      const notice = this.host.textNotice(release.stop, release.text !== '' || this.hasText);
      return this.end(release.stop, { type: 'text', text: release.text + notice });
    }
    const { text: _text, type: _type, ...others } = block;
    const leaves = await inspectLeaves(others, place, this.host);
    if (leaves.stop !== undefined) return this.end(leaves.stop, this.noticeBlock(leaves.stop));
    this.hasText ||= release.text !== '';
    if (release.changed) this.edits.push({ path: [...place, 'text'], value: release.text });
    this.edits.push(...leaves.edits);
    this.kept.push(
      edited(block, place, [
        ...leaves.edits,
        ...(release.changed ? [{ path: [...place, 'text'], value: release.text }] : []),
      ]),
    );
  }

  private async takeCall(block: Json, place: JsonPath): Promise<void> {
    this.calls += 1;
    if (this.calls > this.host.callLimit) throw new GarbledAnswer('more tool calls than the limit');
    const argumentsText = rawValue(this.text, [...place, 'input']) ?? '';
    const decision = await this.host.decideCall({ id: String(block.id), name: String(block.name), argumentsText });
    if (decision.kind === 'removed') {
      this.removedCall ??= decision.stop;
      this.removedCalls += 1;
      this.isReshaped = true;
      return;
    }
    if (decision.kind === 'as-is') return void this.kept.push(block);
    const edit = { path: [...place, 'input'], value: JSON.parse(decision.argumentsText) as unknown };
    this.edits.push(edit);
    this.kept.push(edited(block, place, [edit]));
  }

  /** A signature vouches for its thinking: both stay as they are, or both go. */
  private async takeThinking(block: Json): Promise<void> {
    const release = await this.host.openText().finish(String(block.thinking ?? ''));
    if (release.stop !== undefined) return this.end(release.stop, this.noticeBlock(release.stop));
    if (release.changed) this.isReshaped = true;
    else this.kept.push(block);
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

function edited(block: Json, place: JsonPath, edits: readonly JsonEdit[]): unknown {
  const own = edits.map((edit) => ({ path: edit.path.slice(place.length), value: edit.value }));
  return JSON.parse(editJson(JSON.stringify(block), own));
}
