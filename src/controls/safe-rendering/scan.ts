import { isWordStart, readHost, readWord } from './address.ts';
import { backslash, bang, bracket, ticks } from './mark.ts';
import { type Place, readLineStart, TRUSTED_INDENT } from './place.ts';
import { before, type Emit, type Next, pin, type Reading, type Sink } from './reading.ts';
import { endOfSignal, isSignal } from './signal.ts';
import { readAngle } from './tag.ts';

/** Where a reading stopped, and the place it knows there. */
export interface Stop {
  readonly open: number;
  readonly place: Place;
}

/**
 * Reads a text once from left to right and names everything active. `open` is where reading had to stop because more
 * text could change what stands there; with `complete` it is the end. Reading again from `open` with the returned place
 * names the same things as reading the whole: the promise that streams rest on. The returned place depends on the text
 * alone.
 */
export function scan(text: string, from: Place, sink: Sink, complete: boolean, emit: Emit): Stop {
  const markdown = sink === 'markdown';
  const reading: Reading = {
    text,
    complete,
    sink,
    markdown,
    emit,
    from,
    place: from,
    image: undefined,
    blank: -1,
    targetEnd: 0,
    pinned: undefined,
  };
  let at = 0;
  while (at < text.length) {
    const next = step(reading, at);
    if (next === 'open') break;
    at = next;
  }
  if (complete || at >= text.length) return { open: at, place: { ...reading.place, last: before(reading, at) } };
  return unpinned(reading, at);
}

/** A place that was learned by looking ahead must be learned again: the reading goes back to where it looked from. */
function unpinned(reading: Reading, at: number): Stop {
  const { pinned } = reading;
  const back = pinned !== undefined && pinned.seen > at;
  const open = back ? pinned.start : at;
  return { open, place: { ...(back ? pinned.place : reading.place), last: before(reading, open) } };
}

const SIGNALS_LIMIT = 512;
const FORMULA =
  /[=+@-][ \t]{0,4}(?:(?:hyperlink|webservice|filterxml|import(?:xml|html|data|feed|range))\(|(?:cmd|dde|msexcel)\|)|=image\(/iy;
const FORMULA_START = /[=+@-][ \t]{0,4}[A-Za-z]{0,12}/y;

function step(reading: Reading, at: number): Next {
  const { text, markdown } = reading;
  if (markdown && !reading.place.midLine) {
    const start = readLineStart(text, at, reading.place, reading.complete);
    if (start.open) return 'open';
    if (start.seen > start.next) pin(reading, at, start.seen);
    reading.place = start.place;
    if (start.next > at) return start.next;
  }
  const code = text.charCodeAt(at);
  if (code <= 0x20 && reading.place.glued) reading.place = { ...reading.place, glued: false };
  if (isSignal(code)) return signal(reading, at, text, reading.complete);
  if (code === 0x0a || code === 0x0d) return lineBreak(reading, at);
  const { fence } = reading.place;
  if (markdown && fence !== undefined && fence.indent <= TRUSTED_INDENT) return at + 1;
  if (isWordStart(code)) return word(reading, at);
  if (code === 0x2f) return slashes(reading, at);
  if (code === 0x3d || code === 0x2b || code === 0x2d || code === 0x40) return formula(reading, at);
  if (code === 0x3c && (markdown || reading.sink === 'html')) return angle(reading, at);
  if (!markdown) return at + 1;
  if (code === 0x60) return ticks(reading, at);
  if (code === 0x21) return bang(reading, at);
  if (code === 0x5d) return bracket(reading, at);
  return code === 0x5c ? backslash(reading, at) : at + 1;
}

/** After a control character nobody can say what a renderer takes for code. */
function signal(reading: Reading, at: number, text: string, complete: boolean): Next {
  let end = at;
  while (isSignal(text.charCodeAt(end))) {
    const next = endOfSignal(text, end, complete);
    if (next === 'open') return 'open';
    end = next;
    if (end - at > SIGNALS_LIMIT) break;
  }
  if (end >= text.length && !complete && end - at <= SIGNALS_LIMIT) return 'open';
  reading.emit({ kind: 'signal', start: at, end });
  reading.blank = end;
  reading.place = { ...reading.place, lost: true, raw: true, fence: undefined };
  return end;
}

function lineBreak(reading: Reading, at: number): Next {
  const { text } = reading;
  const lone = text[at] === '\r' && text[at + 1] !== '\n';
  if (lone && at + 1 >= text.length && !reading.complete) return 'open';
  if (lone && reading.sink === 'terminal') reading.emit({ kind: 'signal', start: at, end: at + 1 });
  reading.place = { ...reading.place, midLine: false };
  return text[at] === '\r' && !lone ? at + 2 : at + 1;
}

function word(reading: Reading, at: number): Next {
  const previous = before(reading, at);
  const found = readWord(reading.text, at, previous, reading.complete);
  if (found.kind === 'open') return 'open';
  if (found.kind !== 'address') return found.end;
  return bare(reading, found.start, found.end) ? found.end : found.resume;
}

function bare(reading: Reading, start: number, end: number): boolean {
  if (start >= reading.targetEnd) reading.place = { ...reading.place, glued: true };
  return reading.emit({ kind: 'address', start, end });
}

/** `//host.tld`: some linkifiers complete it with the scheme of the page. */
function slashes(reading: Reading, at: number): Next {
  const { text, complete } = reading;
  if (at + 1 >= text.length) return complete ? at + 1 : 'open';
  const start = text[at + 1] === '/' && !/[:/]/.test(before(reading, at));
  if (!start) return at + 1;
  const found = readHost(text, at, complete);
  if (found.kind === 'open') return 'open';
  return found.kind === 'address' && bare(reading, at, found.end) ? found.end : at + 2;
}

function formula(reading: Reading, at: number): Next {
  const { text } = reading;
  FORMULA_START.lastIndex = at;
  FORMULA_START.test(text);
  if (FORMULA_START.lastIndex >= text.length && !reading.complete) return 'open';
  FORMULA.lastIndex = at;
  const previous = before(reading, at);
  if (previous !== "'" && FORMULA.test(text)) reading.emit({ kind: 'formula', start: at, end: at + 1 });
  return at + 1;
}

function angle(reading: Reading, at: number): Next {
  const found = readAngle(reading.text, at, reading.complete, reading.markdown);
  if (found.kind === 'open') return 'open';
  const previous = before(reading, at);
  // Behind a backslash it is text to Markdown and a tag to others; in an HTML block an autolink is a tag.
  const escaped = reading.markdown && previous === '\\' && found.kind !== 'text';
  const unlinked = reading.place.raw && (found.kind === 'autolink' || found.kind === 'mail');
  if (escaped || unlinked) {
    reading.emit({ kind: 'wild', start: at, end: at + 1 });
    return at + 1;
  }
  if (found.kind === 'autolink') reading.emit({ kind: 'autolink', start: at, end: found.end, target: found.target });
  if (found.kind === 'tame') {
    const { end, name, attributes } = found;
    if (attributes.length > 0) reading.emit({ kind: 'tag', start: at, end, name, attributes });
  }
  if (found.kind === 'wild') reading.emit({ kind: 'wild', start: at, end: at + 1 });
  return 'end' in found ? found.end : at + 1;
}
