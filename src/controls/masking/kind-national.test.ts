import { expect, test } from 'vitest';
import { TYPES } from './kind.ts';
import { NATIONAL } from './kind-national.ts';
import { recognise } from './recognise.ts';

// Numbers that authorities and standards print as examples, or that were made for tests by their published rule.
const EXAMPLES: ReadonlyMap<string, string> = new Map([
  ['uk-nino', 'AB 12 34 56 C'],
  ['es-dni', '12345678Z'],
  ['es-nie', 'X1234567L'],
  ['fr-nir', '2 55 08 14 168 025 38'],
  ['it-codice-fiscale', 'RSSMRA85T10A562S'],
  ['in-pan', 'ABCPD1234Z'],
  ['in-aadhaar', '3123 4567 8909'],
  ['br-cpf', '529.982.247-25'],
  ['br-cnpj', '11.222.333/0001-81'],
  ['ca-sin', '130-692-544'],
  ['se-personnummer', '811218-9876'],
  ['fi-hetu', '131052-308T'],
  ['kr-rrn', '960121-1234567'],
  ['za-id', '8001015009087'],
  ['no-fodselsnummer', '010190 00083'],
  ['be-national', '85.07.30-033.28'],
  ['cn-resident', '11010519491231002X'],
  ['ch-ahv', '756.9217.0769.85'],
  ['mx-curp', 'HEGG560427MVZRRL04'],
  ['de-tax-id', 'Steuer-ID 86095742719'],
  ['nl-bsn', 'BSN 111222333'],
  ['pl-pesel', 'PESEL 44051401359'],
  ['au-tfn', 'TFN 876 543 210'],
  ['au-medicare', 'Medicare 2123 45670 1'],
  ['uk-nhs', 'NHS 943 476 5919'],
  ['dk-cpr', 'CPR 070761-4285'],
  ['tr-kimlik', 'TCKN 10000000146'],
  ['th-id', 'Thai id 3456789012347'],
]);

const rulesIn = (text: string) => recognise(text, '', new Set(TYPES)).map((value) => value.rule);

test.each([...new Set(NATIONAL.map((kind) => kind.rule))])('%s finds a published example', (rule) => {
  expect(rulesIn(`It is ${EXAMPLES.get(rule)}.`)).toEqual([rule]);
});

// The last digit of a number with check digits, changed: the check must notice. Forms without a check are left out.
const UNCHECKED = new Set(['uk-nino', 'in-pan', 'kr-rrn', 'mx-curp', 'dk-cpr', 'au-medicare']);

test.each([...EXAMPLES].filter(([rule]) => !UNCHECKED.has(rule)))('%s refuses a wrong check digit', (rule, example) => {
  const last = example.at(-1) ?? '';
  const other = /\d/.test(last) ? String((Number(last) + 1) % 10) : last === 'A' ? 'B' : 'A';
  expect(rulesIn(`It is ${example.slice(0, -1)}${other}.`)).not.toContain(rule);
});
