import type { Release, Stop, TextStream } from '../../boundaries/index.ts';

/**
 * One text of an answer between what arrived and what may be sent. While nothing was edited, what is released is what
 * arrived, so an event may go out as it came once all its characters are released. After an edit, events carry whatever
 * text is pending.
 */
export class Channel {
  private readonly stream: TextStream;
  private received = 0;
  private released = 0;
  private pending = '';
  private sent = 0;
  /** True once anything was edited or cut. */
  isRewritten = false;
  stop: Stop | undefined;

  constructor(stream: TextStream) {
    this.stream = stream;
  }

  /** Takes text of an event; returns the position at which that text ends, for `isReady`. */
  async push(text: string): Promise<number> {
    this.received += text.length;
    const end = this.received;
    this.absorb(await this.stream.push(text));
    return end;
  }

  async finish(): Promise<void> {
    this.absorb(await this.stream.finish());
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

  get hasPending(): boolean {
    return this.pending !== '';
  }

  /** Whether any character of this text was sent. */
  get hasSent(): boolean {
    return this.sent > 0 || this.pending !== '';
  }

  private absorb(release: Release): void {
    this.pending += release.text;
    this.released += release.text.length;
    this.isRewritten ||= release.changed;
    this.stop ??= release.stop;
  }
}
