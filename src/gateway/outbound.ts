import type { Stop } from '../boundaries/index.ts';
import { labelOf, type ToolCall } from '../core/index.ts';
import { parseJson } from '../text/index.ts';
import type { AnswerHost, AskedCall, CallDecision } from './answer/answer.ts';
import type { Passing } from './passing.ts';

/** The exchange as an answer sees it. `offered` are the tools that the model was told of. */
export function answerHost(passing: HostPassing, offered: readonly string[]): AnswerHost {
  const { exchange, facts, means, model } = passing;
  const { limits, output } = passing.serving.configuration;
  const label = labelOf('model', facts.principal.tenant);
  const json = { depth: limits.depth, values: limits.values };
  let minted = 0;
  return {
    openText: () => exchange.openText(label),
    words: passing.serving.cache,
    denied: output.denied,
    allowsLogprobs: model.parameters.logprobs === 'allow',
    choiceLimit: limits.choices,
    callLimit: limits.toolCalls,
    argumentsLimit: limits.argumentsBytes,
    json,
    mintId: () => {
      minted += 1;
      return `call_${facts.decision.slice('dec_'.length)}_${minted}`;
    },
    textNotice: (_stop, hasTextBefore) =>
      hasTextBefore ? ` [withheld by policy: ${facts.decision}]` : `${output.notice} (${facts.decision})`,
    callNotice: (stop, hasTextBefore) =>
      `${hasTextBefore ? ' ' : ''}[tool call ${stop.action === 'hold' ? 'held until a person approves it' : 'withheld by policy'}: ${facts.decision}]`,
    decideCall,
  };

  async function decideCall(asked: AskedCall): Promise<CallDecision> {
    const argumentsText = asked.argumentsText.trim() === '' ? '{}' : asked.argumentsText;
    const parsed = parseJson(argumentsText, json);
    const call: ToolCall = { ...asked, argumentsText, arguments: parsed.ok ? parsed.value : undefined, offered };
    const outcome = await exchange.decideCall(call, label);
    const { stop } = outcome;
    // A call that may be made waits until its decision is durable; what cannot be recorded is not done.
    const isRecorded = await means.record(facts, exchange.takeRecords(call.name)).then(
      () => true,
      () => false,
    );
    if (stop !== undefined) return { kind: 'removed', stop };
    if (!isRecorded) return { kind: 'removed', stop: UNRECORDED };
    const decided = outcome.call?.argumentsText ?? argumentsText;
    return decided === argumentsText ? { kind: 'as-is' } : { kind: 'rewritten', argumentsText: decided };
  }
}

/** The part of an exchange that its answer needs. */
export type HostPassing = Pick<Passing, 'exchange' | 'facts' | 'means' | 'model' | 'serving'>;

/** The stop of a call whose decision could not be written down. */
const UNRECORDED: Stop = { crossing: 'application.call', control: 'ledger', action: 'block', failed: true };
