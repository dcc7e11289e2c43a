import type { Exchange, Stop } from '../boundaries/index.ts';
import { labelOf, type ToolCall } from '../core/index.ts';
import type { Configuration } from '../policy/index.ts';
import { parseJson } from '../text/index.ts';
import type { AnswerHost, CallDecision } from './answer/answer.ts';
import type { ExchangeFacts, GatewayMeans } from './means.ts';

/** The exchange as an answer sees it. */
export function answerHost(
  exchange: Exchange,
  facts: ExchangeFacts,
  offered: readonly string[],
  configuration: Configuration,
  means: GatewayMeans,
): AnswerHost {
  const label = labelOf('model', facts.principal.tenant);
  return {
    openText: () => exchange.openText(label),
    denied: configuration.output.denied,
    callLimit: configuration.limits.toolCalls,
    argumentsLimit: configuration.limits.argumentsBytes,
    textNotice: (_stop, hasTextBefore) =>
      hasTextBefore ? ` [withheld by policy: ${facts.decision}]` : `${configuration.output.notice} (${facts.decision})`,
    callNotice: (stop, hasTextBefore) =>
      `${hasTextBefore ? ' ' : ''}[tool call ${stop.action === 'hold' ? 'waits for approval' : 'withheld by policy'}: ${facts.decision}]`,
    decideCall: (call) => decideCall(call),
  };

  async function decideCall(given: { id: string; name: string; argumentsText: string }): Promise<CallDecision> {
    const parsed = parseJson(given.argumentsText, {
      depth: configuration.limits.depth,
      values: configuration.limits.values,
    });
    const call: ToolCall = { ...given, arguments: parsed.ok ? parsed.value : undefined, offered };
    const outcome = await exchange.decideCall(call, label);
    const { stop } = outcome;
    // A call that may be made waits until its decision is durable; what cannot be recorded is not done.
    const isRecorded = await means.record(facts, exchange.takeRecords(call.name)).then(
      () => true,
      () => false,
    );
    if (stop !== undefined) return { kind: 'removed', stop };
    if (!isRecorded) return { kind: 'removed', stop: UNRECORDED };
    const argumentsText = outcome.call?.argumentsText ?? given.argumentsText;
    return argumentsText === given.argumentsText ? { kind: 'as-is' } : { kind: 'rewritten', argumentsText };
  }
}

/** The stop of a call whose decision could not be written down. */
const UNRECORDED: Stop = { crossing: 'application.call', control: 'ledger', action: 'block', failed: true };
