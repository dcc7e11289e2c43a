/** One server-sent event with the exact text it came in, terminator included. */
export interface SseEvent {
  readonly raw: string;
  /** The `event:` field; empty when absent. */
  readonly name: string;
  /** The `data:` lines joined by a line feed; undefined for an event without data (a comment). */
  readonly data: string | undefined;
}

/** Cuts a byte stream into server-sent events, however the bytes were cut. Throws on bytes that are not UTF-8. */
export class SseReader {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly limit: number;
  private buffer = '';

  /** `limit` is the longest single event in UTF-16 code units. */
  constructor(limit: number) {
    this.limit = limit;
  }

  push(bytes: Uint8Array): readonly SseEvent[] {
    this.buffer += this.decoder.decode(bytes, { stream: true });
    const events: SseEvent[] = [];
    for (let end = eventEnd(this.buffer); end !== -1; end = eventEnd(this.buffer)) {
      events.push(parseEvent(this.buffer.slice(0, end)));
      this.buffer = this.buffer.slice(end);
    }
    if (this.buffer.length > this.limit) throw new RangeError('a server-sent event is longer than the limit');
    return events;
  }

  /** The last event of a stream that ended without its blank line, if there is one. */
  finish(): readonly SseEvent[] {
    this.buffer += this.decoder.decode();
    const rest = this.buffer;
    this.buffer = '';
    return rest.trim() === '' ? [] : [parseEvent(`${rest}\n\n`)];
  }
}

/** Writes an event; `name` is left out when empty. */
export function writeEvent(name: string, data: string): string {
  return `${name === '' ? '' : `event: ${name}\n`}data: ${data}\n\n`;
}

const BLANK_LINE = /\r\n\r\n|\n\n|\n\r\n|\r\r(?=[^\n])/;
const LINE_END = /\r\n|\n|\r/;

function eventEnd(buffer: string): number {
  const match = BLANK_LINE.exec(buffer);
  return match === null ? -1 : match.index + match[0].length;
}

function parseEvent(raw: string): SseEvent {
  let name = '';
  let data: string | undefined;
  for (const line of raw.split(LINE_END)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue; // a comment, a blank line, or a field without value
    const value = line.startsWith(' ', colon + 1) ? line.slice(colon + 2) : line.slice(colon + 1);
    const field = line.slice(0, colon);
    if (field === 'event') name = value;
    else if (field === 'data') data = data === undefined ? value : `${data}\n${value}`;
  }
  return { raw, name, data };
}
