import type { Basis, ControlRecord, DecisionRecord } from '../core/index.ts';
import type { ExchangeEvent, ExchangeFacts } from '../gateway/index.ts';
import type { LedgerEntryBody } from '../ledger/index.ts';

/**
 * A decision as the ledger keeps it. A call that may be made is an act: it waits until this entry is durable. Controls
 * that passed are named; what the others said stands in full.
 */
export function decisionBody(facts: ExchangeFacts, record: DecisionRecord, at: number): LedgerEntryBody {
  const isAct = record.crossing === 'application.call' && record.action !== 'block' && record.action !== 'hold';
  const spoke = record.controls.filter((control) => control.outcome !== 'pass' || control.failed !== undefined);
  const passed = record.controls.filter((control) => control.outcome === 'pass' && control.failed === undefined);
  return {
    kind: isAct ? 'act' : 'decision',
    at,
    decision: record.decision,
    request: facts.request,
    crossing: record.crossing,
    action: record.action,
    controls: spoke,
    passed: passed.map(({ control }) => control),
    bases: basesOf(passed),
    digests: record.digests,
    known: record.known,
    tool: record.tool,
    ...factFields(facts),
  };
}

/** What learned verdicts rest on that let the text pass: those that did not pass carry it themselves. */
function basesOf(passed: readonly ControlRecord[]): Record<string, Basis> | undefined {
  const known = passed.flatMap(({ control, basis }) => (basis === undefined ? [] : [[control, basis] as const]));
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** The kinds of ledger entry for what is no decision. */
const KINDS = {
  'authentication-refused': 'authentication',
  'provider-failed': 'act-result',
  'client-gone': 'act-result',
  finished: 'act-result',
  failed: 'act-result',
  refused: 'decision',
} as const satisfies Record<ExchangeEvent['what'], LedgerEntryBody['kind']>;

/** What happened and how it ended, in the words that the export knows. */
export function eventBody(
  facts: Pick<ExchangeFacts, 'request' | 'decision'> & Partial<ExchangeFacts>,
  event: ExchangeEvent,
  at: number,
): LedgerEntryBody {
  const { what, code, param, status, usage } = event;
  return {
    kind: KINDS[what],
    at,
    decision: facts.decision,
    request: facts.request,
    event: what,
    outcome: what === 'finished' ? 'succeeded' : 'failed',
    code,
    param,
    status,
    promptTokens: usage?.input,
    completionTokens: usage?.output,
    ...factFields(facts),
  };
}

function factFields(facts: Partial<ExchangeFacts>): Record<string, unknown> {
  const { configuration, principal, session, model, provider, dialect, streamed, labels } = facts;
  return {
    configuration,
    principal: principal?.id,
    tenant: principal?.tenant,
    session: session?.id,
    model,
    provider,
    dialect,
    streamed,
    integrity: labels?.integrity,
    confidentiality: labels?.confidentiality,
  };
}
