import fc from 'fast-check';
import type { Case, Control } from '../../src/core/index.ts';
import { type Delivered, deliver, piecesOf, type STREAMED, wiredOf } from './boundary.ts';
import { caseLabel } from './case-view.ts';
import { contextOf } from './means.ts';

type StreamedCrossing = (typeof STREAMED)[number];

/** Texts up to this length are cut at every single place; longer ones at evenly spread places. */
const CUT_EVERYWHERE = 400;
const RANDOM_RUNS = 20;
/** How many code units the text arrives in at a time while it is measured how much is held. */
const TRICKLE = 3;

/** One control on one kind of answer, as often as wanted, each time in a fresh context. */
export type Sender = (pieces: readonly string[]) => Promise<Delivered>;

export function senderOf(control: Control, one: Case, crossing: StreamedCrossing): Sender {
  const own = one.crossing === crossing && one.label !== undefined ? { label: one.label } : {};
  const label = caseLabel({ crossing, ...own });
  return (pieces) => deliver({ wired: wiredOf(control), crossing, label, context: contextOf(control, one) }, pieces);
}

/** Cut in two at every place, and into single characters, a text arrives as if it had come whole. */
export async function cutFaults(send: Sender, text: string): Promise<readonly string[]> {
  const whole = delivered(await send([text]));
  const faults: string[] = [];
  for (const cut of cutsOf(text)) {
    const got = delivered(await send(piecesOf(text, [cut])));
    if (got !== whole) faults.push(`cut at ${cut} of ${text.length}: ${got} instead of ${whole}`);
  }
  const trickled = delivered(await send([...text]));
  if (trickled !== whole) faults.push(`character by character: ${trickled} instead of ${whole}`);
  return faults.slice(0, 3);
}

/** The same for any number of cuts. */
export async function randomCutFaults(send: Sender, text: string, seed: number): Promise<readonly string[]> {
  const whole = delivered(await send([text]));
  const cuts = fc.uniqueArray(fc.integer({ min: 0, max: text.length }), { maxLength: 12 });
  for (const places of fc.sample(cuts, { numRuns: RANDOM_RUNS, seed })) {
    const got = delivered(await send(piecesOf(text, places)));
    if (got !== whole) return [`cut at ${places}: ${got} instead of ${whole}`];
  }
  return [];
}

/** Nothing is held back longer than the reach, plus what just arrived and half of a character. */
export async function heldFaults(send: Sender, text: string, reach: Control['reach']): Promise<readonly string[]> {
  if (reach === 'whole') return [];
  const places = Array.from({ length: Math.floor(text.length / TRICKLE) }, (_, index) => index * TRICKLE);
  const { mostHeld } = await send(piecesOf(text, places));
  const most = reach + TRICKLE + 1;
  return mostHeld <= most ? [] : [`${mostHeld} characters held, the reach is ${reach}`];
}

/** What must not depend on the cuts. After a stop, only the finding that stopped is certain. */
function delivered({ text, stopped, action, findings }: Delivered): string {
  return JSON.stringify({ text, stopped, action, findings: stopped ? findings.slice(0, 1) : findings });
}

function cutsOf(text: string): readonly number[] {
  const step = Math.max(1, Math.floor(text.length / CUT_EVERYWHERE));
  const cuts: number[] = [];
  for (let cut = 1; cut < text.length; cut += step) cuts.push(cut);
  return cuts;
}
