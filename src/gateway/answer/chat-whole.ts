import type { Stop } from '../../boundaries/index.ts';
import { editJson, type JsonEdit, type JsonPath } from '../../text/index.ts';
import { isObject, type Json } from '../dialects/reading.ts';
import type { AnswerHost, WholeAnswer } from './answer.ts';
import { GarbledAnswer } from './answer.ts';
import { inspectLeaves } from './leaves.ts';

/** Sends every choice of a whole chat completion through its crossings and rewrites exactly what they changed. */
export async function enforceChat(text: string, json: Json, host: AnswerHost): Promise<WholeAnswer> {
  if (!Array.isArray(json.choices)) throw new GarbledAnswer('no `choices`');
  const edits: JsonEdit[] = [];
  for (const [index, choice] of (json.choices as readonly unknown[]).entries()) {
    if (!isObject(choice) || !isObject(choice.message)) throw new GarbledAnswer('a choice without a message');
    const judged = await judgeChoice(choice, choice.message, ['choices', index], host);
    if (judged.stop !== undefined && host.denied === 'error') return { kind: 'denied', stop: judged.stop };
    edits.push(...judged.edits);
  }
  return edits.length === 0 ? { kind: 'unchanged' } : { kind: 'changed', text: editJson(text, edits) };
}

interface Judged {
  readonly edits: readonly JsonEdit[];
  readonly stop?: Stop;
}

async function judgeChoice(choice: Json, message: Json, place: JsonPath, host: AnswerHost): Promise<Judged> {
  const at: JsonPath = [...place, 'message'];
  const { content, tool_calls: calls, function_call: legacyCall, ...others } = message;
  const aside = await inspectLeaves(others, at, host);
  if (aside.stop !== undefined) return denial(choice, place, '', aside.stop, host, {});
  const edits = [...aside.edits];
  let text: string | undefined;
  if (typeof content === 'string') {
    const release = await host.openText().finish(content);
    if (release.stop !== undefined) {
      return denial(choice, place, release.text, release.stop, host, stringsBeside(others, edits, at));
    }
    text = release.text;
    if (release.changed) edits.push({ path: [...at, 'content'], value: text });
  } else if (content !== null && content !== undefined) {
    const leaves = await inspectLeaves(content, [...at, 'content'], host);
    if (leaves.stop !== undefined) return denial(choice, place, '', leaves.stop, host, {});
    edits.push(...leaves.edits);
  }
  const decided = await judgeCalls(Array.isArray(calls) ? calls : [], at, host);
  if (legacyCall !== undefined && legacyCall !== null) edits.push({ path: [...at, 'function_call'], value: undefined });
  edits.push(...decided.edits);
  if (decided.removed !== undefined) {
    const notice = host.callNotice(decided.removed, (text ?? '') !== '');
    set(edits, [...at, 'content'], `${text ?? ''}${notice}`);
    if (decided.kept === 0 && choice.finish_reason === 'tool_calls')
      edits.push({ path: [...place, 'finish_reason'], value: 'stop' });
  }
  if (edits.length > 0 && isObject(choice.logprobs)) edits.push({ path: [...place, 'logprobs'], value: null });
  return { edits };
}

/**
 * A choice that was stopped: a message made anew from the text before the stop and the notice. Texts beside the content
 * that passed on their own (reasoning) stay, as they do in a stream; everything else is gone.
 */
function denial(choice: Json, place: JsonPath, delivered: string, stop: Stop, host: AnswerHost, kept: Json): Judged {
  const content = `${delivered}${host.textNotice(stop, delivered !== '')}`;
  const edits: JsonEdit[] = [
    { path: [...place, 'message'], value: { role: 'assistant', ...kept, content, refusal: null } },
    { path: [...place, 'finish_reason'], value: 'content_filter' },
  ];
  if (isObject(choice.logprobs)) edits.push({ path: [...place, 'logprobs'], value: null });
  return { edits, stop };
}

/** The strings beside the content, as they read after their edits. */
function stringsBeside(others: Json, edits: readonly JsonEdit[], at: JsonPath): Json {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(others)) {
    if (typeof value !== 'string' || key === 'role' || key === 'refusal') continue;
    const edit = edits.find(({ path }) => path.length === at.length + 1 && path[at.length] === key);
    kept[key] = edit === undefined ? value : edit.value;
  }
  return kept;
}

interface JudgedCalls {
  readonly edits: readonly JsonEdit[];
  readonly kept: number;
  readonly removed?: Stop;
}

async function judgeCalls(calls: readonly unknown[], at: JsonPath, host: AnswerHost): Promise<JudgedCalls> {
  const edits: JsonEdit[] = [];
  let removed: Stop | undefined;
  let kept = 0;
  if (calls.length > host.callLimit) throw new GarbledAnswer('more tool calls than the limit');
  for (const [index, call] of calls.entries()) {
    const place: JsonPath = [...at, 'tool_calls', index];
    const fn = isObject(call) && isObject(call.function) ? call.function : undefined;
    if (!isObject(call) || typeof fn?.name !== 'string' || typeof fn.arguments !== 'string')
      throw new GarbledAnswer('a tool call without name and arguments');
    const decision = await host.decideCall({ id: String(call.id), name: fn.name, argumentsText: fn.arguments });
    if (decision.kind === 'removed') {
      removed ??= decision.stop;
      edits.push({ path: place, value: undefined });
    } else kept += 1;
    if (decision.kind === 'rewritten')
      edits.push({ path: [...place, 'function', 'arguments'], value: decision.argumentsText });
  }
  if (removed === undefined) return { edits, kept };
  return kept === 0
    ? { edits: [{ path: [...at, 'tool_calls'], value: undefined }], kept, removed }
    : { edits, kept, removed };
}

function set(edits: JsonEdit[], path: JsonPath, value: unknown): void {
  const index = edits.findIndex(
    (edit) => edit.path.length === path.length && edit.path.every((step, position) => step === path[position]),
  );
  if (index === -1) edits.push({ path, value });
  else edits[index] = { path, value };
}
