import type { Crossing, Mode, Outcome } from '../core/index.ts';

/** What a boundary tells about its work; metrics are made from it. No text, no principal, no session. */
export interface Observer {
  controlRan(control: string, crossing: Crossing, seconds: number): void;
  controlFailed(control: string, failMode: 'closed' | 'open', crossing: Crossing): void;
  decided(crossing: Crossing, control: string, action: Outcome, mode: Mode): void;
  /** Text of a stream that is kept back now, and for how long the oldest of it has been. */
  heldBack(characters: number, seconds: number): void;
  verdictKnown(known: boolean): void;
}

/** Time as the boundary needs it: milliseconds that only grow. */
export interface Stopwatch {
  elapsed(): number;
}
