import { type Accumulated, type Case, type Control, type Means, TURN_TAIL, TURNS_KEPT } from '../core/index.ts';
import { type CaseMeans, caseContext, caseUnit } from './case-unit.ts';
import { viewOf } from './whole.ts';

/**
 * The means of a case that has earlier turns: what was said, and the sums that those turns led to. They are inspected
 * when a sum is first asked for, each as a case of its own.
 */
export function earlierTurns(
  control: Control,
  one: Case,
  means: CaseMeans,
  config: unknown,
): Pick<Means, 'turns' | 'accumulator'> {
  const earlier = one.turns ?? [];
  let sums: Promise<Sums> | undefined;
  return {
    turns: { before: earlier.slice(-TURNS_KEPT).map((text) => text.slice(-TURN_TAIL)) },
    accumulator: {
      async add(of, step, ceiling) {
        sums ??= sumsAfter(control, one, means, config);
        const counted = earlier.includes([one.text ?? []].flat().join('\n')) ? 0 : step;
        return Math.max(0, Math.min(ceiling, ((await sums).get(of) ?? 0) + counted));
      },
    },
  };
}

type Sums = ReadonlyMap<Accumulated, number>;

/** The sums after the last of the earlier turns. */
async function sumsAfter(control: Control, one: Case, means: CaseMeans, config: unknown): Promise<Sums> {
  const earlier = one.turns ?? [];
  const text = earlier.at(-1);
  const sums = new Map<Accumulated, number>();
  if (text === undefined) return sums;
  const turn: Case = { ...one, text, turns: earlier.slice(0, -1) };
  const before = earlierTurns(control, turn, means, config).accumulator;
  const accumulator: Means['accumulator'] = {
    async add(of, step, ceiling) {
      const sum = await before.add(of, step, ceiling);
      sums.set(of, sum);
      return sum;
    },
  };
  const unit = caseUnit(turn);
  const view = viewOf(unit.crossing, unit, [text], undefined);
  const context = { ...caseContext(control, turn, means, config), accumulator };
  await control.inspect(view, context as Parameters<typeof control.inspect>[1]); // holds every need that this control declared
  return sums;
}
