import type { Case, Context, Crossing, DecodedText, Outcome } from '../core/index.ts';
import type { Configuration, WiredControl } from '../policy/index.ts';
import { caseContext, caseUnit } from './case-unit.ts';
import { Records } from './record.ts';
import type { Running } from './run.ts';
import { inspectWhole } from './whole.ts';

/** One control that did not do what it claims. */
export interface Unproven {
  readonly control: string;
  readonly crossing: Crossing;
  /** Name of the case; a name, never its text. */
  readonly attempt: string;
  readonly kind: 'attack' | 'benign' | 'crash';
  readonly expected: Outcome;
  readonly got: Outcome;
}

export interface SelfProof {
  /** Cases that were sent. */
  readonly sent: number;
  /** Control and crossing pairs that stopped a known-bad case and passed a known-good one where they have such cases. */
  readonly armed: readonly { readonly control: string; readonly crossing: Crossing }[];
  readonly unproven: readonly Unproven[];
}

/**
 * Sends the known-bad and known-good cases of every wired control through it, by the same path that traffic takes. A
 * control that is loaded but blind, constant or broken is named here before it is trusted.
 */
export async function proveControls(
  configuration: Configuration,
  running: Running,
  decode: (text: string) => readonly DecodedText[],
): Promise<SelfProof> {
  const armed: { control: string; crossing: Crossing }[] = [];
  const unproven: Unproven[] = [];
  let sent = 0;
  for (const wired of configuration.wired) {
    const cases = await wired.control.cases();
    for (const crossing of wired.control.crossings) {
      const failures: Unproven[] = [];
      const mine = [
        ...cases.attack.map((one) => ({ one, kind: 'attack' as const })),
        ...cases.benign.map((one) => ({ one, kind: 'benign' as const })),
      ].filter(({ one }) => one.crossing === crossing);
      for (const { one, kind } of mine) {
        sent += 1;
        const failure = await prove(wired, one, kind, running, decode);
        if (failure !== undefined) failures.push(failure);
      }
      unproven.push(...failures);
      if (failures.length === 0) armed.push({ control: wired.control.id, crossing });
    }
  }
  return { sent, armed, unproven };
}

async function prove(
  wired: WiredControl,
  one: Case,
  kind: 'attack' | 'benign',
  running: Running,
  decode: (text: string) => readonly DecodedText[],
): Promise<Unproven | undefined> {
  const enforced: WiredControl = { ...wired, mode: 'enforce', exceptions: [] };
  const records = new Records();
  const failed = (failure: Unproven['kind'], got: Outcome): Unproven => ({
    control: wired.control.id,
    crossing: one.crossing,
    attempt: one.name,
    kind: failure,
    expected: one.expect.outcome,
    got,
  });
  let context: Context<unknown, never>;
  try {
    context = caseContext(wired.control, one, decode);
    await inspectWhole(one.crossing, caseUnit(one), [enforced], () => context, running, records);
  } catch {
    return failed('crash', 'pass');
  }
  const record = records.take('self-proof').flatMap((each) => each.controls)[0];
  const got = record?.outcome ?? 'pass';
  if (record?.failed !== undefined) return failed('crash', got);
  return got === one.expect.outcome ? undefined : failed(kind, got);
}
