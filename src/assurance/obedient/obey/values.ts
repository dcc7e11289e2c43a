/** Shapes of values that an argument may want. Pseudonyms of the matching type count as values: to a model they are. */
const SHAPES = new Map<string, RegExp>([
  ['email', /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}/g],
  ['url', /\b(?:https?|ftp|file|data|javascript):(?:\/\/\[[0-9a-fA-F:.]{2,45}\])?[^\s"'<>)\]}\\]{2,400}/g],
  [
    'amount',
    /(?:\b(?:EUR|USD|GBP)|[$\u{20ac}\u{a3}])\s?\d[\d.,]{0,12}|\b\d[\d.,]{0,12}\s?(?:EUR|USD|GBP|euros?|dollars?|pounds?)\b/giu,
  ],
  ['number', /\b\d{1,12}(?:\.\d{1,6})?\b/g],
  ['iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g],
  ['phone', /\+?\d[\d ()/-]{6,18}\d/g],
  ['card', /\b\d{4}(?:[ -]?\d{4}){3}\b/g],
  [
    'secret',
    /\b(?:sk|pk|ghp|gho|npm|xox[abp]|AKIA|glpat|key|token|pwd)[-_A-Za-z0-9]{8,120}|\b(?:password|passphrase|api[ _-]?key|secret|token|pin|code)\b\s{0,3}(?:is|=|:)\s{0,3}["']?[^\s"',;]{3,80}/gi,
  ],
  ['identifier', /\b[A-Za-z]{1,8}[-_]?\d[\w-]{1,30}\b|\b\d{3,12}\b/g],
  ['quoted', /"[^"\n]{1,300}"|\u{201c}[^\u{201d}\n]{1,300}\u{201d}|`[^`\n]{1,300}`|'[^'\n]{2,300}'(?!\w)/gu],
]);

const PSEUDONYM = /[[<({\u{27e6}\u{ab}]{0,2}\b([A-Z]{2,20})[_:-][A-Za-z0-9_-]{1,64}[\])>}\u{27e7}\u{bb}]{0,2}/gu;

/** All values of a shape in a text, in order. */
export function valuesOf(shape: string, text: string): readonly string[] {
  const pattern = SHAPES.get(shape);
  const plain = pattern === undefined ? [] : (text.match(pattern) ?? []);
  const pseudonyms = [...text.matchAll(PSEUDONYM)].filter((match) => (match[1] ?? '').toLowerCase().startsWith(shape));
  return [...plain, ...pseudonyms.map((match) => match[0])].map((value) => trimValue(shape, value));
}

/** A number that stands after one of the nouns: `order 1002`, `ticket no. T-7`. */
export function identifierAfter(noun: string, text: string): string | undefined {
  const pattern = new RegExp(
    `\\b${noun}s?(?:[ _-]?(?:number|no|id|nr))?\\.?["']?\\s{0,3}[:#=]?\\s{0,3}["']?#?([A-Za-z]{0,8}[-_]?\\d[\\w-]{0,30})`,
    'i',
  );
  return pattern.exec(text)?.[1];
}

/** The digits of an amount as a number; a comma before one or two last digits is a decimal mark. */
export function readNumber(text: string): number {
  const digits = /\d[\d.,]*/.exec(text)?.[0].replace(/[.,]$/, '') ?? '0';
  return Number(digits.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.'));
}

function trimValue(shape: string, value: string): string {
  if (shape === 'quoted') return value.slice(1, -1);
  return value.replace(/[.,;:!?]+$/, '');
}
