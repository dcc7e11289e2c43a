import type { Case, Cases, Crossing, Outcome } from '../core/index.ts';
import type { Configuration, WiredControl } from '../policy/index.ts';
import { type CaseMeans, caseContext, caseUnit } from './case-unit.ts';
import { Records } from './record.ts';
import type { Running } from './run.ts';
import { inspectWhole } from './whole.ts';

/** One case that did not end as the control says. */
export interface Failure {
  readonly control: string;
  readonly crossing: Crossing;
  /** Name of the case; a name, never its text. */
  readonly attempt: string;
  readonly kind: 'attack' | 'benign' | 'crash';
  readonly expected: Outcome;
  readonly got: Outcome;
}

/** A crossing at which a control stands and that nothing proves: no case is there, or none of its cases can be loaded. */
export interface Unattempted {
  readonly control: string;
  readonly crossing: Crossing;
  readonly kind: 'no-case' | 'no-cases-load';
}

/** One control that did not do what it claims. */
export type Unproven = Failure | Unattempted;

export interface SelfProof {
  /** Cases that were sent. */
  readonly sent: number;
  /** Control and crossing pairs that stopped each known-bad case and passed each known-good one that they have. */
  readonly armed: readonly { readonly control: string; readonly crossing: Crossing }[];
  readonly unproven: readonly Unproven[];
  /** Cases that end otherwise under this policy, and as they should under the defaults: it was configured so. */
  readonly configured: readonly Failure[];
}

/**
 * Sends the known-bad and known-good cases of every wired control through it, by the same path that traffic takes and as
 * the policy configures it. A control that is loaded but blind, constant or broken is named here before it is trusted. A
 * case that fails is sent again under the defaults: when it holds there, the policy wants it so, and that is a note.
 */
export async function proveControls(
  configuration: Configuration,
  running: Running,
  means: CaseMeans,
): Promise<SelfProof> {
  const armed: { control: string; crossing: Crossing }[] = [];
  const unproven: Unproven[] = [];
  const configured: Failure[] = [];
  let sent = 0;
  for (const wired of configuration.wired) {
    const control = wired.control.id;
    const cases = await wired.control.cases().catch(() => undefined);
    for (const crossing of wired.control.crossings) {
      const mine = cases === undefined ? [] : casesAt(cases, crossing);
      if (mine.length === 0) {
        unproven.push({ control, crossing, kind: cases === undefined ? 'no-cases-load' : 'no-case' });
        continue;
      }
      sent += mine.length;
      const before = unproven.length;
      for (const { one, kind } of mine) {
        const failure = await prove(wired, one, kind, wired.config, running, means);
        if (failure === undefined) continue;
        const isWanted =
          failure.kind !== 'crash' &&
          one.config === undefined &&
          (await prove(wired, one, kind, undefined, running, means)) === undefined;
        (isWanted ? configured : unproven).push(failure);
      }
      if (unproven.length === before) armed.push({ control, crossing });
    }
  }
  return { sent, armed, unproven, configured };
}

interface Attempt {
  readonly one: Case;
  readonly kind: 'attack' | 'benign';
}

function casesAt({ attack, benign }: Cases, crossing: Crossing): readonly Attempt[] {
  return [
    ...attack.map((one) => ({ one, kind: 'attack' as const })),
    ...benign.map((one) => ({ one, kind: 'benign' as const })),
  ].filter(({ one }) => one.crossing === crossing);
}

async function prove(
  wired: WiredControl,
  one: Case,
  kind: Attempt['kind'],
  config: unknown,
  running: Running,
  means: CaseMeans,
): Promise<Failure | undefined> {
  const enforced: WiredControl = { ...wired, mode: 'enforce', exceptions: [] };
  const records = new Records();
  const failed = (failure: Failure['kind'], got: Outcome): Failure => ({
    control: wired.control.id,
    crossing: one.crossing,
    attempt: one.name,
    kind: failure,
    expected: one.expect.outcome,
    got,
  });
  try {
    const context = caseContext(wired.control, one, means, config);
    await inspectWhole(one.crossing, caseUnit(one), [enforced], () => context, running, records);
  } catch {
    return failed('crash', 'pass');
  }
  const record = records.take('self-proof').flatMap((each) => each.controls)[0];
  const got = record?.outcome ?? 'pass';
  if (record?.failed !== undefined) return failed('crash', got);
  return got === one.expect.outcome ? undefined : failed(kind, got);
}
