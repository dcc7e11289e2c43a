import type { Context, Crossing, Label } from '../core/index.ts';
import type { WiredControl } from '../policy/index.ts';
import type { Records } from './record.ts';
import type { Running } from './run.ts';
import { Stage, type Stop } from './stage.ts';

/** What a text stream lets out after a push. */
export interface Release {
  readonly text: string;
  /** True once anything in this text was edited or cut; from then on it no longer equals what arrived. */
  readonly changed: boolean;
  /** Set when the text was stopped here: nothing more will come. */
  readonly stop?: Stop;
}

export interface ChainLink {
  readonly crossing: Crossing;
  readonly wired: WiredControl;
}

export interface TextStreamSettings {
  /** Controls in the order in which the text passes them, crossing after crossing. */
  readonly chain: readonly ChainLink[];
  readonly label: Label;
  readonly contextFor: (wired: WiredControl) => Context<unknown, never>;
  readonly wholeLimit: number;
}

/**
 * A text on its way out, through every control of its crossings, each behind the other with its own release line. What
 * comes out, taken together, depends only on what went in, taken together.
 */
export class TextStream {
  private readonly stages: readonly Stage[];
  private readonly running: Running;
  private changed = false;
  private stop: Stop | undefined;
  /** Since when text has been held without a gap; undefined while nothing is held. */
  private heldSince: number | undefined;

  constructor(settings: TextStreamSettings, running: Running, records: Records) {
    this.running = running;
    this.stages = settings.chain.map(
      ({ crossing, wired }) =>
        new Stage(
          {
            wired,
            crossing,
            context: settings.contextFor(wired),
            label: settings.label,
            wholeLimit: settings.wholeLimit,
          },
          running,
          records,
        ),
    );
  }

  push(text: string): Promise<Release> {
    return this.pass(text, false);
  }

  /** Says that no more text follows; lets out all that is still held. */
  finish(text = ''): Promise<Release> {
    return this.pass(text, true);
  }

  /** Characters received and not let out yet. */
  get heldCharacters(): number {
    return this.stages.reduce((sum, stage) => sum + stage.held.length, 0);
  }

  private async pass(text: string, complete: boolean): Promise<Release> {
    if (this.stop !== undefined) return { text: '', changed: true, stop: this.stop };
    let flowing = text;
    let ending = complete;
    for (const stage of this.stages) {
      const output = await stage.push(flowing, ending);
      flowing = output.text;
      this.changed ||= output.changed;
      if (output.stop !== undefined) {
        this.stop = output.stop;
        ending = true; // stages behind must let out what they hold of the text before the cut
      } else if (flowing === '' && !ending) break;
    }
    if (!complete) this.observeHold(flowing !== '');
    return this.stop === undefined
      ? { text: flowing, changed: this.changed }
      : { text: flowing, changed: true, stop: this.stop };
  }

  /** Tells how much is held, and since when; what was let out restarts the clock for what is still held. */
  private observeHold(hasReleased: boolean): void {
    const now = this.running.stopwatch.elapsed();
    const held = this.heldCharacters;
    this.running.observer.heldBack(held, this.heldSince === undefined ? 0 : (now - this.heldSince) / 1000);
    if (held === 0) this.heldSince = undefined;
    else if (hasReleased || this.heldSince === undefined) this.heldSince = now;
  }
}
