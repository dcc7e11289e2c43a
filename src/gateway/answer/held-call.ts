import type { Stop } from '../../boundaries/index.ts';
import { GarbledAnswer } from '../garbled.ts';
import type { Json } from '../json.ts';
import type { AnswerHost, CallDecision } from './answer.ts';
import type { Aside } from './aside.ts';

/** One piece of a call, as an event brings it. What should be a string and is none is garbled. */
export interface CallShare {
  readonly id?: unknown;
  readonly name?: unknown;
  readonly argumentsText?: unknown;
  /** Members beside these that the call carries; some vendors need them back. */
  readonly extras: Json;
  /** The same inside the function of a chat's call. */
  readonly members?: Json;
}

/** A tool call that arrives in pieces; nothing of it leaves before it is complete and decided. */
export class HeldCall {
  private givenId = '';
  private name = '';
  private argumentsText = '';
  private extras: Json = {};
  private members: Json = {};
  private pieces = 0;
  private decision: CallDecision | undefined;
  /** Whether every reader puts the pieces together in the same way: id and name once, and at first. */
  private isPlain = true;
  /** Whether a member came twice with different values: nobody can say what a reader makes of it. */
  private isAmbiguous = false;

  get id(): string {
    return this.givenId;
  }

  add(share: CallShare, limit: number): void {
    const isFirst = this.pieces === 0;
    this.pieces += 1;
    if (this.decision !== undefined) throw new GarbledAnswer('a piece of a tool call behind its end');
    const id = stringOr(share.id);
    const name = stringOr(share.name);
    if (id !== '') {
      if (!isFirst && id !== this.givenId) throw new GarbledAnswer('a tool call that changes its id');
      this.givenId = id;
    }
    const isRepeated = !isFirst && id !== '' && name === this.name; // some servers repeat both in every piece
    if (name !== '') this.isPlain &&= isFirst;
    if (!isRepeated) this.name += name;
    this.argumentsText += stringOr(share.argumentsText);
    this.extras = this.joined(this.extras, share.extras);
    this.members = this.joined(this.members, share.members ?? {});
    if (this.argumentsText.length > limit)
      throw new GarbledAnswer('arguments of a tool call are longer than the limit');
  }

  private joined(known: Json, added: Json): Json {
    for (const [key, value] of Object.entries(added)) {
      if (key in known && JSON.stringify(known[key]) !== JSON.stringify(value)) this.isAmbiguous = true;
    }
    return { ...known, ...added };
  }

  /** Decides the complete call; a call of an answer that was stopped is removed unasked. */
  async decide(host: AnswerHost, aside: Aside, stop: Stop | undefined): Promise<void> {
    if (this.decision !== undefined) return;
    if (this.givenId === '') {
      this.isPlain = false;
      this.givenId = host.mintId();
    }
    const removedBy = stop ?? (this.isAmbiguous ? BESIDE : undefined);
    this.decision =
      removedBy === undefined ? await decideWith(host, aside, this.whole) : { kind: 'removed', stop: removedBy };
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
  get whole(): WholeCall {
    const argumentsText = this.decision?.kind === 'rewritten' ? this.decision.argumentsText : this.argumentsText;
    return { id: this.givenId, name: this.name, argumentsText, extras: this.extras, members: this.members };
  }
}

/** A complete call with what it carries besides. */
export interface WholeCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
  readonly extras: Json;
  /** Members of the function of a chat's call; empty in a message. */
  readonly members: Json;
}

/** Decides a call. Its id pairs it with its result and cannot be edited: a finding there, or beside it, removes the call. */
export async function decideWith(host: AnswerHost, aside: Aside, call: WholeCall): Promise<CallDecision> {
  if (!/^[\w.:+/=-]{1,4096}$/.test(call.id)) throw new GarbledAnswer('a tool call without a plain id');
  const beside = await aside.judge([call.id, call.extras, call.members], []);
  if (beside.kind === 'clean') return host.decideCall(call);
  return { kind: 'removed', stop: beside.kind === 'stopped' ? beside.stop : BESIDE };
}

/** The stop of a call that carries something, beside its arguments, that would have to be edited. */
const BESIDE: Stop = { crossing: 'interface.response', control: 'call-members', action: 'block', failed: false };

function stringOr(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  throw new GarbledAnswer('a member of a tool call that is no string');
}
