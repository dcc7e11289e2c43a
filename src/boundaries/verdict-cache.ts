import type { ControlRecord, Crossing } from '../core/index.ts';
import type { UnitOutcome } from './whole.ts';

/** A pseudonym that an inspection used; it must be known again when the verdict is reused. */
export interface UsedPseudonym {
  readonly token: string;
  readonly value: string;
}

/** All that an inspection of one unit left behind. */
export interface KnownVerdict {
  readonly outcome: UnitOutcome;
  readonly records: readonly { readonly crossing: Crossing; readonly record: ControlRecord }[];
  readonly used: readonly UsedPseudonym[];
  /** Sums over the turns of the exchange, by control, as they stood after this one. */
  readonly summed: ReadonlyMap<string, number>;
}

/**
 * Verdicts of units inspected before, under one configuration. Bounded by the characters it holds; the oldest unused goes
 * first. A conversation that is sent again costs one digest per message.
 */
export class VerdictCache {
  private readonly limit: number;
  private readonly entries = new Map<string, { readonly known: KnownVerdict; readonly size: number }>();
  private readonly words = new Set<string>();
  private held = 0;

  /** `limit` is in UTF-16 code units of kept text. */
  constructor(limit: number) {
    this.limit = limit;
  }

  get(key: string): KnownVerdict | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry); // a Map keeps the order of insertion: the newest is last
    return entry.known;
  }

  set(key: string, known: KnownVerdict): void {
    const size = ENTRY_OVERHEAD + known.outcome.texts.reduce((sum, text) => sum + text.length, 0);
    if (size > this.limit / 8) return;
    this.drop(key);
    this.entries.set(key, { known, size });
    this.held += size;
    for (const oldest of this.entries.keys()) {
      if (this.held <= this.limit) break;
      this.drop(oldest);
    }
  }

  /** Whether this word was found clean before, under this configuration. */
  knowsWord(word: string): boolean {
    return this.words.has(word);
  }

  /** Remembers a word that was found clean; longer or stranger texts are not words, since what they say may depend on who asks. */
  addWord(word: string): void {
    if (WORD.test(word) && this.words.size < WORDS) this.words.add(word);
  }

  private drop(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.held -= entry.size;
  }
}

/** What an entry costs besides its texts: key, records, lists; about as many bytes. */
const ENTRY_OVERHEAD = 2048;

/** Lower-case names, versions and kinds, in short pieces: no token, no canary, no words of a prompt. */
const WORD = /^[a-z][a-z0-9]{0,10}(?:[.-][a-z0-9]{1,11}){0,6}$/;

/** Words that are remembered besides. */
const WORDS = 1024;
