import { createHash } from 'node:crypto';
import type {
  Context,
  Crossing,
  DecisionRecord,
  DecodedText,
  HiddenPrompts,
  Label,
  Means,
  Pseudonyms,
  ToolCall,
} from '../core/index.ts';
import type { Configuration, WiredControl } from '../policy/index.ts';
import { argumentParts, digestOf, type Part, type Unit } from './part.ts';
import { Records } from './record.ts';
import type { Running } from './run.ts';
import { type ChainLink, TextStream } from './text-stream.ts';
import type { KnownVerdict, UsedPseudonym, VerdictCache } from './verdict-cache.ts';
import { Walk } from './walk.ts';
import { inspectWhole, type UnitOutcome } from './whole.ts';

/** Pseudonyms of one exchange, as identity makes them; they learn from the cache what an earlier inspection used. */
export interface ExchangePseudonyms {
  tokenFor(type: string, value: string): string;
  valueOf(token: string): string | undefined;
  adopt(rows: readonly UsedPseudonym[]): void;
}

export interface ExchangeSettings {
  readonly configuration: Configuration;
  readonly decision: string;
  /** What a verdict may depend on besides text and configuration; equal scopes may share verdicts. */
  readonly scope: string;
  readonly pseudonyms: ExchangePseudonyms;
  readonly prompts: HiddenPrompts;
  readonly counters: Means['counters'];
  readonly classifier: Means['classifier'];
  readonly decode: (text: string) => readonly DecodedText[];
}

/** Crossings that a text of the answer passes, in this order. */
const ANSWER_CROSSINGS: readonly Crossing[] = ['model.completion', 'interface.response'];

/** One exchange at the boundaries: every text of it goes through here, and every decision about it is noted here. */
export class Exchange {
  readonly decision: string;
  private readonly settings: ExchangeSettings;
  private readonly running: Running;
  private readonly cache: VerdictCache;
  private readonly records = new Records();
  private readonly contexts = new Map<string, Context<unknown, never>>();
  /** The controls of an answer's texts, in order; the same for each of them. */
  private answerChain: readonly ChainLink[] | undefined;
  private readonly decoded = new Map<string, readonly DecodedText[]>();

  constructor(settings: ExchangeSettings, running: Running, cache: VerdictCache) {
    this.settings = settings;
    this.running = running;
    this.cache = cache;
    this.decision = settings.decision;
  }

  /**
   * A unit on its way in: first through the crossing of its kind, then through `model.prompt`. Known by its digest, it is
   * not inspected again.
   */
  async inspect(unit: Unit): Promise<UnitOutcome> {
    const digest = digestOf(unit);
    const key = `${digest}|${this.settings.scope}`;
    const known = this.cache.get(key);
    this.running.observer.verdictKnown(known !== undefined);
    if (known !== undefined) return this.recall(unit.crossing, known);
    this.records.addDigest(unit.crossing, digest);
    const crossings: readonly Crossing[] =
      unit.crossing === 'model.prompt' ? ['model.prompt'] : [unit.crossing, 'model.prompt'];
    const walk = new Walk(this.records, this.settings.pseudonyms);
    const outcome = await this.walk(unit, crossings, walk);
    if (this.isCacheable(crossings) && outcome.stop?.failed !== true) {
      this.cache.set(key, { outcome, records: walk.noted, used: walk.used() });
    }
    return outcome;
  }

  /** A text of the answer, streamed or whole. */
  openText(label: Label): TextStream {
    const { configuration } = this.settings;
    this.answerChain ??= ANSWER_CROSSINGS.flatMap((crossing) =>
      configuration.controlsAt(crossing).map((wired) => ({ crossing, wired })),
    );
    const wholeLimit = configuration.limits.wholeCharacters;
    return new TextStream(
      { chain: this.answerChain, label, wholeLimit, contextFor: (wired) => this.contextFor(wired) },
      this.running,
      this.records,
    );
  }

