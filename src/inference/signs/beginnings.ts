/** No beginning is longer; what follows does not matter for where a match can start. */
const LONGEST = 18;
/** Where going on would make more beginnings than this, they end. */
const MOST = 64;
/** With more than this, what they have is enough to search for, and going on would cost more than it gives. */
const ENOUGH = 16;
/** A class of more characters than this leaves the beginning open. */
const MOST_OF_CLASS = 8;

/** What stands before a beginning once a word boundary is sure. */
const AT_WORD = '\b';

/** Beginnings under way: `open` ones may go on, `closed` ones may be followed by anything. */
interface Beginnings {
  readonly open: ReadonlySet<string>;
  readonly closed: ReadonlySet<string>;
}

/**
 * What a match of a pattern can begin with: literals, one of which stands at the start of every match, or undefined when
 * some match may begin with anything. With `atWords` it must begin where a word begins. Knows the part of the pattern language
 * that rules are written in; everything it does not know ends a beginning, so that the list says too much rather than too little.
 */
export function beginningsOf(source: string, atWords: boolean): readonly string[] | undefined {
  const reader = { source, at: 0 };
  const start: Beginnings = { open: new Set([atWords ? '' : AT_WORD]), closed: new Set() };
  const all = readAlternatives(reader, start);
  const list = new Set(Array.from([...all.open, ...all.closed], (one) => one.slice(1)));
  if (list.has('')) return undefined;
  // One that begins with another adds nothing.
  return [...list].filter((one) => !hasShorter(one, list));
}

function hasShorter(one: string, list: ReadonlySet<string>): boolean {
  for (let length = 0; length < one.length; length += 1) if (list.has(one.slice(0, length))) return true;
  return false;
}

interface Reader {
  readonly source: string;
  at: number;
}

/** A sequence up to a bar, the end of a group or of the pattern. */
function readSequence(reader: Reader, from: Beginnings): Beginnings {
  let current = from;
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at]!)) {
    const before = current.open.size > ENOUGH && isBegun(current) ? closed(current) : current;
    const after = repeated(reader, before, readAtom(reader, before));
    current = sizeOf(after) <= MOST ? after : isBegun(before) ? closed(before) : shortened(after);
  }
  return current;
}

/** One atom, taken once. */
function readAtom(reader: Reader, from: Beginnings): Beginnings {
  const { source } = reader;
  const sign = source[reader.at]!;
  if (source.startsWith('(?!', reader.at)) {
    skipGroup(reader);
    return from;
  }
  if (sign === '(') return readGroup(reader, from);
  if (sign === '[') return readClass(reader, from);
  reader.at += 1;
  if (sign === '.' || sign === '^' || sign === '$') return closed(from);
  if (sign !== '\\') return extended(from, [sign]);
  const escaped = source[reader.at]!;
  reader.at += 1;
  if (escaped === 'b') return atBoundary(from);
  if (escaped === 'u') {
    reader.at += 4;
    return extended(from, [String.fromCharCode(Number.parseInt(source.slice(reader.at - 4, reader.at), 16))]);
  }
  if (escaped === 'n') return extended(from, ['\n']);
  return /[a-z]/i.test(escaped) ? closed(from) : extended(from, [escaped]);
}

function readGroup(reader: Reader, from: Beginnings): Beginnings {
  reader.at += reader.source.startsWith('(?:', reader.at) ? 3 : 1;
  return readAlternatives(reader, from);
}

/** Up to the end of a group, or of the pattern. */
function readAlternatives(reader: Reader, from: Beginnings): Beginnings {
  const alternatives: Beginnings[] = [];
  do {
    alternatives.push(readSequence(reader, from));
    reader.at += 1;
  } while (reader.source[reader.at - 1] === '|');
  return joined(alternatives);
}

function skipGroup(reader: Reader): void {
  let depth = 0;
  do {
    const sign = reader.source[reader.at];
    if (sign === '\\') reader.at += 1;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    reader.at += 1;
  } while (depth > 0 && reader.at < reader.source.length);
}

/** Only classes that list a few characters go on. */
function readClass(reader: Reader, from: Beginnings): Beginnings {
  const end = reader.source.indexOf(']', reader.at);
  const written = reader.source.slice(reader.at + 1, end);
  reader.at = end + 1;
  const isList = /^[^\\^-]+-?$/.test(written) && written.length <= MOST_OF_CLASS;
  return isList ? extended(from, Array.from(written)) : closed(from);
}

/** The quantifier after an atom: none, `?`, `*`, `+` or `{least,most}`, lazy or not. */
function repeated(reader: Reader, before: Beginnings, taken: Beginnings): Beginnings {
  const quantifier = /^(?:\?|\*|\+|\{(\d+)(?:,(\d*))?\})\??/.exec(reader.source.slice(reader.at, reader.at + 12));
  if (quantifier === null) return taken;
  reader.at += quantifier[0].length;
  const [written, least] = quantifier;
  const once = written.startsWith('?') ? taken : closed(taken);
  const isOptional = written.startsWith('?') || written.startsWith('*') || least === '0';
  return isOptional ? joined([before, once]) : once;
}

/** A boundary in the middle says nothing about the beginning. */
function atBoundary(from: Beginnings): Beginnings {
  return from.open.has('') ? { open: new Set([...from.open, AT_WORD].filter(Boolean)), closed: from.closed } : from;
}

function extended(from: Beginnings, characters: readonly string[]): Beginnings {
  if (from.open.size === 0) return from;
  const open = new Set<string>();
  const ended = new Set(from.closed);
  for (const one of from.open) {
    if (one === '') ended.add('');
    else for (const character of characters) (one.length < LONGEST ? open : ended).add(one + character);
  }
  return { open, closed: ended };
}

function closed(from: Beginnings): Beginnings {
  if (from.open.size === 0) return from;
  return { open: new Set(), closed: new Set([...from.closed, ...from.open]) };
}

/** True when no beginning is still empty. */
function isBegun({ open, closed: ended }: Beginnings): boolean {
  return !open.has('') && !open.has(AT_WORD) && !ended.has('') && !ended.has(AT_WORD);
}

/** All of them cut to the greatest length that leaves few enough. */
function shortened(from: Beginnings): Beginnings {
  const all = [...from.open, ...from.closed];
  for (let length = LONGEST; length > 1; length -= 1) {
    const cut = new Set(all.map((one) => one.slice(0, length)));
    if (cut.size <= MOST) return { open: new Set(), closed: cut };
  }
  return { open: new Set(), closed: new Set(['']) };
}

function sizeOf({ open, closed: ended }: Beginnings): number {
  return open.size + ended.size;
}

function joined(all: readonly Beginnings[]): Beginnings {
  if (all.every((one) => one === all[0])) return all[0]!;
  return {
    open: new Set(all.flatMap(({ open }) => [...open])),
    closed: new Set(all.flatMap(({ closed: ended }) => [...ended])),
  };
}
