import type { Confidentiality, Label, Origin, Source } from '../../core/index.ts';
import { labelOf } from '../../core/index.ts';
import type { ReadSettings } from '../dialect.ts';
import type { Json } from '../json.ts';
import { objectAt, optionalStringAt, Unreadable } from './reading.ts';

const SOURCES: readonly Source[] = ['user', 'retrieved', 'memory', 'tool'];
const CONFIDENTIALITIES: readonly Confidentiality[] = ['public', 'internal', 'confidential', 'restricted'];
const TRUST: Readonly<Record<Source, number>> = { system: 2, user: 1, retrieved: 0, memory: 0, tool: 0, model: 0 };
const DECLARED: ReadonlySet<string> = new Set(['source', 'document', 'confidentiality']);

/**
 * The label of a text: what its role says, and what the application declares in the member `ringfort`.
 *
 * A declaration never raises trust: a text is at most as believable as its role. Origins are another matter. Which document
 * a text is, and which tool a result came from, only the caller can tell, and so an exception that the policy grants to
 * `document:` or `tool:` holds for whoever holds the key. Only retrieved text may name a document.
 */
export function labelFor(holder: Json, role: Source, settings: ReadSettings, param: string, origin?: Origin): Label {
  const base = labelOf(role, settings.tenant, origin);
  if (holder.ringfort === undefined) return base;
  const at = `${param}.ringfort`;
  const declared = objectAt(holder.ringfort, at);
  for (const key of Object.keys(declared)) {
    if (!DECLARED.has(key)) throw new Unreadable(`a declaration has only ${[...DECLARED].join(', ')}`, at);
  }
  const source = declared.source === undefined ? role : SOURCES.find((known) => known === declared.source);
  if (source === undefined) throw new Unreadable(`\`source\` must be one of ${SOURCES.join(', ')}`, `${at}.source`);
  if (TRUST[source] > TRUST[role]) throw new Unreadable('a declaration may not raise trust', `${at}.source`);
  const document = optionalStringAt(declared.document, `${at}.document`);
  if (document !== undefined && source !== 'retrieved')
    throw new Unreadable('only text of `source: retrieved` may name its document', `${at}.document`);
  const label = labelOf(source, settings.tenant, document === undefined ? origin : { ...origin, document });
  if (declared.confidentiality === undefined) return label;
  const confidentiality = CONFIDENTIALITIES.find((known) => known === declared.confidentiality);
  if (confidentiality === undefined)
    throw new Unreadable(`\`confidentiality\` must be one of ${CONFIDENTIALITIES.join(', ')}`, at);
  return { ...label, confidentiality };
}

/**
 * The label of what stands beside a text, in members that nobody knows. Beside a system text it is no system text: nothing
 * is planted in it, and an answer may repeat it.
 */
export function labelBeside(label: Label): Label {
  return label.source === 'system' ? labelOf('user', label.tenant) : label;
}
