import { editJson, type JsonEdit, type JsonPath, pointerOf } from '../../text/index.ts';
import { isObject, type Json } from '../json.ts';

import { plainRaw, type SseEvent, writeEvent } from '../sse.ts';
import type { Usage } from './answer.ts';
import type { Channel } from './channel.ts';
import type { ChatChoice } from './chat-choice.ts';
import type { HeldCall } from './held-call.ts';

/** A text of one event: its path below the choice, and where it ends in its channel. */
export interface TextPiece {
  readonly path: JsonPath;
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
  readonly item: Json;
  readonly texts: TextPiece[];
  readonly calls: CallPiece[];
  /** Edits below the choice that are known already. */
  readonly edits: JsonEdit[];
  /** The choice was denied before this event came. */
  readonly isDropped: boolean;
  /** The finish reason goes out in an event of its own, behind text that is left over. */
  isFinishMoved: boolean;
}

/** An event that waits for its turn. */
export interface ChatEntry {
  readonly event: SseEvent;
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
  const { event } = entry;
  if (event.data === undefined) return harmlessComment(event.raw);
  const edits = [...entry.edits, ...entry.pieces.flatMap(editsOfPiece)];
  if (edits.length === 0) return plainRaw(event, '');
  const json: unknown = JSON.parse(editJson(event.data, edits));
  if (!carriesSomething(json)) return '';
  const data = editJson(event.data, edits);
  return writeEvent('', data.includes('\n') ? JSON.stringify(json) : data);
}

/** The finish reason of an event as it may be sent. */
export function endingOf({ item, edits, choice }: ChatPiece): unknown {
  const edit = edits.find(({ path }) => path.length === 1 && path[0] === 'finish_reason');
  return choice.finishReason(edit === undefined ? item.finish_reason : edit.value);
}

/** Token counts of a chunk or a whole answer, where it has them. */
export function chatUsage(json: Json): Usage {
  const usage = isObject(json.usage) ? json.usage : {};
  const { prompt_tokens: input, completion_tokens: output } = usage;
  return { ...(typeof input === 'number' ? { input } : {}), ...(typeof output === 'number' ? { output } : {}) };
}

/** Comments keep connections alive; one that could carry text is reduced to an empty comment. */
export function harmlessComment(raw: string): string {
  return /^(?::(?: ?[A-Za-z-]{1,16}){0,3})?(?:\r\n|\n|\r){1,2}$/.test(raw) ? raw : ':\n\n';
}

function editsOfPiece(piece: ChatPiece): readonly JsonEdit[] {
  const place: JsonPath = ['choices', piece.position];
  if (piece.isDropped) return [{ path: place, value: undefined }];
  const edits = piece.edits.map((edit): JsonEdit => ({ path: [...place, ...edit.path], value: edit.value }));
  for (const text of piece.texts) {
    const isAsItCame = !text.channel.isRewritten;
    const value = text.channel.take(text.length);
    // A member of the delta that has no text left goes; deeper down the shape around it stays.
    if (!isAsItCame)
      edits.push({ path: [...place, ...text.path], value: value === '' && text.path.length === 2 ? undefined : value });
  }
  if (edits.length > 0 && isObject(piece.item.logprobs)) edits.push({ path: [...place, 'logprobs'], value: null });
  edits.push(...editsOfCalls(piece, [...place, 'delta']));
  const { finish_reason: finish } = piece.item;
  // A denied choice gets an ending of its own behind this event.
  const value = piece.isFinishMoved || piece.choice.isDenied ? null : endingOf(piece);
  if (typeof finish === 'string' && value !== finish) edits.push({ path: [...place, 'finish_reason'], value });
  return outermost(edits);
}

function editsOfCalls(piece: ChatPiece, delta: JsonPath): readonly JsonEdit[] {
  const edits: JsonEdit[] = [];
  let gone = 0;
  for (const { position, call, wireIndex, isFirst } of piece.calls) {
    const place: JsonPath = [...delta, 'tool_calls', position];
    const index = piece.choice.indexOfKept(call);
    if (call.isAsItCame && index === wireIndex) continue;
    if (call.isRemoved || !isFirst) {
      gone += 1;
      edits.push({ path: place, value: undefined });
      continue;
    }
    const { id, name, argumentsText, extras, members } = call.whole;
    edits.push({
      path: place,
      value: {
        ...extras,
        index,
        id,
        type: 'function',
        function: { ...members, name, arguments: argumentsText },
      },
    });
  }
  return gone > 0 && gone === piece.calls.length ? [{ path: [...delta, 'tool_calls'], value: undefined }] : edits;
}

/** The last edit of a path counts, and one that takes a whole member out takes the edits below it along. */
function outermost(edits: readonly JsonEdit[]): readonly JsonEdit[] {
  if (edits.length < 2) return edits;
  const last = new Map(edits.map((edit) => [pointerOf(edit.path), edit]));
  return [...last.values()].filter(
    ({ path }) => !path.some((_, length) => length > 0 && last.has(pointerOf(path.slice(0, length)))),
  );
}

/** An event whose choices say nothing any more is not sent, unless it carries usage. */
function carriesSomething(json: unknown): boolean {
  if (!isObject(json) || !Array.isArray(json.choices) || isObject(json.usage)) return true;
  return (json.choices as readonly unknown[]).some(
    (choice) =>
      isObject(choice) &&
      ((choice.finish_reason !== null && choice.finish_reason !== undefined) ||
        (isObject(choice.delta) && Object.keys(choice.delta).length > 0)),
  );
}
