/** What a field may hold. The check runs on every line: a type is no protection at run time. */
type FieldKind = 'number' | 'truth' | 'word' | 'identifier' | 'place';

/** The allow-list. A name that is not here does not reach the output, whatever it holds. */
const FIELDS = {
  request: 'identifier',
  decision: 'identifier',
  fingerprint: 'identifier',
  /** Ids, never a credential, a name or an address. */
  principal: 'identifier',
  tenant: 'identifier',
  entry: 'identifier',
  version: 'identifier',
  model: 'identifier',
  tool: 'identifier',
  /** Words of our own, from closed sets. */
  boundary: 'word',
  crossing: 'word',
  control: 'word',
  rule: 'word',
  action: 'word',
  outcome: 'word',
  mode: 'word',
  severity: 'word',
  failMode: 'word',
  code: 'word',
  route: 'place',
  dialect: 'word',
  provider: 'word',
  queue: 'word',
  method: 'identifier',
  status: 'number',
  durationMs: 'number',
  overheadMs: 'number',
  bytes: 'number',
  characters: 'number',
  count: 'number',
  attempt: 'number',
  port: 'number',
  line: 'number',
  column: 'number',
  streamed: 'truth',
  /** Where the operator's own files and listeners are. */
  file: 'place',
  host: 'place',
} as const satisfies Record<string, FieldKind>;

interface FieldTypes {
  readonly number: number;
  readonly truth: boolean;
  readonly word: string;
  readonly identifier: string;
  readonly place: string;
}

export type LogFieldName = keyof typeof FIELDS;

/** The fields of a line. There is none for a message, a body, a header or any other text of a request. */
export type LogFields = { readonly [K in LogFieldName]?: FieldTypes[(typeof FIELDS)[K]] };

/** Stands for a value that does not fit its field, so that a gap is seen. */
export const REFUSED = '[refused]';

const KINDS: ReadonlyMap<string, FieldKind> = new Map(Object.entries(FIELDS));

const FITS: { readonly [K in FieldKind]: (value: unknown) => boolean } = {
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  truth: (value) => typeof value === 'boolean',
  word: (value) => isText(value, /^[a-z0-9][a-z0-9.-]{0,63}$/),
  identifier: (value) => isText(value, /^[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,127}$/),
  place: (value) => isText(value, /^[A-Za-z0-9_./:\\~[\]-]{1,256}$/),
};

/** Prefixes of credentials, ours and those that are often seen. Not a search for secrets: a last net under ids. */
const CREDENTIAL = /(?:^|[^A-Za-z0-9])(?:sk-|rf-admin-|ghp_|github_pat_|xox[a-z]-|AKIA|eyJ)/;

function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value) && !CREDENTIAL.test(value);
}

/** What of `fields` may be written: only names of the allow-list, and each value only if it fits. */
export function allowedFields(fields: LogFields): Record<string, string | number | boolean> {
  const allowed: Record<string, string | number | boolean> = Object.create(null);
  for (const [name, value] of Object.entries(fields)) {
    const kind = KINDS.get(name);
    if (kind === undefined || value === undefined) continue;
    allowed[name] = FITS[kind](value) ? value : REFUSED;
  }
  return allowed;
}
