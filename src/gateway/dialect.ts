import type { Unit } from '../boundaries/index.ts';
import type { Crossing } from '../core/index.ts';
import type { Dialect as Family, Limits } from '../policy/index.ts';
import type { JsonPath } from '../text/index.ts';
import type { AnswerReader } from './answer/answer.ts';
import type { Refusal } from './error.ts';

/** What a text is at its place, when it is not simply the string there. */
export type TextForm =
  /** It can be judged and not rewritten: names of members, identifiers, sealed data. */
  | { readonly kind: 'fixed' }
  /** It is one string inside the JSON that is written in the string at its place; `source` is that string. */
  | { readonly kind: 'inside'; readonly path: JsonPath; readonly source: string };

/** A unit of a request with the place of each of its texts in the body. */
export interface PlacedUnit {
  readonly unit: Unit;
  /** One path per part of the unit. */
  readonly places: readonly JsonPath[];
  /** By number of the part; none for a part that is the string at its place. */
  readonly forms?: ReadonlyMap<number, TextForm>;
  /** What to take out of the body when the unit may not cross but the request may (an offered tool). */
  readonly removable?: JsonPath;
}

/** A request as the boundaries see it: nothing of its wire shape is left but the places. */
export interface DialectRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly choices: number;
  readonly units: readonly PlacedUnit[];
  /** Names of the tools offered to the model. */
  readonly offered: readonly string[];
  /** Name of the one tool that the caller forces, if any. */
  readonly forcedTool?: string;
  /** Members to take out together with the last offered tool. */
  readonly toolMembers: readonly JsonPath[];
  /** System and developer texts, which no answer may repeat. */
  readonly hiddenTexts: readonly string[];
  /** The conversation that the caller names; a claim, to be scoped under its principal. */
  readonly sessionClaim?: string;
  /** Members that were meant for Ringfort and never leave it. */
  readonly strips: readonly JsonPath[];
  readonly wantsLogprobs: boolean;
}

export type RequestReading =
  | { readonly ok: true; readonly request: DialectRequest }
  | { readonly ok: false; readonly refusal: Refusal };

export interface ReadSettings {
  readonly tenant: string;
  readonly limits: Limits;
  readonly unknownParts: 'refuse' | 'opaque';
}

/** What is asked of a model, as metrics name it. */
export type Operation = 'chat' | 'embeddings';

/** One wire format. It translates and never decides. */
export interface WireDialect {
  readonly id: string;
  readonly family: Family;
  readonly operation: Operation;
  /** The crossings that its texts can have. */
  readonly crossings: { readonly inbound: readonly Crossing[]; readonly outbound: readonly Crossing[] };
  /** Path below the provider's base URL. */
  readonly upstreamPath: string;
  /** Headers of the caller that may go on to the provider. */
  readonly forwardedHeaders: readonly string[];
  /** Reads a body that is a JSON object; never throws. */
  readRequest(body: Readonly<Record<string, unknown>>, settings: ReadSettings): RequestReading;
  /** How answers are read; undefined where an answer holds no text (vectors, counts). */
  readonly answers: AnswerReader | undefined;
}
