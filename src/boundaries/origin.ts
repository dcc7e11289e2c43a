import { type Confidentiality, type Integrity, joinConfidentiality, joinIntegrity, type Label } from '../core/index.ts';
import { phraseSearch } from './phrase-search.ts';
import { isWholeAt, numberSpellings } from './token-edge.ts';

/** A text that the model could read before it asked for a call, and where it stands in the conversation. */
export interface OriginText {
  readonly text: string;
  readonly label: Label;
  readonly message: number;
  readonly part: number;
}

/** One place in which a value occurs, word for word. */
export interface ValueOrigin {
  readonly label: Label;
  readonly message: number;
  readonly part: number;
  /** UTF-16 code units in that text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Where one value of a call comes from. */
export interface Provenance {
  /** JSON pointer (RFC 6901) inside the arguments. */
  readonly pointer: string;
  /** In the order of the conversation; at most `ORIGINS_KEPT`. */
  readonly origins: readonly ValueOrigin[];
  /** Too short or too ordinary: that it occurs somewhere says nothing. */
  readonly weak: boolean;
  /** The value is not weak and stands in a text of the user or of the application. */
  readonly endorsed: boolean;
  /** Of an endorsed value, the label of what endorses it; of any other, the join over all that the model could read. */
  readonly integrity: Integrity;
  readonly confidentiality: Confidentiality;
}

/** More occurrences of one value are not listed; those that endorse are listed first of all. */
export const ORIGINS_KEPT = 16;

/**
 * Finds each string and number of parsed arguments, word for word and as a whole token, in the texts that came before.
 * This is endorsement, not taint: a value that occurs in trusted text is known to be wanted by somebody trusted; of a
 * value that does not, nothing is known but that it may come from anywhere. A paraphrase is not found. Time is linear in
 * the length of texts and values together.
 */
export function findOrigins(args: unknown, texts: readonly OriginText[]): readonly Provenance[] {
  const values = valuesIn(args);
  const found = values.map((): ValueOrigin[] => []);
  const phrases = values.flatMap(({ spellings, isNumber }, value) =>
    spellings.map((spelling) => ({ spelling, value, isNumber })),
  );
  const search = phraseSearch(phrases.map(({ spelling }) => spelling));
  for (const { text, label, message, part } of [...texts].sort(trustedFirst)) {
    search(text, (index, start, end) => {
      const phrase = phrases[index];
      const origins = phrase === undefined ? undefined : found[phrase.value];
      if (phrase === undefined || origins === undefined || origins.length >= ORIGINS_KEPT) return false;
      if (isWholeAt(text, start, end, phrase.isNumber)) origins.push({ label, message, part, start, end });
      return origins.length < ORIGINS_KEPT;
    });
  }
  const context = joinOf(texts.map(({ label }) => label));
  return values.map(({ pointer, weak }, index) => judged(pointer, weak, found[index] ?? [], context));
}

interface Joined {
  readonly integrity: Integrity;
  readonly confidentiality: Confidentiality;
}

function judged(pointer: string, weak: boolean, found: readonly ValueOrigin[], context: Joined): Provenance {
  const best = weak ? undefined : found.find(({ label }) => label.integrity !== 'untrusted');
  const { integrity, confidentiality } = best?.label ?? context;
  const origins = found.toSorted(
    (left, right) => left.message - right.message || left.part - right.part || left.start - right.start,
  );
  return { pointer, origins, weak, endorsed: best !== undefined, integrity, confidentiality };
}

function joinOf(labels: readonly Label[]): Joined {
  let joined: Joined = { integrity: 'trusted', confidentiality: 'public' };
  for (const label of labels) {
    joined = {
      integrity: joinIntegrity(joined.integrity, label.integrity),
      confidentiality: joinConfidentiality(joined.confidentiality, label.confidentiality),
    };
  }
  return joined;
}

const TRUST: Readonly<Record<Integrity, number>> = { trusted: 0, user: 1, untrusted: 2 };

function trustedFirst(left: OriginText, right: OriginText): number {
  return TRUST[left.label.integrity] - TRUST[right.label.integrity];
}

interface ArgumentValue {
  readonly pointer: string;
  /** The ways in which the value may be written. */
  readonly spellings: readonly string[];
  readonly isNumber: boolean;
  readonly weak: boolean;
}

/** Every string, number and truth value with its pointer, in the order of the arguments. Walks without recursion. */
function valuesIn(args: unknown): readonly ArgumentValue[] {
  const values: ArgumentValue[] = [];
  const waiting: { readonly value: unknown; readonly pointer: string }[] = [{ value: args, pointer: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, pointer } = next;
    if (typeof value === 'object' && value !== null) {
      const inside = Object.entries(value).map(([key, inner]) => ({
        value: inner,
        pointer: `${pointer}/${escaped(key)}`,
      }));
      waiting.push(...inside.reverse());
    } else if (value !== null && value !== undefined) values.push(argumentValue(value, pointer));
  }
  return values;
}

function argumentValue(value: unknown, pointer: string): ArgumentValue {
  if (typeof value === 'number') {
    return { pointer, spellings: numberSpellings(value), isNumber: true, weak: String(value).length < SHORT };
  }
  if (typeof value !== 'string') return { pointer, spellings: [], isNumber: false, weak: true };
  const text = value.trim();
  return {
    pointer,
    spellings: text === '' ? [] : [text],
    isNumber: /^-?\d+(?:\.\d+)?$/.test(text),
    weak: text.length < SHORT || ONE_PLAIN_WORD.test(text),
  };
}

/** Shorter values occur by chance. */
const SHORT = 4;
/** A single word of nothing but letters is as likely taken from the language as from anybody's wish. */
const ONE_PLAIN_WORD = /^[\p{L}\p{M}]+$/u;

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
