const FAILURES_IN_A_ROW = 5;
const PAUSE_MS = 30_000;

/** Spares a server that fails: after five failures in a row one request is let through each 30 seconds, until one goes well. */
export class Breaker {
  #failures = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether the server may be asked now. After a pause, the one who hears yes is the trial, and the next pause begins. */
  mayAsk(): boolean {
    if (this.#failures < FAILURES_IN_A_ROW) return true;
    if (this.#now() < this.#pausedUntil) return false;
    this.#pausedUntil = this.#now() + PAUSE_MS;
    return true;
  }

  tell(wentWell: boolean): void {
    this.#failures = wentWell ? 0 : this.#failures + 1;
    if (this.#failures >= FAILURES_IN_A_ROW) this.#pausedUntil = this.#now() + PAUSE_MS;
  }
}