  /** A complete tool call that the model asks for. The outcome carries the call as it may be made. */
  async decideCall(call: ToolCall, label: Label): Promise<UnitOutcome> {
    const unit: Unit = { crossing: 'application.call', parts: argumentParts(call, label), call };
    this.records.addDigest('application.call', digestOf(unit));
    return inspectWhole(
      'application.call',
      unit,
      this.settings.configuration.controlsAt('application.call'),
      (wired) => this.contextFor(wired),
      this.running,
      this.records,
    );
  }

  /** The records since the last call; `tool` is the tool of the call that was decided since then. */
  takeRecords(tool?: string): readonly DecisionRecord[] {
    return this.records.take(this.decision, tool);
  }

  private async walk(unit: Unit, crossings: readonly Crossing[], walk: Walk): Promise<UnitOutcome> {
    let current = unit;
    let outcome: UnitOutcome = { texts: unit.parts.map((part) => part.text) };
    for (const crossing of crossings) {
      outcome = await this.inspectAt(crossing, current, walk);
      if (outcome.stop !== undefined) return outcome;
      current = withTexts(current, outcome.texts);
    }
    return outcome;
  }

  private inspectAt(crossing: Crossing, unit: Unit, walk: Walk): Promise<UnitOutcome> {
    const controls = this.settings.configuration.controlsAt(crossing);
    const contextFor = (wired: WiredControl) =>
      wired.control.needs.includes('pseudonyms') ? this.contextWith(wired, walk.pseudonyms) : this.contextFor(wired);
    return inspectWhole(crossing, unit, controls, contextFor, this.running, walk);
  }

  private recall(crossing: Crossing, known: KnownVerdict): UnitOutcome {
    this.records.addKnown(crossing);
    for (const { crossing, record } of known.records) this.records.add(crossing, record);
    if (known.used.length > 0) this.settings.pseudonyms.adopt(known.used);
    return known.outcome;
  }

  /** Whoever counts must see every request; all other needs are part of the scope or of the configuration. */
  private isCacheable(crossings: readonly Crossing[]): boolean {
    return crossings.every((crossing) =>
      this.settings.configuration.controlsAt(crossing).every((wired) => !wired.control.needs.includes('counters')),
    );
  }

  /** What this control may know: its configuration and exactly the means it declared. */
  private contextFor(wired: WiredControl): Context<unknown, never> {
    const known = this.contexts.get(wired.control.id);
    if (known !== undefined) return known;
    const made = this.contextWith(wired, this.settings.pseudonyms);
    this.contexts.set(wired.control.id, made);
    return made;
  }

  private contextWith(wired: WiredControl, pseudonyms: Pseudonyms): Context<unknown, never> {
    const { configuration, prompts, counters, classifier } = this.settings;
    const means: Means = { registry: configuration.registry, pseudonyms, prompts, counters, classifier };
    const context: Record<string, unknown> = { config: wired.config, decode: (text: string) => this.decode(text) };
    for (const need of wired.control.needs) context[need] = means[need];
    return Object.freeze(context) as Context<unknown, never>; // the needs were just filled in by their names
  }

  private decode(text: string): readonly DecodedText[] {
    let views = this.decoded.get(text);
    if (views === undefined) {
      views = this.settings.decode(text);
      if (this.decoded.size < DECODED_KEPT) this.decoded.set(text, views);
    }
    return views;
  }
}

/** Texts whose decoded views are kept for the length of one exchange. */
const DECODED_KEPT = 256;

function withTexts(unit: Unit, texts: readonly string[]): Unit {
  const parts = unit.parts.map((part, index): Part => {
    const text = texts[index] ?? part.text;
    return text === part.text ? part : { ...part, text };
  });
  return { ...unit, parts };
}

/** A short digest of hidden prompts, so that verdicts which depend on them are not shared between prompts. */
export function promptScope(prompts: HiddenPrompts): string {
  if (prompts.texts.length === 0 && prompts.canaries.length === 0) return '';
  const written = JSON.stringify([prompts.texts, prompts.canaries]); // no two lists of texts are written alike
  return createHash('sha256').update(written).digest('base64url');
}
