import type { Kind, ValueType } from './kind.ts';
import { NATIONAL } from './kind-national.ts';
import { NETWORK } from './kind-network.ts';
import { PAYMENT } from './kind-payment.ts';
import { PERSON } from './kind-person.ts';

/** What is looked for when some types are: prepared once for each set of types. */
export interface Selection {
  /** The kinds by the number of digits that stand first, in the order in which they are tried. */
  readonly byLead: readonly (readonly Kind[])[];
  readonly hasPhones: boolean;
  /** Stands somewhere in every text that holds a value. */
  readonly worth: RegExp;
  /** Global; matches something in the first word of every value, or behind the word and its space. */
  readonly evidence: RegExp;
  /** Sticky; how every value begins that does not begin with a digit, a plus or a bracket. */
  readonly letterLed: RegExp;
}

/** More digits than any value begins with. */
export const MOST_LEAD = 20;

/** In this order the first that fits a place wins: strong checks before forms, forms before words. */
export const KINDS: readonly Kind[] = [...PAYMENT, ...NATIONAL, ...PERSON, ...NETWORK];

// Four digits with at most three separators between two, or up to three digits between letters: every value but a written
// date, and but for addresses of devices, has one of them.
const SOME_DIGITS = /\d(?:[ ./()\u{a0}-]{0,3}\d){3}|[A-Za-z]\d{1,3}[ -]?[A-Za-z]/gu;
// Any digit; the end of a group of an address; the beginning of one.
const ANY_DIGIT = /\d|[A-Fa-f][:.-]|::/g;
// Every kind holds a digit or an at sign, but for addresses of letters only, as in `fe::ab` and `aa:bb:cc:dd:ee:ff`.
const WORTH_READING = /[\d@]/;
const WORTH_READING_WIDELY = /[\d@]|::|[A-Fa-f]{2}[:.-][A-Fa-f]{2}/;
// Account and insurance numbers; numbers after up to three letters; words of nine letters and digits.
const LETTER_LED = /[A-Za-z]{2} ?\d\d|[A-Za-z]{1,3}\d{5}|[A-Za-z][A-Za-z0-9]{8}/y;

// The same, and a first group of an address, and a month.
const LETTER_LED_OR_ADDRESS =
  /[a-z]{2} ?\d\d|[a-z]{1,3}\d{5}|[a-z][a-z0-9]{8}|[a-f0-9]{1,4}[:.-]|::|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/iy;

const WITHOUT_MANY_DIGITS: readonly ValueType[] = ['BIRTHDATE', 'IP', 'MAC'];

const prepared = new WeakMap<ReadonlySet<ValueType>, Selection>();

/** The set must not change afterwards. */
export function selectionOf(types: ReadonlySet<ValueType>): Selection {
  const known = prepared.get(types);
  if (known !== undefined) return known;
  const kinds = KINDS.filter((kind) => types.has(kind.type));
  const isWide = WITHOUT_MANY_DIGITS.some((type) => types.has(type));
  const selection: Selection = {
    byLead: Array.from({ length: MOST_LEAD + 1 }, (_, lead) =>
      kinds.filter((kind) => kind.lead === undefined || kind.lead.includes(lead)),
    ),
    hasPhones: types.has('PHONE'),
    worth: isWide ? WORTH_READING_WIDELY : WORTH_READING,
    evidence: isWide ? ANY_DIGIT : SOME_DIGITS,
    letterLed: isWide ? LETTER_LED_OR_ADDRESS : LETTER_LED,
  };
  prepared.set(types, selection);
  return selection;
}
