import type { Stop } from '../../boundaries/index.ts';
import { type AnswerHost, type CallDecision, GarbledAnswer } from './answer.ts';

/** A tool call that arrives in pieces; nothing of it leaves before it is complete and decided. */
export class HeldCall {
  private id = '';
  private name = '';
  private argumentsText = '';
  private decision: CallDecision | undefined;

  add(id: unknown, name: unknown, argumentsText: unknown, limit: number): void {
    if (typeof id === 'string' && this.id === '') this.id = id;
    if (typeof name === 'string') this.name += name;
    if (typeof argumentsText === 'string') this.argumentsText += argumentsText;
    if (this.argumentsText.length > limit)
      throw new GarbledAnswer('arguments of a tool call are longer than the limit');
  }

  /** Decides the complete call; a call of an answer that was stopped is removed unasked. */
  async decide(host: AnswerHost, stop: Stop | undefined): Promise<void> {
    if (this.decision !== undefined) return;
    this.decision =
      stop === undefined
        ? await host.decideCall({ id: this.id, name: this.name, argumentsText: this.argumentsText })
        : { kind: 'removed', stop };
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

  /** The arguments to send in place of the pieces; undefined when the pieces go out as they came. */
  get rewritten(): string | undefined {
    return this.decision?.kind === 'rewritten' ? this.decision.argumentsText : undefined;
  }
}
