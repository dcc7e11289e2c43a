import { createHash } from 'node:crypto';
import type {
  Context,
  Crossing,
  DecisionRecord,
  DecodedText,
  HiddenPrompts,
  Label,
  Means,
  Need,
  Pseudonyms,
  ToolCall,
} from '../core/index.ts';
import type { Configuration, WiredControl } from '../policy/index.ts';
import { argumentParts, digestOf, type Part, type Unit } from './part.ts';
import { Records } from './record.ts';
import type { Running } from './run.ts';
import { remembering } from './screened.ts';
import { type ChainLink, TextStream } from './text-stream.ts';
import { NO_TURN, type Turn, type TurnSums, Turns } from './turns.ts';
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
  readonly sums: TurnSums;
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
  private readonly turns: Turns;
  private readonly classifier: Means['classifier'];
  private readonly decodeOnce = (text: string): readonly DecodedText[] => this.decode(text);

  constructor(settings: ExchangeSettings, running: Running, cache: VerdictCache) {
    this.settings = settings;
    this.running = running;
    this.cache = cache;
    this.decision = settings.decision;
    this.turns = new Turns(settings.sums);
    this.classifier = remembering(settings.classifier);
  }

  /**
   * A unit on its way in: first through the crossing of its kind, then through `model.prompt`. Known by its digest, it is
   * not inspected again; where a control reads over several turns, by the turns before it as well.
   */
  async inspect(unit: Unit): Promise<UnitOutcome> {
    const digest = digestOf(unit);
    const turn = this.readsTurns(unit.crossing) ? this.turns.open(digest) : undefined;
    const outcome = await this.inspectOrRecall(unit, digest, turn);
    if (turn !== undefined) this.turns.close(outcome.texts);
    return outcome;
  }

  private async inspectOrRecall(unit: Unit, digest: string, turn: Turn | undefined): Promise<UnitOutcome> {
    const key = `${digest}|${this.settings.scope}${turn === undefined ? '' : `|${turn.key}`}`;
    const known = this.cache.get(key);
    this.running.observer.verdictKnown(known !== undefined);
    if (known !== undefined) return this.recall(unit.crossing, known);
    this.records.addDigest(unit.crossing, digest);
    const crossings: readonly Crossing[] =
      unit.crossing === 'model.prompt' ? ['model.prompt'] : [unit.crossing, 'model.prompt'];
    const walk = new Walk(this.records, this.settings.pseudonyms);
    const outcome = await this.walk(unit, crossings, walk, turn);
    const isFinal = walk.noted.every(
      ({ record }) => record.failed === undefined && record.basis?.isProvisional !== true,
    );
    if (this.isCacheable(crossings) && isFinal) {
      this.cache.set(key, { outcome, records: walk.noted, used: walk.used(), summed: this.turns.summed });
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

  private async walk(
    unit: Unit,
    crossings: readonly Crossing[],
    walk: Walk,
    turn: Turn | undefined,
  ): Promise<UnitOutcome> {
    let current = unit;
    let outcome: UnitOutcome = { texts: unit.parts.map((part) => part.text) };
    for (const crossing of crossings) {
      outcome = await this.inspectAt(crossing, current, walk, crossing === TURN_CROSSING ? turn : undefined);
      if (outcome.stop !== undefined) return outcome;
      current = withTexts(current, outcome.texts);
    }
    return outcome;
  }

  private inspectAt(crossing: Crossing, unit: Unit, walk: Walk, turn: Turn | undefined): Promise<UnitOutcome> {
    const controls = this.settings.configuration.controlsAt(crossing);
    const contextFor = (wired: WiredControl) =>
      wired.control.needs.some((need) => OF_THE_UNIT.includes(need))
        ? this.contextWith(wired, walk.pseudonyms, turn)
        : this.contextFor(wired);
    return inspectWhole(crossing, unit, controls, contextFor, this.running, walk);
  }

  private recall(crossing: Crossing, known: KnownVerdict): UnitOutcome {
    this.records.addKnown(crossing);
    for (const { crossing, record } of known.records) this.records.add(crossing, record);
    if (known.used.length > 0) this.settings.pseudonyms.adopt(known.used);
    if (crossing === TURN_CROSSING) this.turns.resume(known.summed);
    return known.outcome;
  }

  private readsTurns(crossing: Crossing): boolean {
    return crossing === TURN_CROSSING && this.settings.configuration.controlsAt(crossing).some(readsTurns);
  }

  /**
   * Whoever counts must see every request; all other needs are part of the key, of the scope or of the configuration. A
   * sum over turns counts each of them once, so that a turn which is known has been counted.
   */
  private isCacheable(crossings: readonly Crossing[]): boolean {
    return crossings.every((crossing) =>
      this.settings.configuration.controlsAt(crossing).every((wired) => !wired.control.needs.includes('counters')),
    );
  }

  /** What this control may know: its configuration and exactly the means it declared. */
  private contextFor(wired: WiredControl): Context<unknown, never> {
    const known = this.contexts.get(wired.control.id);
    if (known !== undefined) return known;
    const made = this.contextWith(wired, this.settings.pseudonyms, undefined);
    this.contexts.set(wired.control.id, made);
    return made;
  }

  private contextWith(wired: WiredControl, pseudonyms: Pseudonyms, turn: Turn | undefined): Context<unknown, never> {
    const context: Record<string, unknown> = { config: wired.config, decode: this.decodeOnce };
    for (const need of wired.control.needs) context[need] = this.meansFor(need, wired.control.id, pseudonyms, turn);
    return Object.freeze(context) as Context<unknown, never>; // the needs were just filled in by their names
  }

  private meansFor(need: Need, control: string, pseudonyms: Pseudonyms, turn: Turn | undefined): Means[Need] {
    switch (need) {
      case 'registry':
        return this.settings.configuration.registry;
      case 'pseudonyms':
        return pseudonyms;
      case 'prompts':
        return this.settings.prompts;
      case 'counters':
        return this.settings.counters;
      case 'classifier':
        return this.classifier;
      case 'turns':
        return (turn ?? NO_TURN).means;
      case 'accumulator':
        return (turn ?? NO_TURN).accumulatorOf(control);
    }
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

/** The crossing of what a user says, turn by turn. */
const TURN_CROSSING: Crossing = 'interface.request';

/** Needs that are another thing for every unit. */
const OF_THE_UNIT: readonly Need[] = ['pseudonyms', 'turns', 'accumulator'];

function readsTurns({ control: { needs } }: WiredControl): boolean {
  return needs.includes('turns') || needs.includes('accumulator');
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
