import type { Stop } from '../../boundaries/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import type { Json } from '../json.ts';

import { type AnswerHost, type CallDecision, requireId } from './answer.ts';
import type { Aside } from './aside.ts';

/** One piece of a call, as an event brings it. */
export interface CallShare {
  readonly id?: unknown;
  readonly name?: unknown;
  readonly argumentsText?: unknown;
  /** Members beside these that the call carries; some vendors need them back. */
  readonly extras: Json;
  /** Whether the piece holds nothing else. */
  readonly isPlain: boolean;
}

/** A tool call that arrives in pieces; nothing of it leaves before it is complete and decided. */
export class HeldCall {
  private id = '';
  private name = '';
  private argumentsText = '';
  private extras: Json = {};
  private pieces = 0;
  private decision: CallDecision | undefined;
  /** Whether every reader puts the pieces together in the same way: id and name once, at first, and nothing else. */
  private isPlain = true;

  add({ id, name, argumentsText, extras, isPlain }: CallShare, limit: number): void {
    const isFirst = this.pieces === 0;
    this.pieces += 1;
    this.isPlain &&= isPlain;
    if (this.decision !== undefined) throw new GarbledAnswer('a piece of a tool call behind its end');
    if (typeof id === 'string' && id !== '') {
      if (!isFirst && id !== this.id) throw new GarbledAnswer('a tool call that changes its id');
      this.id = requireId(id);
    }
    if (typeof name === 'string' && name !== '') {
      this.isPlain &&= isFirst;
      this.name += name;
    }
    if (typeof argumentsText === 'string') this.argumentsText += argumentsText;
    this.extras = { ...this.extras, ...extras };
    if (this.argumentsText.length > limit)
      throw new GarbledAnswer('arguments of a tool call are longer than the limit');
  }

  /** Decides the complete call; a call of an answer that was stopped is removed unasked. */
  async decide(host: AnswerHost, aside: Aside, stop: Stop | undefined): Promise<void> {
    if (this.decision !== undefined) return;
    if (stop !== undefined) {
      this.decision = { kind: 'removed', stop };
      return;
    }
    const beside = await aside.judge(this.extras, []);
    if (beside.kind === 'stopped') this.decision = { kind: 'removed', stop: beside.stop };
    else
      this.decision = await host.decideCall({
        id: requireId(this.id),
        name: this.name,
        argumentsText: this.argumentsText,
      });
    if (beside.kind === 'edited') this.extras = {}; // what nobody documents is not worth an edit
  }

  remove(stop: Stop): void {
    this.decision = { kind: 'removed', stop };
  }

  get isDecided(): boolean {
    return this.decision !== undefined;
  }

  get isRemoved(): boolean {
    return this.decision?.kind === 'removed';
  }

  get stop(): Stop | undefined {
    return this.decision?.kind === 'removed' ? this.decision.stop : undefined;
  }

  /** Whether the pieces may go out as they came. */
  get isAsItCame(): boolean {
    return this.isPlain && this.decision?.kind === 'as-is';
  }

  /** The call as it may be made, for an event that carries it whole. */
  get whole(): { readonly id: string; readonly name: string; readonly argumentsText: string; readonly extras: Json } {
    const argumentsText = this.decision?.kind === 'rewritten' ? this.decision.argumentsText : this.argumentsText;
    return { id: this.id, name: this.name, argumentsText, extras: this.extras };
  }
}
