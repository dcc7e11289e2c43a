import { Counter, type Registry } from 'prom-client';
import { boundaryOf, type Crossing, MODES, type Mode, OUTCOMES, type Outcome } from '../core/index.ts';
import type { LabelSet } from './label-set.ts';
import { createTallies } from './tally.ts';

/** What is counted of one control at one crossing. Resolve it once per control and crossing, not per request. */
export interface ControlMeter {
  decided(action: Outcome, mode: Mode): void;
  /** How long `inspect` took. */
  took(seconds: number): void;
  /** It threw, hung or overflowed, and its fail mode was used; `open` is counted a second time, by name. */
  failed(failMode: 'closed' | 'open'): void;
}

/** From 5 microseconds, what an inline control costs, to a second. */
const LATENCY_SECONDS = [5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 0.01, 0.025, 0.1, 0.5, 1];

/** One number per action and mode, counted here and given to the registry when it is read: a control decides often. */
interface DecisionCells {
  readonly control: string;
  readonly crossing: Crossing;
  readonly counts: Float64Array;
}

export function createControlMeters(
  registry: Registry,
  controls: LabelSet,
): (id: string, crossing: Crossing) => ControlMeter {
  const cells: DecisionCells[] = [];
  const registers = [registry];
  new Counter({
    name: 'ringfort_decisions_total',
    help: 'Decisions per control: what was acted upon.',
    labelNames: ['boundary', 'crossing', 'control', 'action', 'mode'] as const,
    registers,
    collect() {
      this.reset();
      for (const cell of cells) for (const row of rowsOf(cell)) this.inc(row.labels, row.count);
    },
  });
  const latency = createTallies(registry, {
    name: 'ringfort_control_latency_seconds',
    help: 'Time of one inspection by one control.',
    buckets: LATENCY_SECONDS,
  });
  const errors = new Counter({
    name: 'ringfort_control_errors_total',
    help: 'Inspections that threw, hung or overflowed.',
    labelNames: ['control', 'fail_mode'] as const,
    registers,
  });
  const failOpen = new Counter({
    name: 'ringfort_fail_open_total',
    help: 'Uses of an open fail mode: text that passed a control which could not judge it.',
    labelNames: ['control'] as const,
    registers,
  });
  return (id, crossing) => {
    const control = controls(id);
    const cell = { control, crossing, counts: new Float64Array(OUTCOMES.length * MODES.length) };
    cells.push(cell);
    const observe = latency({ control, crossing });
    return {
      decided(action, mode) {
        const index = OUTCOMES.indexOf(action) * MODES.length + MODES.indexOf(mode);
        cell.counts[index] = (cell.counts[index] ?? 0) + 1;
      },
      took: observe,
      failed(failMode) {
        errors.inc({ control, fail_mode: failMode });
        if (failMode === 'open') failOpen.inc({ control });
      },
    };
  };
}

function* rowsOf({ control, crossing, counts }: DecisionCells) {
  for (const [actionIndex, action] of OUTCOMES.entries()) {
    for (const [modeIndex, mode] of MODES.entries()) {
      const count = counts[actionIndex * MODES.length + modeIndex] ?? 0;
      if (count > 0) yield { labels: { boundary: boundaryOf(crossing), crossing, control, action, mode }, count };
    }
  }
}
