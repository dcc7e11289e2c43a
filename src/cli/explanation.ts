import type { Control } from '../core/index.ts';
import type { DecisionEntry, ReadBasis, SaidByControl } from './decision-entry.ts';
import { type Decisive, decisiveOf } from './decisive.ts';
import { exceptionLines } from './exception-snippet.ts';
import { caution, headline } from './headline.ts';
import { field, wrap } from './wrap.ts';

export interface ExplanationSettings {
  readonly controls: readonly Control[];
  /** Milliseconds since the epoch; a suggested exception ends some weeks later. */
  readonly now: number;
  /** How a person calls this program from here. */
  readonly command: string;
}

/** The story of one exchange for a person who sees this for the first time, in lines of 80 columns. */
export function explanation(entries: readonly DecisionEntry[], settings: ExplanationSettings): readonly string[] {
  const [first] = entries;
  if (first === undefined) return [];
  const decisive = decisiveOf(entries);
  const careful = caution(entries, decisive);
  return [
    ...wrap(`Decision ${first.decision}: ${headline(entries, decisive)}`),
    ...(careful === undefined ? [] : wrap(careful)),
    '',
    ...facts(entries),
    '',
    'What crossed, in order',
    ...entries.flatMap(crossingLines),
    ...(decisive === undefined ? [] : decisiveLines(decisive, settings)),
  ];
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
  const { crossing, event, action = 'pass', controls, passed, bases, tool, code, status } = entry;
  if (crossing === undefined) {
    const how = [code, status].filter((part) => part !== undefined).join(', ');
    return [`  ${(event ?? entry.kind).padEnd(21)} ${how}`.trimEnd()];
  }
  return [
    `  ${crossing.padEnd(21)} ${action}${tool === undefined ? '' : ` (tool ${tool})`}`,
    ...controls.flatMap((said) => saidLines(said, tool)),
    ...(passed.length === 0 ? [] : wrap(`passed: ${passed.join(', ')}`, '    ')),
    ...Object.entries(bases).flatMap(([control, basis]) => wrap(`${control}: ${basisText(basis)}`, '      ')),
  ];
}

function saidLines(said: SaidByControl, tool: string | undefined): readonly string[] {
  const { control, mode, outcome, action, findings, failed, basis } = said;
  const seen = mode === 'observe' ? ' (observes only)' : action !== outcome ? ` (done: ${action})` : '';
  const how =
    failed === undefined ? `${control}: ${outcome}${seen}` : `${control}: could not answer (${failed}), so: ${action}`;
  const shown = findings.slice(0, FINDINGS_SHOWN);
  return [
    ...wrap(how, '    '),
    ...(basis === undefined ? [] : wrap(basisText(basis), '      ')),
    ...shown.map(
      ({ rule, severity, confidence, at }) =>
        `      ${rule}  ${severity}  ${Math.round(confidence * 100)}%  ${placeText(at, tool)}`,
    ),
    ...(findings.length > shown.length ? [`      and ${findings.length - shown.length} more`] : []),
  ];
}

/** Which detector answered, how much of the text it read, and whether its language was measured. */
function basisText({ tier, coverage, unassessed }: ReadBasis): string {
  const share = `${Math.floor(coverage * 100)}%`;
  const read = tier === 'encoder' ? `the encoder read ${share}` : 'the linear screen answered alone';
  return unassessed ? `${read}, in a language that was not assessed` : read;
}

/** An empty span at the start is about the whole: the tool of a call, or a part. */
function placeText({ part, start, end }: SaidByControl['findings'][number]['at'], tool: string | undefined): string {
  if (start !== 0 || end !== 0) return `part ${part}, characters ${start}-${end}`;
  return tool === undefined ? `part ${part} as a whole` : `tool ${tool}`;
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
