/** Who vouches for a run of text. */
export type Source = 'system' | 'user' | 'retrieved' | 'memory' | 'tool' | 'model';

/** What may be believed. `trusted` is text of the application itself; `untrusted` is anything from outside it. */
export type Integrity = 'trusted' | 'user' | 'untrusted';

/** Who may read. Ordered from widest to narrowest. */
export type Confidentiality = 'public' | 'internal' | 'confidential' | 'restricted';

/** Where a part came from, as far as the gateway knows for certain. */
export interface Origin {
  readonly tool?: string;
  readonly call?: string;
  readonly document?: string;
  readonly server?: string;
}

export interface Label {
  readonly source: Source;
  readonly integrity: Integrity;
  readonly confidentiality: Confidentiality;
  readonly tenant: string;
  readonly origin?: Origin;
}

const INTEGRITY_BY_SOURCE = {
  system: 'trusted',
  user: 'user',
  memory: 'untrusted',
  retrieved: 'untrusted',
  tool: 'untrusted',
  model: 'untrusted',
} as const satisfies Record<Source, Integrity>;

const INTEGRITY_ORDER: readonly Integrity[] = ['trusted', 'user', 'untrusted'];
const CONFIDENTIALITY_ORDER: readonly Confidentiality[] = ['public', 'internal', 'confidential', 'restricted'];

/** The label of text about which nothing but its source is known: the least trust that the source can have. */
export function labelOf(source: Source, tenant: string, origin?: Origin): Label {
  const label = { source, integrity: INTEGRITY_BY_SOURCE[source], confidentiality: 'internal', tenant } as const;
  return origin === undefined ? label : { ...label, origin };
}

/** The less believable of two. */
export function joinIntegrity(left: Integrity, right: Integrity): Integrity {
  return INTEGRITY_ORDER[Math.max(INTEGRITY_ORDER.indexOf(left), INTEGRITY_ORDER.indexOf(right))] ?? 'untrusted';
}

/** The narrower audience of two. */
export function joinConfidentiality(left: Confidentiality, right: Confidentiality): Confidentiality {
  const index = Math.max(CONFIDENTIALITY_ORDER.indexOf(left), CONFIDENTIALITY_ORDER.indexOf(right));
  return CONFIDENTIALITY_ORDER[index] ?? 'restricted';
}
