/** A number of places, and a queue of bounded length before them. */
export class Places {
  readonly #waiting = new Set<(isIn: boolean) => void>();
  readonly #queue: number;
  #free: number;
  #isClosed = false;

  constructor(places: number, queue: number) {
    this.#free = places;
    this.#queue = queue;
  }

  /** True when a place was given, to be given back with `leave`; false when the queue is full, or none came free in time. */
  enter(waitMs: number): Promise<boolean> {
    if (this.#isClosed) return Promise.resolve(false);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    if (this.#waiting.size >= this.#queue) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (isIn: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        resolve(isIn);
      };
      const timer = setTimeout(() => settle(false), waitMs);
      this.#waiting.add(settle);
    });
  }

  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else next(true);
  }

  /** Sends away who waits, and who comes later. */
  close(): void {
    this.#isClosed = true;
    for (const settle of this.#waiting) settle(false);
  }
}
