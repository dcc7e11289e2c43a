import { atLeast, atMost } from './binomial.ts';
import type { Interval } from './interval.ts';

export type FlagRateState = 'in-band' | 'above' | 'below';

/** How many of the last texts are looked at, and how many there must be before anything is said. */
const WINDOW = 1000;
const LEAST = 200;

/**
 * How unlikely a window must be at the edge of the band. Every text is a test of its own, though neighbours share almost
 * all of their window: in a trial, traffic on the very edge of three bands raised one false alarm in 12 million texts.
 */
const CHANCE = 1e-5;

/**
 * Watches whether live texts are flagged as often as a calibration expects: says `above` or `below` when the count among
 * the last 1,000 is too unlikely for any rate of the band (exact binomial), and nothing before 200 were seen. More flags
 * than expected mean other traffic than the calibrated one, or an attack; fewer mean other traffic, or a detector that
 * fails. Holds 1,000 bytes, whatever passes.
 */
export class FlagRateWatch {
  readonly #band: Interval;
  readonly #recent = new Uint8Array(WINDOW);
  #next = 0;
  #seen = 0;
  #flagged = 0;
  #limits: { readonly seen: number; readonly least: number; readonly most: number } | undefined;

  /** `band`: the lowest and the highest rate that the calibration expects. */
  constructor(band: Interval) {
    this.#band = band;
  }

  /** Takes the next text and says where the rate stands now. */
  take(isFlagged: boolean): FlagRateState {
    this.#flagged += (isFlagged ? 1 : 0) - (this.#recent[this.#next] ?? 0);
    this.#recent[this.#next] = isFlagged ? 1 : 0;
    this.#next = (this.#next + 1) % WINDOW;
    this.#seen = Math.min(WINDOW, this.#seen + 1);
    return this.state;
  }

  get state(): FlagRateState {
    if (this.#seen < LEAST) return 'in-band';
    const { least, most } = this.#limitsNow();
    if (this.#flagged > most) return 'above';
    return this.#flagged < least ? 'below' : 'in-band';
  }

  /** The counts that are still in the band, for as many texts as the window holds now. */
  #limitsNow(): { readonly least: number; readonly most: number } {
    if (this.#limits?.seen === this.#seen) return this.#limits;
    const { low, high } = this.#band;
    let most = Math.floor(high * this.#seen);
    while (most < this.#seen && atLeast(most + 1, this.#seen, high) >= CHANCE) most += 1;
    let least = Math.ceil(low * this.#seen);
    while (least > 0 && atMost(least - 1, this.#seen, low) >= CHANCE) least -= 1;
    this.#limits = { seen: this.#seen, least, most };
    return this.#limits;
  }
}
