import type { z } from 'zod';
import type { Control, Crossing, Need } from '../core/index.ts';
import { CROSSINGS, PHASES } from '../core/index.ts';
import type { Exception, ExceptionPlace, OffControl, WiredControl } from './configuration.ts';
import type { Path } from './document.ts';
import { parsePlace } from './except.ts';
import { checkExpiry, readLoosening, refuseInert } from './expiry.ts';
import { toPlain } from './fingerprint.ts';
import { deepFreeze } from './freeze.ts';
import type { Problems } from './problems.ts';
import { nameOf } from './problems.ts';
import type { controlSchema } from './schema.ts';
import { quoted } from './secret.ts';
import { nearestName } from './suggest.ts';

export type ControlEntry = z.output<typeof controlSchema>;

/** A control in its place, or off, and what of it goes into the fingerprint. */
export interface Placed {
  readonly wired?: WiredControl;
  readonly off?: OffControl;
  readonly content: unknown;
}

/** A control made ready as its entry says, or switched off; undefined when anything was reported. */
export function wireControl(
  control: Control,
  entry: ControlEntry,
  written: unknown,
  now: number,
  problems: Problems,
): Placed | undefined {
  const path = ['controls', control.id];
  const before = problems.found.length;
  const failMode = entry.fail_mode ?? control.failMode;
  const isOpened = failMode === 'open' && control.failMode === 'closed';
  const what = entry.mode === 'enforce' ? '`fail_mode: open`' : `\`mode: ${entry.mode}\``;
  const isLoosened = entry.mode !== 'enforce' || isOpened;
  if (!isLoosened) refuseInert(entry, path, problems);
  const loosened = isLoosened ? readLoosening(entry, what, now, path, problems) : undefined;
  const exceptions = entry.exceptions.flatMap((one, index) => readException(control, one, index, now, problems) ?? []);
  const config = problems.parse(control.config, written ?? {}, [...path, 'config']);
  if (problems.found.length > before) return undefined;
  const { mode } = entry;
  const deadlineMs = entry.deadline ?? DEADLINE_MS[costClass(control.needs)];
  const content = { mode, config: toPlain(config), failMode, exceptions, deadlineMs, loosened };
  if (mode === 'off') return loosened === undefined ? undefined : { off: { control, ...loosened }, content };
  const wired = { control, config: deepFreeze(config), mode, failMode, exceptions, deadlineMs, loosened };
  return { wired, content };
}

/** For each crossing, the controls that stand there: by phase, then the cheaper first, then by id. */
export function orderByCrossing(wired: readonly WiredControl[]): ReadonlyMap<Crossing, readonly WiredControl[]> {
  return new Map(
    CROSSINGS.map((crossing) => {
      const standing = wired.filter(({ control }) => control.crossings.includes(crossing));
      return [
        crossing,
        Object.freeze(standing.toSorted((left, right) => compareAt(crossing, left.control, right.control))),
      ];
    }),
  );
}

/** How dear a control is to ask, from its needs alone. */
const COSTS = ['inline', 'counters', 'classifier'] as const;
type Cost = (typeof COSTS)[number];

/** Wide enough for a busy machine: a deadline is there for a control that hangs, not to hurry one that works. */
const DEADLINE_MS = { inline: 1_000, counters: 1_000, classifier: 10_000 } as const satisfies Record<Cost, number>;

function costClass(needs: readonly Need[]): Cost {
  if (needs.includes('classifier')) return 'classifier';
  return needs.includes('counters') ? 'counters' : 'inline';
}

/** Inside the inline class a control without needs goes before one that reads the registry, pseudonyms or prompts. */
function costRank(needs: readonly Need[]): number {
  return needs.length === 0 ? 0 : 1 + COSTS.indexOf(costClass(needs));
}

function compareAt(crossing: Crossing, left: Control, right: Control): number {
  const phase = phaseRank(left, crossing) - phaseRank(right, crossing);
  const cost = costRank(left.needs) - costRank(right.needs);
  return phase || cost || sumRank(left.needs) - sumRank(right.needs) || (left.id < right.id ? -1 : 1);
}

/** A control that sums up turns goes first among its equals: what another one stops must have been counted. */
function sumRank(needs: readonly Need[]): number {
  return needs.includes('accumulator') ? 0 : 1;
}

function phaseRank(control: Control, crossing: Crossing): number {
  return PHASES.indexOf(control.phases?.[crossing] ?? 'inspect');
}

function readException(
  control: Control,
  entry: ControlEntry['exceptions'][number],
  index: number,
  now: number,
  problems: Problems,
): Exception | undefined {
  const path = ['controls', control.id, 'exceptions', index];
  checkExpiry(entry.expires, now, [...path, 'expires'], problems);
  checkRule(control, entry.rule, [...path, 'rule'], problems);
  const places: ExceptionPlace[] = [];
  for (const text of [entry.at ?? []].flat()) {
    const place = parsePlace(text);
    const here = [...path, 'at'];
    if (place === undefined)
      problems.add(
        'value-invalid',
        `${nameOf(here)} must be a crossing, \`tool:NAME\`, \`document:ID\` or \`sha256:<hex>\`, not ${quoted(text)}`,
        here,
      );
    else if (place.kind === 'crossing' && !control.crossings.includes(place.crossing))
      problems.add(
        'exception-unreachable',
        `the control does not stand at ${quoted(text)}, so this excuses nothing`,
        here,
      );
    else if (places.some(({ kind }) => kind === place.kind))
      problems.add(
        'exception-unreachable',
        `all of ${nameOf(here)} must hold, and ${quoted(text)} contradicts another`,
        here,
      );
    else places.push(place);
  }
  const { id, rule, reason, owner, expires } = entry;
  return { id, rule, at: places, reason, owner, expires };
}

/** A rule that no finding can name would let nothing through, and nobody would notice. */
function checkRule(control: Control, rule: string, path: Path, problems: Problems): void {
  if (control.rules.includes(rule)) return;
  const message = `the control has no rule ${quoted(rule)}, so this excuses nothing`;
  problems.add('exception-rule-unknown', message, path, 'value', nearestName(rule, control.rules));
}
