import { lastUserIndex, type ObedientRequest, type PastCall } from '../request.ts';
import type { Act, Directive } from './directive.ts';

/** More rounds of tools than any breaker allows. */
export const MOST_ROUNDS = 24;
const MOST_PARALLEL = 16;

type CallAct = Extract<Act, { kind: 'call' }>;

/** The calls to ask for now, and the directives with what became of them. */
export interface Plan {
  readonly calls: readonly CallAct[];
  readonly found: readonly Directive[];
}

/** All acts are done, each as often as it was ordered; what the history shows as called is not ordered again. */
export function planCalls(request: ObedientRequest, directives: readonly Directive[]): Plan {
  const mayCall = request.toolChoice !== 'none' && request.tools.length > 0 && roundsOf(request) < MOST_ROUNDS;
  const past = request.turns.flatMap((turn) => turn.calls);
  const used = new Set<PastCall>();
  const calls: CallAct[] = [];
  const most = request.parallel ? MOST_PARALLEL : 1;
  const found = directives.map((directive): Directive => {
    const { act } = directive;
    if (act.kind !== 'call' || directive.effect === 'waiting') return directive;
    let isPending = false;
    for (let round = 0; round < act.times; round++) {
      const made = past.find((call) => !used.has(call) && isSameCall(call, act));
      if (made !== undefined) used.add(made);
      else if (mayCall && calls.length < most) {
        isPending = true;
        calls.push(act);
      } else break;
    }
    return { ...directive, effect: isPending ? 'called' : mayCall ? 'done-before' : 'none' };
  });
  return { calls, found };
}

/** Rounds of tools since the newest user turn. */
export function roundsOf(request: ObedientRequest): number {
  return request.turns.slice(lastUserIndex(request) + 1).filter((turn) => turn.calls.length > 0).length;
}

/** The same tool, and one argument in common: a control on the way may have changed the others. */
function isSameCall(past: PastCall, act: CallAct): boolean {
  if (past.name !== act.tool) return false;
  const values = Object.values(act.args).map((value) => JSON.stringify(value));
  return values.length === 0 || values.some((value) => past.argumentsText.includes(value));
}
