import { isSignal } from './signal.ts';

/**
 * The destination of a Markdown link, image or definition. `plain` is well formed and reads the same for everybody;
 * `odd` may be a link whose inside another reader could take for something else, so it is always parted; `loose` is no
 * link for CommonMark, but a lenient renderer might make one of it.
 */
export type Target =
  | { readonly kind: 'open' | 'none' }
  | {
      readonly kind: 'target';
      readonly shape: 'plain' | 'odd' | 'loose';
      readonly destination: string;
      readonly start: number;
      readonly end: number;
      /** Just after the whole construct; meaningful when the shape is `plain`. */
      readonly close: number;
    };

type Close = { readonly kind: 'closed'; readonly at: number } | { readonly kind: 'open' | 'odd' | 'none' };

const OPEN = Object.freeze({ kind: 'open' });
const NONE = Object.freeze({ kind: 'none' });
const ODD = Object.freeze({ kind: 'odd' });
const DESTINATION_LIMIT = 1_200;
const SPACE_LIMIT = 32;
const TITLE_LIMIT = 300;
/** White space before a destination; a line break may be followed by the marks of a quotation. */
const GAP = /[ \t\r\n>]{0,32}/y;
const SPACE = /[ \t\r\n]{0,32}/y;
/** A formula gets an apostrophe before it, and that would begin a title. */
const FORMULA_LENGTH = 8;
const FORMULA_START = /[=+@-]/;
const FORMULA = /^[=+@-][ \t]{0,4}(?:hyp|web|fil|imp|ima|cmd|dde|mse)/i;
const ODD_INSIDE = /[`\r\n<\x00-\x08\x0b-\x1f\x7f-\x9f]|\][(:]|!\[/;
const ODD_TITLE = /[/?#&]|www\./i;

/** Reads `(destination "title")` of an inline link whose parenthesis stands at `at`. */
export function readInlineTarget(text: string, at: number, complete: boolean): Target {
  const target = readDestination(text, at + 1, complete);
  if (target.kind !== 'target' || target.shape === 'odd') return target;
  const close = readClose(text, target.end, complete);
  if (close.kind === 'open') return OPEN;
  if (close.kind !== 'closed') return close.kind === 'odd' ? { ...target, shape: 'odd' } : target;
  if (text[target.start] === '<') {
    return ODD_INSIDE.test(text.slice(target.end, close.at)) ? { ...target, shape: 'odd' } : target;
  }
  const odd = ODD_INSIDE.test(text.slice(at, close.at)) || ODD_TITLE.test(text.slice(target.end, close.at));
  return { ...target, shape: odd ? 'odd' : 'plain', close: close.at };
}

/** Reads the destination of a definition whose colon stands at `at`. */
export function readDefinitionTarget(text: string, at: number, complete: boolean): Target {
  const target = readDestination(text, at + 1, complete);
  if (target.kind !== 'target' || target.shape === 'odd') return target;
  const plain = text[target.start] !== '<' && !ODD_INSIDE.test(text.slice(at, target.end));
  return { ...target, shape: plain ? 'plain' : 'loose', close: target.end };
}

function readDestination(text: string, from: number, complete: boolean): Target {
  const start = endOf(GAP, text, from);
  if (start >= text.length && start - from < SPACE_LIMIT) return complete ? NONE : OPEN;
  if (start - from >= SPACE_LIMIT) return odd(start);
  const angled = text[start] === '<';
  const end = angled ? angledEnd(text, start) : rawEnd(text, start);
  if (end === start && (isSignal(text.charCodeAt(start)) || isLinkMiddle(text, start))) return odd(start);
  if (end === start) return NONE;
  const cut = end - start >= DESTINATION_LIMIT || isLinkMiddle(text, end);
  const undecided = end >= text.length || (text[end] === ']' && end + 1 >= text.length);
  if (undecided && !complete && !cut) return OPEN;
  const whole = angled && text[end - 1] === '>';
  const destination = whole ? text.slice(start + 1, end - 1) : text.slice(start, end);
  const strange = angled ? !/^https?:\/\/[^\s<>`]*$/i.test(destination) || !whole : destination.includes('<');
  return { kind: 'target', shape: cut || strange ? 'odd' : 'loose', destination, start, end, close: end };
}

/** A link inside a destination: for some reader the inner one is the link. Reading stops, so that it stays linear. */
function isLinkMiddle(text: string, at: number): boolean {
  return text[at] === ']' && (text[at + 1] === '(' || text[at + 1] === ':');
}

function isStop(text: string, at: number): boolean {
  return text[at] === '<' || isLinkMiddle(text, at) || isSignal(text.charCodeAt(at));
}

function odd(at: number): Target {
  return { kind: 'target', shape: 'odd', destination: '', start: at, end: at, close: at };
}

function angledEnd(text: string, start: number): number {
  const stop = Math.min(text.length, start + DESTINATION_LIMIT);
  for (let at = start + 1; at < stop; at++) {
    const char = text[at];
    if (char === '>') return at + 1;
    if (char === '\n' || char === '\r' || char === '<') return at;
  }
  return stop;
}

/** A raw destination ends at white space, a control character, or the parenthesis that closes the link. */
function rawEnd(text: string, start: number): number {
  const stop = Math.min(text.length, start + DESTINATION_LIMIT);
  let depth = 0;
  for (let at = start; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0x7f) return at;
    if (code === 0x5d && isLinkMiddle(text, at)) return at;
    if (code === 0x5c && text.charCodeAt(at + 1) > 0x20) at += 1;
    else if (code === 0x28) depth += 1;
    else if (code === 0x29) {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return stop;
}

function readClose(text: string, from: number, complete: boolean): Close {
  const at = endOf(SPACE, text, from);
  if (at - from >= SPACE_LIMIT) return ODD;
  if (at >= text.length) return complete ? NONE : OPEN;
  if (isSignal(text.charCodeAt(at))) return ODD;
  if (FORMULA_START.test(text.charAt(at))) {
    if (text.length < at + FORMULA_LENGTH && !complete) return OPEN;
    return FORMULA.test(text.slice(at, at + FORMULA_LENGTH)) ? ODD : NONE;
  }
  if (text[at] === ')') return { kind: 'closed', at: at + 1 };
  const quote = text[at] === '(' ? ')' : text[at];
  if (at === from || (quote !== '"' && quote !== "'" && quote !== ')')) return NONE;
  const stop = Math.min(text.length, at + TITLE_LIMIT);
  let end = at + 1;
  while (end < stop && text[end] !== quote && !isStop(text, end)) end += text[end] === '\\' ? 2 : 1;
  if (end < stop && isStop(text, end)) return ODD;
  if (end >= stop) return stop < at + TITLE_LIMIT && !complete ? OPEN : ODD;
  const close = endOf(SPACE, text, end + 1);
  if (close - end > SPACE_LIMIT) return ODD;
  if (close >= text.length) return complete ? NONE : OPEN;
  return text[close] === ')' ? { kind: 'closed', at: close + 1 } : NONE;
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
