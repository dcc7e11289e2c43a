import {
  argumentParts,
  Exchange,
  findOrigins,
  type OriginText,
  promptScope,
  type VerdictCache,
} from '../boundaries/index.ts';
import {
  type ClassifierMeans,
  type ControlRecord,
  type DecisionRecord,
  type HiddenPrompts,
  labelOf,
  type Outcome,
  type ToolCall,
} from '../core/index.ts';
import { chatDialect, type DialectRequest } from '../gateway/index.ts';
import { createCanaries, createPseudonyms } from '../identity/index.ts';
import type { Configuration } from '../policy/index.ts';
import { decodedViews, parseJson } from '../text/index.ts';
import { type RecordedCall, recordedCalls, wireMessages } from './recorded-call.ts';
import { UNWATCHED } from './unwatched.ts';

export interface ReplaySettings {
  readonly configuration: Configuration;
  readonly classifier: ClassifierMeans;
  readonly cache: VerdictCache;
  /** Names the conversation; verdicts that depend on it are not shared with another. */
  readonly name: string;
}

/** One tool call of a conversation, decided. */
export interface ReplayedCall {
  readonly call: { readonly message: number; readonly index: number; readonly id: string; readonly name: string };
  readonly decision: Outcome;
  readonly reasons: readonly unknown[];
  readonly arguments: readonly unknown[];
  /** Set when the request that led to this call would have been stopped before the model saw it. */
  readonly stopped?: { readonly decision: Outcome; readonly crossing: string; readonly reasons: readonly unknown[] };
}

type Replayed = { readonly calls: readonly ReplayedCall[] } | { readonly error: string };

