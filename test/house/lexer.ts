/** A source text taken apart, so that a rule about code is not fooled by a comment or a string. */
export interface Lexed {
  /** The code; comments are blank, and so is what stands inside strings and patterns. Same length, same lines. */
  readonly code: string;
  /** The text with comments blanked; strings are kept. */
  readonly uncommented: string;
  /** The comments alone, joined by line breaks. */
  readonly comments: string;
  /** The contents of all strings without an inserted value. */
  readonly strings: readonly string[];
}

type Kind = 'code' | 'comment' | 'string' | 'pattern';

interface Piece {
  readonly kind: Kind;
  readonly text: string;
}

/** Takes TypeScript or JavaScript apart. It knows comments, strings, templates and patterns, and nothing else. */
export function lex(text: string): Lexed {
  const pieces = piecesOf(text);
  const blankUnless = (kinds: readonly Kind[]) =>
    pieces.map((piece) => (kinds.includes(piece.kind) ? piece.text : blank(piece.text))).join('');
  return {
    code: blankUnless(['code']),
    uncommented: blankUnless(['code', 'string', 'pattern']),
    comments: pieces.flatMap((piece) => (piece.kind === 'comment' ? [piece.text] : [])).join('\n'),
    strings: pieces.flatMap((piece) => (piece.kind === 'string' ? [piece.text.slice(1, -1)] : [])),
  };
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const braces: number[] = []; // for each open template, how many braces are open inside its `${`
  let codeStart = 0;
  let at = 0;
  const take = (kind: Kind, end: number) => {
    if (codeStart < at) pieces.push({ kind: 'code', text: text.slice(codeStart, at) });
    pieces.push({ kind, text: text.slice(at, end) });
    at = end;
    codeStart = end;
  };
  const takeTemplate = () => {
    const end = templateEnd(text, at + 1);
    if (text[end - 1] === '{') braces.push(0);
    take('string', end);
  };
  while (at < text.length) {
    const open = braces.length - 1;
    const character = text[at];
    if (text.startsWith('//', at) || text.startsWith('#!', at)) take('comment', lineEnd(text, at));
    else if (text.startsWith('/*', at)) take('comment', endOf(text, '*/', at + 2));
    else if (character === "'" || character === '"') take('string', quoteEnd(text, at));
    else if (character === '`') takeTemplate();
    else if (character === '/' && startsPattern(text, at)) take('pattern', patternEnd(text, at));
    else if (character === '}' && open >= 0 && braces[open] === 0) {
      braces.pop();
      takeTemplate();
    } else {
      if (open >= 0 && character === '{') braces[open] = (braces[open] ?? 0) + 1;
      if (open >= 0 && character === '}') braces[open] = (braces[open] ?? 0) - 1;
      at += 1;
    }
  }
  if (codeStart < at) pieces.push({ kind: 'code', text: text.slice(codeStart, at) });
  return pieces;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end === -1 ? text.length : end + mark.length;
}

function quoteEnd(text: string, from: number): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote || text[at] === '\n') return at + 1;
  }
  return text.length;
}

/** The end of a run of template text: after the closing back-tick or after `${`. */
function templateEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') return at + 1;
    else if (text[at] === '$' && text[at + 1] === '{') return at + 2;
  }
  return text.length;
}

/** A slash starts a pattern where a value may start; after a name, a number or a closing bracket it divides. */
function startsPattern(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 60), at).trimEnd();
  if (before === '' || /[(,=:[!&|?{};+\-*%~^<>]$/.test(before)) return true;
  return /\b(return|typeof|case|of|in|yield|await|else|do)$/.test(before);
}

function patternEnd(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') return at;
    if (character === '\\') at += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return flagsEnd(text, at + 1);
  }
  return text.length;
}

function flagsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[a-z]/.test(text[at] ?? '')) at += 1;
  return at;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
