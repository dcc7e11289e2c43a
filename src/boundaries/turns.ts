import { createHash } from 'node:crypto';
import {
  type Accumulated,
  type AccumulatorMeans,
  type CountedTurn,
  TURN_TAIL,
  TURNS_KEPT,
  type TurnMeans,
} from '../core/index.ts';

/** Adds a turn to the stored sum of a control, unless it was counted there before; returns the sum. */
export type AddToSum = (control: string, counted: CountedTurn) => Promise<number>;

/**
 * Where the sums of a conversation are kept. Without a place for the session its turns are summed up over this exchange
 * alone, from the history that it brings; without a place for the principal, that sum is 0.
 */
export type TurnSums = Readonly<Partial<Record<Accumulated, AddToSum>>>;

/** One user turn under inspection. */
export interface Turn {
  /** What a verdict on it depends on besides its own text: part of the key under which the verdict is kept. */
  readonly key: string;
  readonly means: TurnMeans;
  accumulatorOf(control: string): AccumulatorMeans;
}

/** The user turns of one exchange, in order. */
export class Turns {
  private readonly sums: TurnSums;
  private readonly met = new Set<string>();
  private before: readonly string[] = [];
  private current: ReadonlyMap<string, number> = new Map();

  constructor(sums: TurnSums) {
    this.sums = sums;
  }

  /** The next turn; `digest` names its text. A text that is said again says nothing new, and is not counted again. */
  open(digest: string): Turn {
    const isMet = this.met.has(digest);
    this.met.add(digest);
    const { before, summed } = this;
    return {
      key: `${isMet ? 'again' : ''}|${digestOf(before)}|${[...summed.values()].join()}`,
      means: { before },
      accumulatorOf: (control) => ({
        add: async (of, step, ceiling) => {
          const stored = this.sums[of];
          if (stored !== undefined) return stored(control, { turn: digest, step, ceiling });
          if (of === 'principal') return 0;
          const sum = Math.max(0, Math.min(ceiling, (summed.get(control) ?? 0) + (isMet ? 0 : step)));
          this.current = new Map([...this.current, [control, sum]]);
          return sum;
        },
      }),
    };
  }

  /** What the controls left of a turn. */
  close(texts: readonly string[]): void {
    this.before = [...this.before, texts.join('\n').slice(-TURN_TAIL)].slice(-TURNS_KEPT);
  }

  /** The sums over this exchange so far, by control; none where the session's are stored. */
  get summed(): ReadonlyMap<string, number> {
    return this.current;
  }

  /** Goes on from the sums that a turn, which is not inspected again, led to before. */
  resume(summed: ReadonlyMap<string, number>): void {
    this.current = summed;
  }
}

/** For whatever is no user turn of a conversation. */
export const NO_TURN: Omit<Turn, 'key'> = Object.freeze({
  means: Object.freeze({ before: [] }),
  accumulatorOf: () => ({ add: async () => 0 }),
});

function digestOf(texts: readonly string[]): string {
  return texts.length === 0 ? '' : createHash('sha256').update(JSON.stringify(texts)).digest('base64url');
}
