import { Records, type Running, TextStream, type TextStreamSettings } from '../../src/boundaries/index.ts';
import type { Control, Crossing, Label, Outcome } from '../../src/core/index.ts';
import { strictest } from '../../src/core/index.ts';
import type { WiredControl } from '../../src/policy/index.ts';
import type { CaseContext } from './means.ts';

/** Nobody watches, and no time passes. */
export const UNWATCHED: Running = {
  observer: { controlRan() {}, controlFailed() {}, decided() {}, heldBack() {}, verdictKnown() {} },
  stopwatch: { elapsed: () => 0 },
};

export const STREAMED = ['model.completion', 'interface.response'] as const satisfies readonly Crossing[];

/** A control in `enforce`, wired as its own declaration says. */
export function wiredOf(control: Control, changes: Partial<WiredControl> = {}): WiredControl {
  const { failMode } = control;
  const base = {
    control,
    config: {},
    mode: 'enforce',
    failMode,
    exceptions: [],
    deadlineMs: 1000,
    loosened: undefined,
  } as const;
  return { ...base, ...changes };
}

/** What a client got from a text that arrived in pieces, and what the record says. */
export interface Delivered {
  readonly text: string;
  readonly stopped: boolean;
  readonly action: Outcome;
  readonly findings: readonly string[];
  /** The most that was held back at any time, in UTF-16 code units. */
  readonly mostHeld: number;
}

export interface Sending {
  readonly wired: WiredControl;
  readonly crossing: Crossing;
  readonly label: Label;
  readonly context: CaseContext;
  readonly wholeLimit?: number;
}

/** Sends pieces through one control at the boundary, exactly as a stream from a model would come. */
export function deliver(sending: Sending, pieces: readonly string[]): Promise<Delivered> {
  const { wired, crossing, label, context, wholeLimit = 1_000_000 } = sending;
  return deliverThrough({ chain: [{ crossing, wired }], label, contextFor: () => context, wholeLimit }, pieces);
}

/** Sends pieces through a chain of controls. */
export async function deliverThrough(settings: TextStreamSettings, pieces: readonly string[]): Promise<Delivered> {
  const records = new Records();
  const stream = new TextStream(settings, UNWATCHED, records);
  let text = '';
  let stopped = false;
  let mostHeld = 0;
  for (const piece of pieces) {
    const release = await stream.push(piece);
    text += release.text;
    stopped ||= release.stop !== undefined;
    mostHeld = Math.max(mostHeld, stream.heldCharacters);
  }
  const last = await stream.finish();
  const controls = records.take('decision-1').flatMap((record) => record.controls);
  return {
    text: text + last.text,
    stopped: stopped || last.stop !== undefined,
    action: controls.map((record) => record.action).reduce(strictest, 'pass'),
    findings: controls.flatMap((record) => record.findings.map(({ rule, at }) => `${rule} ${at.start}-${at.end}`)),
    mostHeld,
  };
}

/** A text cut at the given places, in any order. */
export function piecesOf(text: string, places: readonly number[]): readonly string[] {
  const sorted = [...new Set([0, ...places, text.length])].sort((left, right) => left - right);
  return sorted.slice(1).map((place, index) => text.slice(sorted[index], place));
}
