import { editJson, type JsonEdit, type JsonPath } from '../../text/index.ts';
import { isObject, type Json } from '../dialects/reading.ts';
import { type SseEvent, writeEvent } from '../sse.ts';
import type { Usage } from './answer.ts';
import type { Channel } from './channel.ts';
import type { ChatChoice } from './chat-choice.ts';
import type { HeldCall } from './held-call.ts';

/** A text of one event: the member of the delta that holds it, and where it ends in its channel. */
export interface TextPiece {
  readonly key: string;
  readonly channel: Channel;
  readonly end: number;
  readonly length: number;
}

/** A piece of a tool call in one event. */
export interface CallPiece {
  readonly position: number;
  readonly call: HeldCall;
  readonly wireIndex: number;
  readonly isFirst: boolean;
}

/** One choice's share of one event. */
export interface ChatPiece {
  readonly position: number;
  readonly choice: ChatChoice;
  readonly texts: TextPiece[];
  readonly calls: CallPiece[];
  /** Edits below `delta` that are known already. */
  readonly edits: JsonEdit[];
  /** The choice was denied before this event came. */
  readonly isDropped: boolean;
  /** The finish reason goes out in an event of its own, behind text that is left over. */
  isFinishMoved: boolean;
}

/** An event that waits for its turn. */
export interface ChatEntry {
  readonly event: SseEvent;
  readonly json: Json | undefined;
  readonly pieces: ChatPiece[];
  /** Edits outside the choices. */
  readonly edits: readonly JsonEdit[];
}

/** Whether every text in the event is released and every call decided. */
export function isSendable(entry: ChatEntry): boolean {
  return entry.pieces.every(
    (piece) =>
      piece.isDropped ||
      (piece.texts.every((text) => text.channel.isReady(text.end)) && piece.calls.every(({ call }) => call.isDecided)),
  );
}

/** The event as it may be sent: as it came where nothing changed, edited at exactly the changed places, or nothing. */
export function rewriteEntry(entry: ChatEntry): string {
  if (entry.event.data === undefined) return harmlessComment(entry.event.raw);
  if (entry.json === undefined) return entry.event.raw;
  const edits = [...entry.edits, ...entry.pieces.flatMap((piece) => editsOfPiece(piece, entry.json))];
  if (edits.length === 0) return entry.event.raw;
  const data = editJson(entry.event.data, edits);
  return carriesSomething(JSON.parse(data)) ? writeEvent(entry.event.name, data) : '';
}

/** Token counts of a chunk or a whole answer, where it has them. */
export function chatUsage(json: Json): Usage {
  const usage = isObject(json.usage) ? json.usage : {};
  const { prompt_tokens: input, completion_tokens: output } = usage;
  return { ...(typeof input === 'number' ? { input } : {}), ...(typeof output === 'number' ? { output } : {}) };
}

function editsOfPiece(piece: ChatPiece, json: Json | undefined): readonly JsonEdit[] {
  const place: JsonPath = ['choices', piece.position];
  if (piece.isDropped) return [{ path: place, value: undefined }];
  const delta: JsonPath = [...place, 'delta'];
  const edits = piece.edits.map((edit): JsonEdit => ({ path: [...delta, ...edit.path], value: edit.value }));
  let isRewritten = edits.length > 0;
  for (const text of piece.texts) {
    const isAsItCame = !text.channel.isRewritten;
    const value = text.channel.take(text.length);
    if (isAsItCame) continue;
    isRewritten = true;
    edits.push({ path: [...delta, text.key], value: value === '' ? undefined : value });
  }
  edits.push(...editsOfCalls(piece, delta));
  const choice = choiceAt(json, piece.position);
  if (isRewritten && isObject(choice.logprobs)) edits.push({ path: [...place, 'logprobs'], value: null });
  const { finish_reason: finish } = choice;
  if (finish !== null && finish !== undefined) edits.push(...editsOfFinish(piece, place, finish));
  return edits;
}

function editsOfFinish(piece: ChatPiece, place: JsonPath, finish: unknown): readonly JsonEdit[] {
  // A denied choice gets an ending of its own behind this event.
  const value = piece.isFinishMoved || piece.choice.isDenied ? null : piece.choice.finishReason(finish);
  return value === finish ? [] : [{ path: [...place, 'finish_reason'], value }];
}

function editsOfCalls(piece: ChatPiece, delta: JsonPath): readonly JsonEdit[] {
  const edits: JsonEdit[] = [];
  let gone = 0;
  for (const { position, call, wireIndex, isFirst } of piece.calls) {
    const place: JsonPath = [...delta, 'tool_calls', position];
    const isGone = call.isRemoved || (call.rewritten !== undefined && !isFirst);
    if (isGone) {
      gone += 1;
      edits.push({ path: place, value: undefined });
      continue;
    }
    const index = piece.choice.indexOfKept(call);
    if (index !== wireIndex) edits.push({ path: [...place, 'index'], value: index });
    if (call.rewritten !== undefined) edits.push({ path: [...place, 'function', 'arguments'], value: call.rewritten });
  }
  return gone > 0 && gone === piece.calls.length ? [{ path: [...delta, 'tool_calls'], value: undefined }] : edits;
}

function choiceAt(json: Json | undefined, position: number): Json {
  const list = json?.choices;
  const choice: unknown = Array.isArray(list) ? list[position] : undefined;
  return isObject(choice) ? choice : {};
}

/** An event whose choices say nothing any more is not sent, unless it carries usage. */
function carriesSomething(json: unknown): boolean {
  if (!isObject(json) || isObject(json.usage)) return true;
  const choices = Array.isArray(json.choices) ? (json.choices as readonly unknown[]) : [];
  return choices.some(
    (choice) =>
      isObject(choice) &&
      ((choice.finish_reason !== null && choice.finish_reason !== undefined) ||
        (isObject(choice.delta) && Object.keys(choice.delta).length > 0)),
  );
}

/** Comments keep connections alive; one that could carry text is reduced to an empty comment. */
export function harmlessComment(raw: string): string {
  return /^(?::[ A-Za-z-]{0,40}(?:\r\n|\n|\r)|\r\n|\n|\r)+$/.test(raw) ? raw : ':\n\n';
}
