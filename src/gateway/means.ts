import type { Observer, TurnSums, VerdictCache } from '../boundaries/index.ts';
import type {
  DecisionRecord,
  DecodedText,
  HiddenPrompts,
  Means,
  Principal,
  PseudonymStore,
  Session,
  SessionLabels,
} from '../core/index.ts';
import type { Authenticator, PseudonymScope } from '../identity/index.ts';
import type { Configuration } from '../policy/index.ts';
import type { Operation } from './dialect.ts';
import type { Upstream } from './upstream.ts';

/** One configuration at work: swapped whole, never changed. Exchanges keep the one that they began with. */
export interface Serving {
  readonly configuration: Configuration;
  readonly cache: VerdictCache;
  readonly observer: Observer;
  upstreamOf(provider: string): Upstream;
}

/** Facts about an exchange that every one of its ledger entries carries. */
export interface ExchangeFacts {
  readonly request: string;
  readonly decision: string;
  readonly principal: Principal;
  readonly session: Session;
  readonly configuration: string;
  readonly dialect: string;
  readonly operation: Operation;
  readonly model: string;
  readonly provider: string;
  readonly streamed: boolean;
  /** What its session has seen so far, this request included. */
  readonly labels: SessionLabels;
}

/** What the gateway needs of the rest of the house; the composition root fills it in. */
export interface GatewayMeans {
  /** The configuration in force now. */
  serving(): Serving;
  readonly authenticator: Authenticator;
  sessionOf(principal: Principal, claim: string | undefined): Session;
  /** The pseudonyms of an exchange, with what its session has stored. */
  openPseudonyms(principal: Principal, session: Session): Promise<PseudonymScope>;
  /**
   * A value of the caller as a provider may see it: the same for the same principal and value, and of no use to anybody
   * else. Providers know our callers by one key, so two of them must not meet in one value.
   */
  scopedKey(principal: Principal, value: string): string;
  /** Joins what a request holds with what its session has seen; a session that nobody named has seen nothing else. */
  joinLabels(session: Session, labels: SessionLabels): Promise<SessionLabels>;
  /** Where the sums over the turns of a conversation are kept; a session that nobody named has none of its own. */
  sumsOf(principal: Principal, session: Session): TurnSums;
  readonly pseudonymStore: PseudonymStore;
  readonly canaryFor: HiddenPrompts['canaryFor'];
  readonly decode: (text: string) => readonly DecodedText[];
  readonly counters: Means['counters'];
  readonly classifier: Means['classifier'];
  /** Writes decisions. Resolves when they are durable, rejects when they cannot be made so. */
  record(facts: ExchangeFacts, records: readonly DecisionRecord[]): Promise<void>;
  /** Writes something that is no decision: a failed authentication, a failed provider, an end. */
  recordEvent(facts: Pick<ExchangeFacts, 'request' | 'decision'> & Partial<ExchangeFacts>, event: ExchangeEvent): void;
  /** Whether the ledger can take entries now. */
  isLedgerOpen(): boolean;
  readonly meters: GatewayMeters;
  /** A bug of ours came up; the log must know. */
  crashed(error: unknown): void;
  newId(prefix: 'dec' | 'req'): string;
  /** Milliseconds that only grow. */
  elapsed(): number;
}

export interface ExchangeEvent {
  readonly what: 'authentication-refused' | 'provider-failed' | 'client-gone' | 'finished' | 'refused' | 'failed';
  readonly code?: string;
  /** The member that a refusal is about; a name, never a value. */
  readonly param?: string;
  readonly status?: number;
  readonly usage?: { readonly input?: number; readonly output?: number };
}

/** Measurements of traffic; labels are closed sets. */
export interface GatewayMeters {
  request(route: string, status: number): void;
  answered(facts: ExchangeFacts, seconds: number, failure?: string): void;
  firstText(facts: ExchangeFacts, seconds: number): void;
  tokens(facts: ExchangeFacts, kind: 'input' | 'output', count: number): void;
}
