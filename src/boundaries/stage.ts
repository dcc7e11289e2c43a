import { CONTEXT_BEFORE, type Context, type Crossing, type Label, type View } from '../core/index.ts';
import type { Decided, WiredControl } from '../policy/index.ts';
import { applyToPart } from './edit.ts';
import type { Records } from './record.ts';
import { fail, type Running, runControl } from './run.ts';

/** Where a response was stopped, and by whom. */
export interface Stop {
  readonly crossing: Crossing;
  readonly control: string;
  readonly action: 'hold' | 'block';
  readonly failed: boolean;
}

/** What one stage lets go on. */
export interface StageOutput {
  readonly text: string;
  readonly changed: boolean;
  readonly stop?: Stop;
}

export interface StageSettings {
  readonly wired: WiredControl;
  readonly crossing: Crossing;
  readonly context: Context<unknown, never>;
  readonly label: Label;
  /** Longest text, in UTF-16 code units, that may be held for a control that needs the whole. */
  readonly wholeLimit: number;
}

/**
 * One control at work on one text that arrives in pieces. It holds back what the control cannot judge yet, and gives the
 * same result however the text was cut. A whole text is a stream of one piece.
 */
export class Stage {
  private readonly settings: StageSettings;
  private readonly running: Running;
  private readonly records: Records;
  private before = '';
  private carried: unknown;
  private offset = 0;
  /** Received and not let out yet. */
  held = '';

  constructor(settings: StageSettings, running: Running, records: Records) {
    this.settings = settings;
    this.running = running;
    this.records = records;
  }

  async push(chunk: string, complete: boolean): Promise<StageOutput> {
    this.held += chunk;
    const output = await this.judge(complete);
    // Observing must not delay: the text goes on as it came, and only the record knows what would have been done.
    return this.settings.wired.mode === 'observe' ? { text: chunk, changed: false } : output;
  }

  private async judge(complete: boolean): Promise<StageOutput> {
    const { wired, crossing } = this.settings;
    if (wired.control.reach === 'whole' && this.held.length > this.settings.wholeLimit) {
      return this.act(fail(wired, { crossing }, 'overflow', this.running), this.held.length, complete);
    }
    const line = complete ? this.held.length : this.releaseLine();
    if (line === 0 && !complete) return NOTHING;
    if (this.held === '') return NOTHING;
    const ran = runControl(wired, this.view(complete), this.settings.context, this.running);
    return this.act(ran instanceof Promise ? await ran : ran, line, complete);
  }

  /** How far the text may go out: what the control says is settled, and never less than all but its reach. */
  private releaseLine(): number {
    const { control } = this.settings.wired;
    if (control.reach === 'whole') return 0;
    const beyondReach = Math.max(0, this.held.length - control.reach);
    let line = beyondReach;
    try {
      const context = this.settings.context as Parameters<NonNullable<typeof control.settled>>[1]; // the wiring gave every declared need
      line = Math.max(line, control.settled?.(this.held, context, this.settings.crossing, this.carried) ?? 0);
    } catch {
      line = beyondReach; // a failing `settled` only costs delay; `inspect` answers for the verdict
    }
    line = Math.min(line, this.held.length);
    return isHighSurrogate(this.held.charCodeAt(line - 1)) ? line - 1 : line;
  }

  private view(complete: boolean): View {
    const { crossing, label } = this.settings;
    const part = {
      text: this.held,
      kind: 'text',
      label,
      before: this.before,
      carried: this.carried,
      pointer: '',
    } as const;
    return { crossing, complete, parts: [part] } as View; // only text crossings are streamed, and they have no extras
  }

  private act(decided: Decided, line: number, complete: boolean): StageOutput {
    const edits = decided.edits.filter((edit) => complete || edit.at.start < line);
    const cut = Math.min(line, ...edits.filter((edit) => edit.at.end > line).map((edit) => edit.at.start));
    const stopAt = stopPosition(decided, line, complete);
    if (stopAt !== undefined) return this.stop(decided, stopAt);
    const release = Math.max(cut, 0);
    const due = edits.filter((edit) => edit.at.end <= release);
    this.note(decided, release, complete);
    const read = this.held.slice(0, release);
    const text = due.length === 0 ? read : applyToPart(read, due, 0);
    this.forget(read);
    return { text, changed: due.length > 0 && text !== read };
  }

  private stop(decided: Decided, position: number): StageOutput {
    const { wired, crossing } = this.settings;
    this.note(decided, this.held.length, true);
    const text = this.held.slice(0, position);
    this.held = '';
    const action = decided.action === 'hold' ? 'hold' : 'block';
    const stop = { crossing, control: wired.control.id, action, failed: decided.record.failed !== undefined } as const;
    return { text, changed: true, stop };
  }

  /** Records findings once, when the text they start in is let out. */
  private note(decided: Decided, release: number, complete: boolean): void {
    const { record } = decided;
    const findings = complete ? record.findings : record.findings.filter((finding) => finding.at.start < release);
    if (findings.length === 0 && record.failed === undefined) {
      this.records.add(this.settings.crossing, { ...record, outcome: 'pass', action: 'pass', findings });
    } else this.records.add(this.settings.crossing, { ...record, findings }, this.offset);
  }

  private forget(read: string): void {
    if (read === '') return;
    const { control } = this.settings.wired;
    if (control.carry !== undefined) this.carried = control.carry(read, this.carried);
    this.held = this.held.slice(read.length);
    this.before = (this.before + read).slice(-CONTEXT_BEFORE);
    this.offset += read.length;
  }
}

const NOTHING: StageOutput = { text: '', changed: false };

/** Where a hold or block cuts: at its first finding, as soon as the text up to there may go out; at once on failure. */
function stopPosition(decided: Decided, line: number, complete: boolean): number | undefined {
  if (decided.action !== 'block' && decided.action !== 'hold') return undefined;
  const first = decided.firstFinding?.at.start ?? 0;
  return complete || first < line || decided.firstFinding === undefined ? first : undefined;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
