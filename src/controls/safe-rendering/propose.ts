import type { Severity } from '../../core/index.ts';
import { type Destinations, isFileLike, OBJECTIONS, type Objection, objectionTo, schemeless } from './judge.ts';
import { addressNote, definitionNote, imageNote, linkNote } from './note.ts';
import type { Active } from './reading.ts';
import { TARGET_OF } from './tag.ts';

/** Everything that is made inert: addresses with an objection, and constructs that act by themselves. */
export const PROPOSALS = [...OBJECTIONS, 'foreign-image', 'control-sequence', 'formula-cell', 'active-html'] as const;
type Rule = (typeof PROPOSALS)[number];

/** A finding with the edits that make it inert. */
export interface Proposal {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  readonly edits: readonly Replacement[];
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

const AMBIGUOUS: Objection = Object.freeze({ rule: 'ambiguous-link', severity: 'medium', url: undefined });

type Named = Pick<Proposal, 'rule' | 'severity'>;
type Of<K extends Active['kind']> = Extract<Active, { kind: K }>;

/** What to do about one active construct; undefined when it may stay. */
export function proposalFor(text: string, found: Active, allowed: Destinations): Proposal | undefined {
  switch (found.kind) {
    case 'inline':
      return inline(found, allowed);
    case 'definition':
      return definition(found, allowed);
    case 'tag':
      return tag(found, allowed);
    case 'autolink':
      return address(found, found.target, allowed);
    case 'address':
      return bare(text, found, allowed);
    case 'signal':
      return replace(acting('control-sequence'), found, ' ');
    case 'formula':
      return replace(acting('formula-cell'), found, `'${text.slice(found.start, found.end)}`);
    case 'wild':
      return replace(acting('active-html'), found, '&lt;');
  }
}

function inline(found: Of<'inline'>, allowed: Destinations): Proposal | undefined {
  const { target, bang, bracket } = found;
  const image = bang !== undefined;
  if (target.shape === 'odd') return broken(AMBIGUOUS, bracket);
  const objection = objectionTo(target.destination, image || found.imagery ? 'image' : 'link', allowed);
  if (objection === undefined) return undefined;
  if (target.shape === 'loose') return broken(objection, bracket);
  const note = image ? imageNote(objection) : linkNote(objection, allowed.links);
  const edits = [{ start: bracket + 1, end: target.close, replacement: ` ${note}` }];
  if (bang !== undefined) edits.unshift({ start: bang, end: bang + 1, replacement: '' });
  return { ...named(objection, image), start: bang ?? bracket, end: target.close, edits };
}

/** A definition may serve an image, so its address is judged like that of an image. */
function definition(found: Of<'definition'>, allowed: Destinations): Proposal | undefined {
  const { target, bracket } = found;
  if (target.shape === 'odd') return broken(AMBIGUOUS, bracket);
  const objection = objectionTo(target.destination, 'image', allowed);
  if (objection === undefined) return undefined;
  if (target.shape === 'loose') return broken(objection, bracket);
  const edits = [{ start: target.start, end: target.end, replacement: definitionNote(objection, allowed.links) }];
  return { ...named(objection, false), start: bracket, end: target.end, edits };
}

/** Parts what cannot be cut out cleanly; the address that remains is text and is judged as such. */
function broken(objection: Objection, bracket: number): Proposal {
  const edits = [{ start: bracket + 1, end: bracket + 1, replacement: ' ' }];
  return { ...named(objection, false), start: bracket, end: bracket + 2, edits };
}

function tag(found: Of<'tag'>, allowed: Destinations): Proposal | undefined {
  const image = found.name === 'img';
  for (const { name, value } of found.attributes) {
    if (name !== TARGET_OF.get(found.name)) continue;
    const objection = objectionTo(value, image ? 'image' : 'link', allowed);
    if (objection === undefined) continue;
    const note = image ? imageNote(objection) : `${addressNote(objection, allowed.links)} `;
    return replace(named(objection, image), found, note);
  }
  return undefined;
}

function bare(
  text: string,
  found: Of<'address' | 'signal' | 'formula' | 'wild'>,
  allowed: Destinations,
): Proposal | undefined {
  const written = text.slice(found.start, found.end);
  if (/^[a-z]{2,5}:\/\//i.test(written)) return address(found, written, allowed);
  if (written.startsWith('//')) return isFileLike(written.slice(2)) ? undefined : address(found, written, allowed);
  const url = schemeless(written);
  return url === undefined ? undefined : address(found, url.href, allowed);
}

function address(found: { start: number; end: number }, target: string, allowed: Destinations): Proposal | undefined {
  const objection = objectionTo(target, 'link', allowed);
  if (objection === undefined) return undefined;
  return replace(named(objection, false), found, addressNote(objection, allowed.links));
}

function named(objection: Objection, image: boolean): Named {
  const rule = image && objection.rule === 'foreign-host' ? 'foreign-image' : objection.rule;
  return { rule, severity: objection.severity };
}

function acting(rule: Rule): Named {
  return { rule, severity: 'high' };
}

function replace(name: Named, found: { start: number; end: number }, replacement: string): Proposal {
  const { start, end } = found;
  return { ...name, start, end, edits: [{ start, end, replacement }] };
}
