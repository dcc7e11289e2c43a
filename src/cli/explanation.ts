import type { Control, Outcome } from '../core/index.ts';
import type { DecisionEntry, SaidByControl } from './decision-entry.ts';
import { exceptionLines } from './exception-snippet.ts';
import { field, wrap } from './wrap.ts';

/** The control that settled what was done, and where. */
export interface Decisive {
  readonly entry: DecisionEntry;
  readonly said: SaidByControl;
}

export interface ExplanationSettings {
  readonly controls: readonly Control[];
  /** Milliseconds since the epoch; a suggested exception ends some weeks later. */
  readonly now: number;
  /** How a person calls this program from here. */
  readonly command: string;
}

const STRICTNESS: readonly Outcome[] = ['pass', 'flag', 'rewrite', 'hold', 'block'];

/** The control that acted most strictly, the first of equals; what only observed counts when nothing acted. */
export function decisiveOf(entries: readonly DecisionEntry[]): Decisive | undefined {
  let best: Decisive | undefined;
  const weight = ({ said }: Decisive): number =>
    STRICTNESS.indexOf(said.action) * 10 + STRICTNESS.indexOf(said.outcome);
  for (const entry of entries) {
    for (const said of entry.controls) {
      if (best === undefined || weight({ entry, said }) > weight(best)) best = { entry, said };
    }
  }
  return best;
}

/** The story of one exchange for a person who sees this for the first time, in lines of 80 columns. */
export function explanation(entries: readonly DecisionEntry[], settings: ExplanationSettings): readonly string[] {
  const [first] = entries;
  if (first === undefined) return [];
  const decisive = decisiveOf(entries);
  return [
    ...wrap(`Decision ${first.decision}: ${headline(entries, decisive)}`),
    '',
    ...facts(entries),
    '',
    'What crossed, in order',
    ...entries.flatMap(crossingLines),
    ...(decisive === undefined ? [] : decisiveLines(decisive, settings)),
  ];
}

const DONE: Readonly<Record<Outcome, string>> = {
  pass: 'everything passed',
  flag: 'something was noted, and everything passed',
  rewrite: 'something was rewritten, the rest passed',
  hold: 'held for a person to approve',
  block: 'blocked',
};

function headline(entries: readonly DecisionEntry[], decisive: Decisive | undefined): string {
  const refused = entries.find(({ event }) => event === 'authentication-refused' || event === 'refused');
  const strictest = decisive?.said.action ?? 'pass';
  if ((strictest === 'pass' || strictest === 'flag') && refused !== undefined)
    return `refused (${refused.code ?? 'no reason given'}).`;
  const where =
    decisive === undefined ? '' : ` at ${decisive.entry.crossing ?? 'a crossing'}, by ${decisive.said.control}`;
  return strictest === 'pass' ? `${DONE.pass}.` : `${DONE[strictest]}${where}.`;
}

function facts(entries: readonly DecisionEntry[]): readonly string[] {
  const known = entries.find(({ principal }) => principal !== undefined) ?? entries[0];
  if (known === undefined) return [];
  const { at, principal, tenant, model, provider, dialect, streamed, request, configuration } = known;
  return [
    ...field('when', new Date(at).toISOString()),
    ...field('who', principal === undefined ? 'nobody known' : `key ${principal}, tenant ${tenant ?? 'unknown'}`),
    ...(model === undefined ? [] : field('model', `${model}, at provider ${provider ?? 'unknown'}`)),
    ...(dialect === undefined ? [] : field('dialect', `${dialect}, ${streamed === true ? 'streamed' : 'whole'}`)),
    ...(request === undefined ? [] : field('request', request)),
    ...(configuration === undefined ? [] : field('policy', configuration.slice(0, FINGERPRINT_SHOWN))),
  ];
}

/** Enough of a fingerprint to tell policies apart. */
const FINGERPRINT_SHOWN = 23;

function crossingLines(entry: DecisionEntry): readonly string[] {
  const { crossing, event, action = 'pass', controls, passed, tool, code, status } = entry;
  if (crossing === undefined) {
    const how = [code, status].filter((part) => part !== undefined).join(', ');
    return [`  ${(event ?? entry.kind).padEnd(21)} ${how}`.trimEnd()];
  }
  return [
    `  ${crossing.padEnd(21)} ${action}${tool === undefined ? '' : ` (tool ${tool})`}`,
    ...controls.flatMap(saidLines),
    ...(passed.length === 0 ? [] : wrap(`passed: ${passed.join(', ')}`, '    ')),
  ];
}

function saidLines({ control, mode, outcome, action, findings, failed }: SaidByControl): readonly string[] {
  const seen = mode === 'observe' ? ' (observes only)' : action !== outcome ? ` (done: ${action})` : '';
  const how =
    failed === undefined ? `${control}: ${outcome}${seen}` : `${control}: could not answer (${failed}), so: ${action}`;
  const shown = findings.slice(0, FINDINGS_SHOWN);
  return [
    ...wrap(how, '    '),
    ...shown.map(
      ({ rule, severity, confidence, at }) =>
        `      ${rule}  ${severity}  ${Math.round(confidence * 100)}%  part ${at.part}, characters ${at.start}-${at.end}`,
    ),
    ...(findings.length > shown.length ? [`      and ${findings.length - shown.length} more`] : []),
  ];
}

const FINDINGS_SHOWN = 8;

function decisiveLines(decisive: Decisive, { controls, now, command }: ExplanationSettings): readonly string[] {
  const { said } = decisive;
  const control = controls.find(({ id }) => id === said.control);
  if (control === undefined)
    return ['', ...wrap(`The control ${said.control} is not part of this version of Ringfort.`)];
  const { what, why, fix } = control.docs;
  return [
    '',
    `${control.title} (${control.id})`,
    ...field('  what', what),
    ...field('  why', why),
    ...field('  what to do', fix),
    ...field('  mitigates', control.mitigates.join(', ')),
    ...exceptionLines(decisive, now),
    '',
    ...wrap(`More about this control: ${command} explain --control ${control.id}`),
  ];
}
