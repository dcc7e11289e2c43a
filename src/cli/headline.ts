import type { Outcome } from '../core/index.ts';
import type { DecisionEntry } from './decision-entry.ts';
import type { Decisive } from './decisive.ts';

const DONE: Readonly<Record<Outcome, string>> = {
  pass: 'everything passed',
  flag: 'something was noted, and everything passed',
  rewrite: 'something was rewritten, the rest passed',
  hold: 'held for a person to approve',
  block: 'blocked',
};

/** What became of an exchange, in a sentence: a failure first, then what was done. */
export function headline(entries: readonly DecisionEntry[], decisive: Decisive | undefined): string {
  const refused = entries.find(({ event }) => event === 'authentication-refused' || event === 'refused');
  const failure = failureOf(entries);
  const strictest = decisive?.said.action ?? 'pass';
  const isQuiet = strictest === 'pass' || strictest === 'flag';
  if (isQuiet && refused !== undefined) return `refused (${refused.code ?? 'no reason given'}).`;
  if (isQuiet && failure !== undefined) return `${failure}.`;
  const where =
    decisive === undefined ? '' : ` at ${decisive.entry.crossing ?? 'a crossing'}, by ${decisive.said.control}`;
  const done = strictest === 'pass' ? DONE.pass : `${DONE[strictest]}${where}`;
  return failure === undefined ? `${done}.` : `${failure}. Before that: ${done}.`;
}

/** What a person should know of it right away: a call that nobody can release, a key that the provider does not take. */
export function caution(entries: readonly DecisionEntry[], decisive: Decisive | undefined): string | undefined {
  if (decisive?.said.action === 'hold')
    return 'A person must approve this, and this version has no way to grant it yet; the call stays held.';
  const refusing = entries.find(isOwnKeyRefused);
  return refusing === undefined
    ? undefined
    : `The key is the one that the policy names at \`providers.${refusing.provider ?? 'NAME'}.key\`, not the caller's.`;
}

/** How an exchange failed for another reason than a control; undefined when it did not. */
function failureOf(entries: readonly DecisionEntry[]): string | undefined {
  const ended = entries.findLast(({ event }) => event === 'provider-failed' || event === 'failed');
  if (ended === undefined) return undefined;
  if (isOwnKeyRefused(ended)) return `the provider refused Ringfort's own key (status ${ended.status})`;
  const reason = ended.code ?? (ended.status === undefined ? 'no reason given' : `status ${ended.status}`);
  return ended.event === 'failed' ? `Ringfort itself failed (${reason})` : `the provider failed (${reason})`;
}

function isOwnKeyRefused({ event, status }: DecisionEntry): boolean {
  return event === 'provider-failed' && (status === 401 || status === 403);
}
