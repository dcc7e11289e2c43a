import { Exchange, VerdictCache } from '../../src/boundaries/index.ts';
import { CATALOG } from '../../src/controls/index.ts';
import type { AnswerHost } from '../../src/gateway/answer/answer.ts';
import type { ExchangeFacts, GatewayMeans, Serving } from '../../src/gateway/index.ts';
import { answerHost } from '../../src/gateway/outbound.ts';
import { createPseudonyms } from '../../src/identity/index.ts';
import { type Configuration, loadConfiguration } from '../../src/policy/index.ts';
import { decodedViews } from '../../src/text/index.ts';
import { SCREEN } from '../house/classifier.ts';

const POLICY = `ringfort: policy/v1
providers: {main: {dialects: [openai, anthropic], base_url: "ringfort:obedient"}}
models: {chat: {provider: main, model: chat}}
tools:
  order_get:
    class: read-personal
    schema: {type: object, properties: {order_id: {type: string}, email: {type: string}}}
    reveal: [/email]
`;

/** A policy with every control of the house at its defaults, plus `more` lines. */
export function policyOf(more = ''): Configuration {
  const loaded = loadConfiguration({
    file: 'test.yaml',
    text: POLICY + more,
    controls: CATALOG,
    environment: {},
    now: 0,
  });
  if (loaded.ok) return loaded.configuration;
  throw new Error(loaded.problems.map((problem) => problem.toDisplay()).join('\n'));
}

export interface Double {
  readonly host: AnswerHost;
  readonly exchange: Exchange;
  readonly recorded: unknown[];
}

/** An answer's exchange with real controls, a session that knows `pseudonyms`, and a ledger in memory. */
export function doubleOf(
  configuration: Configuration,
  pseudonyms: Readonly<Record<string, string>> = {},
  hidden: readonly string[] = [],
): Double {
  const rows = Object.entries(pseudonyms).map(([token, value]) => ({ token, value }));
  const exchange = new Exchange(
    {
      configuration,
      decision: 'dec_TEST',
      scope: 'test',
      pseudonyms: createPseudonyms({ sessionKey: new Uint8Array(32), rows }),
      prompts: { texts: hidden, canaries: [], canaryFor: () => 'canary' },
      counters: { add: async () => 0 },
      classifier: SCREEN,
      sums: {},
      decode: decodedViews,
    },
    { observer: UNWATCHED, stopwatch: { elapsed: () => 0 } },
    new VerdictCache(1_000_000),
  );
  const recorded: unknown[] = [];
  const means = {
    record: async (_facts: ExchangeFacts, records: unknown) => void recorded.push(records),
  } as unknown as GatewayMeans; // the host records, and asks for nothing else
  const facts = { decision: 'dec_TEST', principal: { id: 'p', tenant: 't', models: [] } } as unknown as ExchangeFacts; // likewise
  const model = configuration.models.get('chat');
  if (model === undefined) throw new Error('the policy has the model');
  const serving = { configuration, cache: new VerdictCache(1_000) } as unknown as Serving; // likewise
  return { host: answerHost({ exchange, facts, means, model, serving }, ['order_get']), exchange, recorded };
}

const UNWATCHED = { controlRan() {}, controlFailed() {}, decided() {}, heldBack() {}, verdictKnown() {} };