/** Decides the calls in order, each with only what came before it. Nothing is called and nothing is recorded. */
export async function replayConversation(
  record: Readonly<Record<string, unknown>>,
  settings: ReplaySettings,
): Promise<Replayed> {
  const { messages, tools } = record;
  if (!Array.isArray(messages)) return { error: '`messages` must be a list' };
  const found = recordedCalls(messages);
  if ('error' in found) return found;
  const tenant = tenantOf(record.principal);
  const wire = wireMessages(messages);
  const calls: ReplayedCall[] = [];
  for (const group of found.groups) {
    const body = { model: 'none', messages: wire.slice(0, group.message), ...(tools === undefined ? {} : { tools }) };
    const reading = chatDialect.readRequest(body, {
      tenant,
      limits: settings.configuration.limits,
      unknownParts: 'opaque',
    });
    if (!reading.ok)
      return {
        error: `${reading.refusal.message}${reading.refusal.param === undefined ? '' : ` (\`${reading.refusal.param}\`)`}`,
      };
    calls.push(...(await decideGroup(group.calls, reading.request, tenant, settings)));
  }
  return { calls };
}

/** The calls of one assistant message: one exchange, as it is live. */
async function decideGroup(
  calls: readonly RecordedCall[],
  request: DialectRequest,
  tenant: string,
  settings: ReplaySettings,
): Promise<readonly ReplayedCall[]> {
  const exchange = openExchange(request, tenant, settings);
  const { offered, stopped } = await crossInwards(exchange, request);
  const texts = originTexts(request);
  const label = labelOf('model', tenant);
  const replayed: ReplayedCall[] = [];
  for (const recorded of calls) {
    const call = toolCall(recorded, offered, settings.configuration);
    await exchange.decideCall(call, label);
    const records = exchange.takeRecords(call.name);
    const pointers = argumentParts(call, label).map((part) => part.pointer);
    const { message, index, id, name } = recorded;
    replayed.push({
      call: { message, index, id, name },
      decision: records[0]?.action ?? 'pass',
      reasons: records.flatMap(({ controls }) => reasonsOf(controls, (part) => ({ pointer: pointers[part] ?? '' }))),
      arguments: findOrigins(call.arguments, texts).map(described),
      ...(stopped === undefined ? {} : { stopped }),
    });
  }
  return replayed;
}

function openExchange(
  request: DialectRequest,
  tenant: string,
  { configuration, classifier, cache, name }: ReplaySettings,
): Exchange {
  const { hiddenTexts: texts } = request;
  const prompts: HiddenPrompts = { texts, canaries: texts.map(canaryFor), canaryFor };
  return new Exchange(
    {
      ...{
        configuration,
        prompts,
        decode: decodedViews,
        decision: name,
        scope: `${tenant}|${name}|${promptScope(prompts)}`,
      },
      pseudonyms: createPseudonyms({ sessionKey: FIXED_KEY }),
      counters: { add: async (_name, amount) => amount },
      classifier,
      sums: {},
    },
    UNWATCHED,
    cache,
  );
}

/** The same in every run. */
const FIXED_KEY = new Uint8Array(32);
const canaryFor = createCanaries(FIXED_KEY);

/** The request on its way in: it withdraws tools, and may end before the model is asked. */
async function crossInwards(
  exchange: Exchange,
  request: DialectRequest,
): Promise<{ offered: readonly string[]; stopped?: NonNullable<ReplayedCall['stopped']> }> {
  const withdrawn = new Set<string>();
  let crossing: string | undefined;
  for (const { unit, removable } of request.units) {
    const { stop } = await exchange.inspect(unit);
    if (stop === undefined) continue;
    if (removable !== undefined && !stop.failed) withdrawn.add(unit.tool?.name ?? '');
    else crossing ??= stop.crossing;
  }
  const records = exchange.takeRecords();
  const offered = request.offered.filter((name) => !withdrawn.has(name));
  if (crossing === undefined) return { offered };
  return { offered, stopped: stoppedBy(records, crossing) };
}

function stoppedBy(records: readonly DecisionRecord[], crossing: string): NonNullable<ReplayedCall['stopped']> {
  const record = records.find((one) => one.crossing === crossing);
  return {
    decision: record?.action ?? 'block',
    crossing,
    reasons: reasonsOf(record?.controls ?? [], (part) => ({ part })),
  };
}

function reasonsOf(controls: readonly ControlRecord[], place: (part: number) => object): readonly unknown[] {
  return controls.flatMap(({ control, findings, failed }) => [
    ...(failed === undefined ? [] : [{ control, failed }]),
    ...findings.map(({ rule, severity, at: { part, start, end } }) => ({
      control,
      rule,
      severity,
      at: { ...place(part), start, end },
    })),
  ]);
}

function toolCall(
  { id, name, argumentsText }: RecordedCall,
  offered: readonly string[],
  { limits }: Configuration,
): ToolCall {
  const parsed = parseJson(argumentsText, { depth: limits.depth, values: limits.values });
  return { id, name, argumentsText, arguments: parsed.ok ? parsed.value : undefined, offered };
}

/** Texts of the messages, each with its place; what the tools say of themselves belongs to no message. */
function originTexts({ units }: DialectRequest): readonly OriginText[] {
  return units.flatMap(({ unit, places }) =>
    unit.parts.flatMap(({ text, label }, index) => {
      const [root, message, member, part] = places[index] ?? [];
      if (root !== 'messages' || typeof message !== 'number') return [];
      return [{ text, label, message, part: member === 'content' && typeof part === 'number' ? part : 0 }];
    }),
  );
}

function described({
  pointer,
  endorsed,
  weak,
  integrity,
  confidentiality,
  origins,
}: ReturnType<typeof findOrigins>[number]): unknown {
  return {
    pointer,
    endorsed,
    ...(weak ? { weak } : {}),
    ...{ integrity, confidentiality },
    origins: origins.map(({ label: { source, origin = {} }, message, part, start, end }) => ({
      source,
      message,
      part,
      tool: origin.tool,
      document: origin.document,
      start,
      end,
    })),
  };
}

function tenantOf(principal: unknown): string {
  const tenant =
    typeof principal === 'object' && principal !== null && 'tenant' in principal ? principal.tenant : undefined;
  return typeof tenant === 'string' && tenant !== '' ? tenant : 'default';
}
