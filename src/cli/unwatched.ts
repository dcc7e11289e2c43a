import type { Running } from '../boundaries/index.ts';

/** For work that no metric counts. */
export const UNWATCHED: Running = {
  observer: { controlRan() {}, controlFailed() {}, decided() {}, heldBack() {}, verdictKnown() {} },
  stopwatch: { elapsed: () => performance.now() },
};
