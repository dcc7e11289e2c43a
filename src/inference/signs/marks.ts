import { SIGNS, type Sign } from '../../core/index.ts';

/** Structure that a row may show besides its words. */
const STRUCTURE: readonly (readonly [string, RegExp])[] = [
  ['address', /https?:\/\/|www\./i],
  ['mail', /[\w.]@[\w-]+\.\w/],
  ['tag', /<\/?[a-z!][^<>\n]{0,80}>/i],
  ['fence', /```|~~~/],
  [
    'template',
    /<\||\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant|user)>|###\s?(?:system|instruction|response|human)/i,
  ],
  ['question', /\?\s*$/],
  ['rule-line', /[-=*#_]{5}/],
  ['role-line', /(?:^|\n)\W{0,4}(?:system|assistant|user|human|ai|developer)\W{0,3}:/i],
  ['brace', /[{}[\]][^\n:={}[\]]{0,200}[:=]/],
  ['cry', /!{2}|\b[A-Z]{4,} [A-Z]{3,}\b/],
];

const DECODED = 'decoded';

/** Names of all marks; a mark's number is its place here. New ones go to the end, and weights are trained anew. */
export const MARKS: readonly string[] = [...SIGNS, DECODED, ...STRUCTURE.map(([name]) => `looks-${name}`)];

const NUMBERS: ReadonlyMap<string, number> = new Map(MARKS.map((name, number) => [name, number]));

/** The numbers of the marks that a stretch of source text bears. `signs` are the rules that spoke for it. */
export function bitsOf(source: string, signs: readonly Sign[], isDecoded: boolean): readonly number[] {
  const bits = signs.flatMap((sign) => NUMBERS.get(sign) ?? []);
  if (isDecoded) bits.push(NUMBERS.get(DECODED)!);
  for (const [name, pattern] of STRUCTURE) {
    if (pattern.test(source)) bits.push(NUMBERS.get(`looks-${name}`)!);
  }
  return bits;
}
