import { createHash } from 'node:crypto';
import type { Finding, View } from '../core/index.ts';
import { isCrossing } from '../core/index.ts';
import type { Exception, ExceptionPlace } from './configuration.ts';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Reads one condition of `at`: a crossing, `sha256:<hex>` of the found text, `tool:NAME` or `document:ID`. */
export function parsePlace(text: string): ExceptionPlace | undefined {
  if (isCrossing(text)) return { kind: 'crossing', crossing: text };
  if (DIGEST.test(text)) return { kind: 'digest', digest: text };
  if (text.startsWith('tool:') && text.length > 5) return { kind: 'tool', tool: text.slice(5) };
  if (text.startsWith('document:') && text.length > 9) return { kind: 'document', document: text.slice(9) };
  return undefined;
}

/** The first exception that excuses this finding. What cannot be proved from the view does not hold. */
export function exceptionFor(
  exceptions: readonly Exception[],
  finding: Finding,
  view: View | undefined,
): Exception | undefined {
  return exceptions.find(({ rule, at }) => rule === finding.rule && at.every((place) => holds(place, finding, view)));
}

function holds(place: ExceptionPlace, finding: Finding, view: View | undefined): boolean {
  if (view === undefined) return false;
  if (place.kind === 'crossing') return view.crossing === place.crossing;
  const part = view.parts[finding.at.part];
  if (place.kind === 'document') return part?.label.origin?.document === place.document;
  if (place.kind === 'tool') return ('call' in view ? view.call.name : part?.label.origin?.tool) === place.tool;
  return part !== undefined && digestOf(part.text.slice(finding.at.start, finding.at.end)) === place.digest;
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}
