import { breakAfter } from './place.ts';
import { type Next, pin, type Reading } from './reading.ts';
import { hasSignal } from './signal.ts';
import { readDefinitionTarget, readInlineTarget } from './target.ts';

const LABEL_LIMIT = 200;
const CODE_LIMIT = 512;
const LABEL = /[^[\]\r\n`<\x00-\x08\x0b-\x1f\x7f-\x9f]{0,200}/y;
const TICKS = /`+/y;
/** A cell of a table ends before code is read, and so does the label of a definition. */
const SPLITS = /\||\]:/;

/** Inline code on one line, with nothing before it that could pair with one of its runs. */
export function ticks(reading: Reading, at: number): Next {
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
    if (!SPLITS.test(text.slice(end, index)) && !hasSignal(text, end, Math.min(text.length, close + 1))) return close;
    break;
  }
  if (stop === text.length && stop < end + CODE_LIMIT && !complete) return 'open';
  reading.place = { ...place, tangled: true };
  return end;
}

/** `![`: perhaps an image. Its label is read on, so that an address in it is found. */
export function bang(reading: Reading, at: number): Next {
  const { text, complete } = reading;
  if (at + 1 >= text.length) return complete ? at + 1 : 'open';
  if (text[at + 1] !== '[') return at + 1;
  LABEL.lastIndex = at + 2;
  LABEL.test(text);
  const end = LABEL.lastIndex;
  if (end >= text.length && end - at - 2 < LABEL_LIMIT && !complete) return 'open';
  if (text[end] !== ']') return perhapsImage(reading, at, end + 1);
  if (end + 1 >= text.length && !complete) return 'open';
  if (text[end + 1] !== '(') return noImage(reading, at, end + 2);
  const target = readInlineTarget(text, end + 1, complete);
  if (target.kind === 'open') return 'open';
  if (target.kind !== 'target') return noImage(reading, at, end + 3);
  if (target.shape !== 'plain') return perhapsImage(reading, at, end + 3);
  pin(reading, at, target.close);
  reading.image = { bang: at, bracket: end };
  return at + 2;
}

function noImage(reading: Reading, at: number, seen: number): Next {
  pin(reading, at, seen);
  return at + 2;
}

function perhapsImage(reading: Reading, at: number, seen: number): Next {
  if (!reading.place.imagery) {
    pin(reading, at, seen);
    reading.place = { ...reading.place, imagery: true };
  }
  return at + 2;
}

/** `](` ends a link, `]:` a definition. */
export function bracket(reading: Reading, at: number): Next {
  const { text, complete } = reading;
  const following = text[at + 1];
  if (following === undefined) return complete ? at + 1 : 'open';
  if (following !== '(' && following !== ':') return at + 1;
  const read = following === '(' ? readInlineTarget : readDefinitionTarget;
  const found = read(text, at + 1, complete);
  if (found.kind === 'open') return 'open';
  const target =
    reading.place.raw && found.kind === 'target' && text[found.start] === '<'
      ? { ...found, shape: 'odd' as const }
      : found;
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
export function backslash(reading: Reading, at: number): Next {
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
