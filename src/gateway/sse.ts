import { GarbledAnswer } from './garbled.ts';

/** One server-sent event with the exact text it came in, terminator included. */
export interface SseEvent {
  readonly raw: string;
  /** The `event:` field; empty when absent. */
  readonly name: string;
  /** The `data:` lines joined by a line feed; undefined for an event without data (a comment). */
  readonly data: string | undefined;
  /** Whether `raw` holds one data line, at most one event line, and nothing else that a reader could see. */
  readonly isPlain: boolean;
}

/**
 * Cuts a byte stream into server-sent events, however the bytes were cut; each character is looked at once. Throws
 * `GarbledAnswer` on bytes that are not UTF-8 and on an event beyond the limit.
 */
export class SseReader {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly limit: number;
  private pieces: string[] = [];
  private length = 0;
  /** Characters of the line that is being read, as far as they came in earlier pieces. */
  private lineLength = 0;
  private isAfterReturn = false;

  /** `limit` is the longest single event in UTF-16 code units. */
  constructor(limit: number) {
    this.limit = limit;
  }

  push(bytes: Uint8Array): readonly SseEvent[] {
    return this.cut(this.decode(bytes));
  }

  /** The last event of a stream that ended without its blank line, if there is one. */
  finish(): readonly SseEvent[] {
    const events = this.cut(this.decode());
    const rest = this.take('');
    return rest.trim() === '' ? events : [...events, parseEvent(`${rest}\n\n`)];
  }

  private decode(bytes?: Uint8Array): string {
    try {
      return bytes === undefined ? this.decoder.decode() : this.decoder.decode(bytes, { stream: true });
    } catch {
      throw new GarbledAnswer('bytes that are not UTF-8');
    }
  }

  /** A line ends with CR, LF or both; an event ends with an empty line. */
  private cut(text: string): readonly SseEvent[] {
    const events: SseEvent[] = [];
    let from = 0;
    let lineStart = 0;
    for (const { index } of text.matchAll(/[\r\n]/g)) {
      const isFeed = text.charCodeAt(index) === FEED;
      const isSecondHalf = isFeed && (index === 0 ? this.isAfterReturn : text.charCodeAt(index - 1) === RETURN);
      if (!isSecondHalf && index - lineStart + this.lineLength === 0) {
        const end = !isFeed && text.charCodeAt(index + 1) === FEED ? index + 2 : index + 1;
        events.push(parseEvent(this.take(text.slice(from, end))));
        from = end;
      }
      lineStart = index + 1;
      this.lineLength = 0;
    }
    if (text !== '') this.isAfterReturn = text.charCodeAt(text.length - 1) === RETURN;
    this.lineLength += text.length - lineStart;
    this.keep(text.slice(from));
    return events;
  }

  private keep(text: string): void {
    this.pieces.push(text);
    this.length += text.length;
    if (this.length > this.limit) throw new GarbledAnswer('an event beyond the limit');
  }

  private take(text: string): string {
    const all = this.pieces.join('') + text;
    this.pieces = [];
    this.length = 0;
    return all;
  }
}

/** Writes an event; `name` is left out when empty. The data must be one line. */
export function writeEvent(name: string, data: string): string {
  return `${name === '' ? '' : `event: ${name}\n`}data: ${data}\n\n`;
}

/** The event in the plainest form that says the same: as it came, or written anew on one line of data. */
export function plainRaw(event: SseEvent, name = event.name): string {
  if (event.isPlain && name === event.name) return event.raw;
  const data = event.data ?? '';
  return writeEvent(name, data.includes('\n') ? JSON.stringify(JSON.parse(data)) : data);
}

const FEED = 0x0a;
const RETURN = 0x0d;
const LINE_END = /\r\n|\n|\r/;

function parseEvent(raw: string): SseEvent {
  let name = '';
  let data: string | undefined;
  let names = 0;
  let datas = 0;
  let others = 0;
  for (const line of raw.split(LINE_END)) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line.startsWith(' ', colon + 1) ? colon + 2 : colon + 1);
    if (field === 'event') {
      name = value;
      names += 1;
    } else if (field === 'data') {
      data = data === undefined ? value : `${data}\n${value}`;
      datas += 1;
    } else others += 1;
  }
  // Cut between CR and LF, the event as it came would only end for its reader when the next one begins.
  return { raw, name, data, isPlain: others === 0 && names <= 1 && datas === 1 && !raw.endsWith('\r') };
}
