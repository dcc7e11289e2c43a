/** What a field is for, as its name says. A name can be wrong, so these only add checks and never take one away. */
export interface FieldUse {
  /** Names a host or an address to connect to. */
  readonly egress: boolean;
  /** Names one thing: an order, a file, a table. */
  readonly identifier: boolean;
  /** Has one line: a recipient, a subject, a name. */
  readonly singleLine: boolean;
  /** Is a query by its name. */
  readonly query: boolean;
}

/** Reads the use of a field from its JSON pointer; for an element of a list, the name of the list counts. */
export function useOf(pointer: string): FieldUse {
  const name = pointer.split('/').findLast((step) => step !== '' && !/^[0-9]+$/.test(step)) ?? '';
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word) || set.has(word.replace(/s$/, '')));
  const identifier = has(IDENTIFIER);
  const egress = has(EGRESS);
  return { egress, identifier, singleLine: identifier || egress || has(SINGLE_LINE), query: has(QUERY) };
}

const EGRESS = new Set('url uri href host hostname endpoint webhook domain'.split(' '));
const IDENTIFIER = new Set(
  'id key slug sku ref reference tracking table column database bucket branch file filename path'.split(' '),
);
const SINGLE_LINE = new Set(
  'to cc bcc from sender recipient email subject title name phone account iban currency user username'.split(' '),
);
const QUERY = new Set(['sql', 'query', 'statement']);
