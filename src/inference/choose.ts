import type { Channel } from '../core/index.ts';

/** Passages of a text that the encoder reads at most, by the screen's order. */
const WORST = 8;
/** Passages that it reads besides, drawn at random, so that to look harmless to the screen is not reliable. */
const DRAWN = 2;

export interface Choice {
  readonly channel: Channel;
  /** Log-odds of the screen below which the text of a user is let go. */
  readonly quiet: number;
  /** Share of the passages that must be read. */
  readonly demand: number;
  /** How many of the passages, the first ones, are of the text itself; the others were decoded and have places of their own. */
  readonly own: number;
  /** A number from 0 to 1 for each draw, unknown to those who write texts. */
  draw(index: number): number;
}

/**
 * The numbers of the passages that the encoder is to read, in order. A user's text that the screen finds harmless
 * throughout is not read at all.
 */
export function chosen(linear: readonly number[], { channel, quiet, demand, own, draw }: Choice): ReadonlySet<number> {
  const all = linear.map((_, at) => at).sort((left, right) => linear[right]! - linear[left]! || left - right);
  const order = all.filter((at) => at < own);
  const wanted = Math.ceil(demand * order.length);
  if (channel === 'user' && wanted === 0 && !linear.some((one) => one >= quiet)) return NONE;
  const taken = new Set(order.slice(0, Math.max(WORST, wanted)));
  const rest = order.slice(taken.size);
  for (const at of all.filter((one) => one >= own).slice(0, WORST)) taken.add(at);
  for (let index = 0; index < DRAWN && rest.length > 0; index += 1) {
    const at = Math.min(rest.length - 1, Math.floor(draw(index) * rest.length));
    taken.add(rest.splice(at, 1)[0]!);
  }
  return taken;
}

const NONE: ReadonlySet<number> = new Set();
