import { type JsonScan, parseJson, walkJson } from '../../text/index.ts';

/** A text whose kind is known. */
export interface LabelledText {
  readonly id: string;
  readonly text: string;
  /** `benign`, or the kind of attack. */
  readonly label: string;
  readonly channel: string;
  readonly class: string;
  readonly lang: string;
  /** The set that the text belongs to. */
  readonly set: string;
  readonly split: string;
}

export type RowRead =
  | { readonly ok: true; readonly row: LabelledText }
  | {
      readonly ok: false;
      /** Counted from 1, in UTF-16 code units of the line. */
      readonly column: number;
      /** What is wrong and what to do; never the text. */
      readonly message: string;
    };

export interface RowDefaults {
  /** For a row without an id. */
  readonly id: string;
  /** For a row without a label; without it, such a row is refused. */
  readonly label?: string;
}

const WORDS = ['id', 'label', 'channel', 'class', 'lang', 'dataset', 'source', 'split'] as const;
type Words = { [K in (typeof WORDS)[number]]?: string };

/** Reads one line of a data set; other members than the known ones are passed over. Never throws. */
export function readRow(line: string, defaults: RowDefaults): RowRead {
  const scan = parseJson(line, { depth: 32, values: 100_000 });
  if (!scan.ok) return { ok: false, ...syntaxProblem(line, scan) };
  const record = scan.value;
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    return { ok: false, column: 1, message: 'the line is no JSON object, give {"text", "label"}' };
  const members: ReadonlyMap<string, unknown> = new Map(Object.entries(record));
  const text = members.get('text');
  if (typeof text !== 'string' || text === '')
    return problemAt(line, 'text', members, 'must be a text of one character or more');
  const words: Words = {};
  for (const name of WORDS) {
    const value = members.get(name);
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' || value === '')
      return problemAt(line, name, members, 'must be a text of one character or more, or left out');
    words[name] = value;
  }
  const label = words.label ?? defaults.label;
  if (label === undefined) return problemAt(line, 'label', members, 'is missing, give `benign` or the kind of attack');
  if (!isBenign({ label }) && label.trim().toLowerCase() === 'benign')
    return problemAt(line, 'label', members, `is \`${label}\`, write \`benign\``);
  return {
    ok: true,
    row: {
      id: words.id ?? defaults.id,
      text,
      label,
      channel: words.channel ?? 'user',
      class: words.class ?? label,
      lang: words.lang ?? 'unknown',
      set: words.dataset ?? words.source ?? 'unnamed',
      split: words.split ?? 'unnamed',
    },
  };
}

export function isBenign({ label }: Pick<LabelledText, 'label'>): boolean {
  return label === 'benign';
}

function problemAt(line: string, name: string, members: ReadonlyMap<string, unknown>, says: string): RowRead {
  let column = 1;
  if (members.has(name)) {
    walkJson(line, ({ path, start }) => {
      if (path.length === 1 && path[0] === name) column = start + 1;
    });
  }
  return { ok: false, column, message: `\`${name}\` ${says}` };
}

function syntaxProblem(
  line: string,
  scan: Extract<JsonScan, { ok: false }>,
): { readonly column: number; readonly message: string } {
  switch (scan.problem) {
    case 'duplicate-key':
      return { column: scan.at + 1, message: 'an object has a key twice, leave one out' };
    case 'too-deep':
    case 'too-many-values':
      return { column: scan.at + 1, message: 'the object is too large or nested too deeply for a row' };
    case 'not-json':
      return { column: syntaxColumn(line), message: 'the line is no JSON, give one JSON object a line' };
  }
}

/** Where the engine stopped reading, when it says so. Its message may quote the text, so only the number is taken. */
function syntaxColumn(line: string): number {
  try {
    JSON.parse(line);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (message.startsWith('Unexpected end')) return line.length + 1;
    return Number(/at position (\d{1,9})/.exec(message)?.[1] ?? 0) + 1;
  }
  return 1;
}
