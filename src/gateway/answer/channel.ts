import type { Release, Stop, TextStream } from '../../boundaries/index.ts';

/** How much of an ended text is looked at again when more of it comes, in UTF-16 code units. */
const SEAM = 256;

/** The stop of a text that went on behind another one and only together says what may not be said. */
const SEAM_STOP: Stop = { crossing: 'interface.response', control: 'stream', action: 'block', failed: false };

/**
 * One text of an answer between what arrived and what may be sent. While nothing was edited, what is released is what
 * arrived, so an event may go out as it came once all its characters are released. After an edit, events carry whatever
 * text is pending.
 */
export class Channel {
  private readonly open: () => TextStream;
  private stream: TextStream;
  private received = 0;
  private released = 0;
  private pending = '';
  private sent = 0;
  private isEnded = false;
  private tail = '';
  /** The text before the seam, until enough has come behind it. */
  private seam: { readonly before: string; after: string } | undefined;
  /** True once anything was edited or cut. */
  isRewritten = false;
  stop: Stop | undefined;

  constructor(open: () => TextStream) {
    this.open = open;
    this.stream = open();
  }

  /** Takes text of an event; returns the position at which that text ends, for `isReady`. */
  async push(text: string): Promise<number> {
    if (this.isEnded && text !== '') this.resume();
    this.received += text.length;
    const end = this.received;
    await this.lookAcross(text);
    if (this.stop === undefined) this.absorb(await this.stream.push(text));
    this.tail = (this.tail + text).slice(-SEAM);
    return end;
  }

  /** The text is at its end, as far as is known: all of it is judged and let out. */
  async finish(): Promise<void> {
    if (this.isEnded) return;
    this.isEnded = true;
    if (this.stop === undefined) this.absorb(await this.stream.finish());
  }

  /** Whether an event whose text ends at `end` may be sent. */
  isReady(end: number): boolean {
    return this.isRewritten || this.released >= end;
  }

  /** Text for an event that came with `length` characters: its own while nothing was edited, else all that is pending. */
  take(length: number): string {
    const text = this.isRewritten ? this.pending : this.pending.slice(0, length);
    this.pending = this.pending.slice(text.length);
    this.sent += text.length;
    return text;
  }

  /** Whether any character of this text was released, be it sent already or not. */
  get hasReleased(): boolean {
    return this.sent > 0 || this.pending !== '';
  }

  /** A text that ended because another one began goes on. */
  private resume(): void {
    this.isEnded = false;
    this.stream = this.open();
    this.seam = { before: this.tail, after: '' };
  }

  /** A finding that lies across the seam is in neither piece: both are read together until the seam is far behind. */
  private async lookAcross(text: string): Promise<void> {
    if (this.seam === undefined || text === '') return;
    const { before } = this.seam;
    const after = this.seam.after + text;
    this.seam = after.length > SEAM ? undefined : { before, after };
    const together = await this.open().finish(before + after);
    if (!together.changed) return;
    const apart = (await this.open().finish(before)).text + (await this.open().finish(after)).text;
    if (together.stop === undefined && together.text === apart) return; // what is in one piece is found there
    this.stop = together.stop ?? SEAM_STOP;
    this.isRewritten = true;
  }

  private absorb(release: Release): void {
    this.pending += release.text;
    this.released += release.text.length;
    this.isRewritten ||= release.changed;
    this.stop ??= release.stop;
  }
}
