import { isWordStart, readHost, readWord } from './address.ts';
import { breakAfter, type Place, readLineStart, TRUSTED_INDENT } from './place.ts';
import { endOfSignal, hasSignal, isSignal } from './signal.ts';
import { type Attribute, readAngle } from './tag.ts';
import { readDefinitionTarget, readInlineTarget, type Target } from './target.ts';

/** For whom the text is made safe. Only `markdown` knows code that is shown literally. */
export const SINKS = ['markdown', 'html', 'terminal', 'plain'] as const;
export type Sink = (typeof SINKS)[number];

export type FullTarget = Extract<Target, { kind: 'target' }>;

/** A construct that a renderer, a linkifier, a terminal or a spreadsheet would act upon. */
export type Active =
  | {
      readonly kind: 'inline';
      /** Where the exclamation mark of an image with a simple label stands. */
      readonly bang: number | undefined;
      /** Whether it may be an image although no simple label says so. */
      readonly imagery: boolean;
      readonly bracket: number;
      readonly target: FullTarget;
    }
  | { readonly kind: 'definition'; readonly bracket: number; readonly target: FullTarget }
  | { readonly kind: 'address' | 'signal' | 'formula' | 'wild'; readonly start: number; readonly end: number }
  | { readonly kind: 'autolink'; readonly start: number; readonly end: number; readonly target: string }
  | {
      readonly kind: 'tag';
      readonly start: number;
      readonly end: number;
      readonly name: string;
      readonly attributes: readonly Attribute[];
    };

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
    pins: [],
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
  let { place } = reading;
  let open = at;
  for (const pin of reading.pins.toReversed()) {
    if (pin.seen <= open) continue;
    open = pin.start;
    place = pin.place;
  }
  return { open, place: { ...place, last: before(reading, open) } };
}

/** Told of each construct; returns whether it will be replaced, so that its inside needs no reading of its own. */
export type Emit = (found: Active) => boolean;

export interface Stop {
  readonly open: number;
  readonly place: Place;
}

interface Reading {
  readonly text: string;
  readonly complete: boolean;
  readonly sink: Sink;
  readonly markdown: boolean;
  readonly emit: Emit;
  readonly from: Place;
  place: Place;
  /** Just after a control sequence, which is replaced by a space. */
  blank: number;
  /** The end of the last well-formed link; what stands inside is no address without markup. */
  targetEnd: number;
  readonly pins: Pin[];
  /** The bracket that ends the label of an image, while the reading is inside it. */
  image: { readonly bang: number; readonly bracket: number } | undefined;
}

/** Something learned at `start` from the text up to `seen`, and the place before it was learned. */
interface Pin {
  readonly start: number;
  readonly seen: number;
  readonly place: Place;
}

type Next = number | 'open';

const LABEL_LIMIT = 200;
const CODE_LIMIT = 512;
const SIGNALS_LIMIT = 512;
const LABEL = /[^[\]\r\n`<\x00-\x08\x0b-\x1f\x7f-\x9f]{0,200}/y;
const TICKS = /`+/y;
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

/** The character before a position, as it will stand in the rewritten text. */
function before({ text, from, blank }: Reading, at: number): string {
  if (at === 0) return from.last;
  return at === blank ? ' ' : text.charAt(at - 1);
}

function pin(reading: Reading, start: number, seen: number): void {
  const { pins, place } = reading;
  if (pins.every((one) => one.seen <= start)) pins.length = 0;
  pins.push({ start, seen, place });
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
  reading.place = { ...reading.place, lost: true, fence: undefined };
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
  if (!start || (at + 2 < text.length && !isWordStart(text.charCodeAt(at + 2)))) return at + 1;
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
  if (reading.markdown && previous === '\\' && found.kind !== 'text') {
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

/** Inline code on one line, with nothing before it that could pair with one of its runs. */
function ticks(reading: Reading, at: number): Next {
  const { text, complete, place } = reading;
  const end = endOfRun(text, at);
  if (end >= text.length && !complete && end - at < CODE_LIMIT) return 'open';
  if (place.tangled || place.lost || place.raw) return end;
  if (place.glued) {
    reading.place = { ...place, tangled: true };
    return end;
  }
  const stop = breakAfter(text, end, CODE_LIMIT);
  for (let index = text.indexOf('`', end); index >= 0 && index < stop; index = text.indexOf('`', index)) {
    const close = endOfRun(text, index);
    if (close >= text.length && !complete) return 'open';
    if (close - index !== end - at) {
      index = close;
      continue;
    }
    if (!/\|/.test(text.slice(end, index)) && !hasSignal(text, end, Math.min(text.length, close + 1))) return close;
    break;
  }
  if (stop === text.length && stop < end + CODE_LIMIT && !complete) return 'open';
  reading.place = { ...place, tangled: true };
  return end;
}

function bang(reading: Reading, at: number): Next {
  const { text, complete } = reading;
  if (at + 1 >= text.length) return complete ? at + 1 : 'open';
  if (text[at + 1] !== '[') return at + 1;
  LABEL.lastIndex = at + 2;
  LABEL.test(text);
  const end = LABEL.lastIndex;
  if (end >= text.length && end - at - 2 < LABEL_LIMIT && !complete) return 'open';
  if (text[end] !== ']') {
    pin(reading, at, end + 1);
    reading.place = { ...reading.place, imagery: true };
    return at + 2;
  }
  if (end + 1 >= text.length && !complete) return 'open';
  if (text[end + 1] !== '(') return at + 2;
  const target = readInlineTarget(text, end + 1, complete);
  if (target.kind === 'open') return 'open';
  if (target.kind === 'target') pin(reading, at, Math.max(target.close, end + 3));
  reading.image = { bang: at, bracket: end };
  return at + 2;
}

function bracket(reading: Reading, at: number): Next {
  const { text, complete } = reading;
  const following = text[at + 1];
  if (following === undefined) return complete ? at + 1 : 'open';
  if (following !== '(' && following !== ':') return at + 1;
  const read = following === '(' ? readInlineTarget : readDefinitionTarget;
  const target = read(text, at + 1, complete);
  if (target.kind === 'open') return 'open';
  if (following === ':') reading.place = { ...reading.place, tangled: true };
  if (target.kind !== 'target') return at + 2;
  const bangAt = reading.image?.bracket === at ? reading.image.bang : undefined;
  const { imagery } = reading.place;
  const replaced = reading.emit(
    following === ':'
      ? { kind: 'definition', bracket: at, target }
      : { kind: 'inline', bang: bangAt, imagery, bracket: at, target },
  );
  if (target.shape !== 'plain') return at + 2;
  reading.targetEnd = target.close;
  return replaced ? target.close : at + 2;
}

/** An escaped backtick is code to one renderer and text to another. */
function backslash(reading: Reading, at: number): Next {
  const { text } = reading;
  if (at + 1 >= text.length) return reading.complete ? at + 1 : 'open';
  if (text[at + 1] !== '`') return text[at + 1] === '\\' ? at + 2 : at + 1;
  reading.place = { ...reading.place, tangled: true };
  return at + 2;
}

function endOfRun(text: string, at: number): number {
  TICKS.lastIndex = at;
  return TICKS.test(text) ? TICKS.lastIndex : at;
}
