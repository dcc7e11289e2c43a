import { isDay, isLuhn, isMod11And10, isVerhoeff, remainder, weighted } from './checksum.ts';
import { compacted, type Kind } from './kind.ts';

const id = (
  rule: string,
  lead: readonly number[],
  pattern: RegExp,
  valid: (compact: string) => boolean,
  context?: RegExp,
): Kind => ({
  rule,
  type: 'NATIONALID',
  severity: 'high',
  pattern,
  lead,
  valid: compacted(valid),
  ...(context === undefined ? {} : { context }),
});

/** Numbers of persons whose form and check digits together leave little to chance: no word beside them is needed. */
const STRONG: readonly Kind[] = [
  id('uk-nino', [0], /[A-Za-z]{2} ?\d\d ?\d\d ?\d\d ?[A-Da-d]/y, isNino),
  id('es-dni', [8], /\d{8}-?[A-Za-z]/y, (value) => spanishLetter(value.slice(0, 8)) === value[8]),
  id(
    'es-nie',
    [0],
    /[XYZxyz]-?\d{7}-?[A-Za-z]/y,
    (value) => spanishLetter('XYZ'.indexOf(value[0] ?? '') + value.slice(1, 8)) === value[8],
  ),
  id('fr-nir', [1, 3, 5, 6, 7, 10, 13, 15], /[12] ?\d\d ?[0-9]\d ?\d[0-9ABab] ?\d{3} ?\d{3} ?\d\d/y, isNir),
  id('it-codice-fiscale', [0], /[A-Za-z]{6}\d\d[A-EHLMPR-Ta-ehlmpr-t]\d\d[A-Za-z]\d{3}[A-Za-z]/y, isCodiceFiscale),
  id('in-pan', [0], /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/y, () => true),
  id('in-aadhaar', [4], /[2-9]\d{3}[ -]\d{4}[ -]\d{4}/y, isVerhoeff),
  id('br-cpf', [3], /\d{3}\.\d{3}\.\d{3}-\d\d/y, isCpf),
  id('br-cnpj', [2], /\d\d\.\d{3}\.\d{3}\/\d{4}-\d\d/y, isCnpj),
  id('ca-sin', [3], /[1-79]\d\d-\d{3}-\d{3}/y, isLuhn),
  id('se-personnummer', [6, 8], /(?:19|20)?\d{6}[-+]\d{4}/y, isPersonnummer),
  id('fi-hetu', [6], /\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Za-z]/y, isHetu),
  id('kr-rrn', [6], /\d{6}-[1-8]\d{6}/y, (value) => isDay(Number(value.slice(2, 4)), Number(value.slice(4, 6)))),
  id('za-id', [13], /\d{13}/y, (value) => isDateAt(value, 2) && /[01]/.test(value[10] ?? '') && isLuhn(value)),
  id('no-fodselsnummer', [6, 11], /\d{6} ?\d{5}/y, isFodselsnummer),
  id('be-national', [2], /\d\d\.\d\d\.\d\d-\d{3}\.\d\d/y, isBelgian),
  id('cn-resident', [17, 18], /[1-8]\d{5}(?:19|20)\d{9}[0-9Xx]/y, isChinese),
  id('ch-ahv', [3, 7, 11, 13], /756\.?\d{4}\.?\d{4}\.?\d\d/y, isEan),
  id('mx-curp', [0], /[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d/y, (value) => isDateAt(value, 6)),
];

/** Numbers with one check digit or none: they count only after a word that says what they are. */
const NAMED: readonly Kind[] = [
  id('de-tax-id', [2, 5, 8, 11], /\d{2} ?\d{3} ?\d{3} ?\d{3}/y, isMod11And10, /(?:steuer|\btin\b|\bidnr|tax)/i),
  id('nl-bsn', [4, 6, 9], /\d{4}\.?\d{2}\.?\d{3}|\d{9}/y, isBsn, /(?:\bbsn\b|burgerservice|sofinummer)/i),
  id('pl-pesel', [11], /\d{11}/y, isPesel, /pesel/i),
  id('in-aadhaar', [12], /[2-9]\d{11}/y, isVerhoeff, /(?:aadhaar|aadhar|uidai)/i),
  id('br-cpf', [11], /\d{11}/y, isCpf, /\bcpf\b/i),
  id('br-cnpj', [14], /\d{14}/y, isCnpj, /\bcnpj\b/i),
  id('ca-sin', [3, 6, 9], /[1-79]\d\d[ ]?\d{3}[ ]?\d{3}/y, isLuhn, /(?:\bsin\b|\bnas\b|social insurance)/i),
  id(
    'au-tfn',
    [3, 6, 9],
    /\d{3} ?\d{3} ?\d{3}/y,
    (value) => weighted(value, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
    /(?:\btfn\b|tax file)/i,
  ),
  id('au-medicare', [4, 9, 10], /[2-6]\d{3} ?\d{5} ?\d/y, isMedicare, /medicare/i),
  id('uk-nhs', [3, 6, 10], /\d{3}[ -]?\d{3}[ -]?\d{4}/y, isNhs, /(?:\bnhs\b|health service)/i),
  id(
    'se-personnummer',
    [10, 12],
    /(?:19|20)?\d{10}/y,
    isPersonnummer,
    /(?:personnummer|personal identity|swedish id)/i,
  ),
  id(
    'dk-cpr',
    [6, 10],
    /\d{6}-?\d{4}/y,
    (value) => isDay(Number(value.slice(2, 4)), Number(value.slice(0, 2))),
    /\bcpr\b/i,
  ),
  id('tr-kimlik', [11], /[1-9]\d{10}/y, isKimlik, /(?:tckn|kimlik|turkish id|\btc\b)/i),
  id(
    'kr-rrn',
    [13],
    /\d{6}[1-8]\d{6}/y,
    (value) => isDay(Number(value.slice(2, 4)), Number(value.slice(4, 6))),
    /(?:\brrn\b|resident|korean)/i,
  ),
  id(
    'th-id',
    [13],
    /\d{13}/y,
    (value) => (11 - (weighted(value, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(value[12]),
    /(?:thai|\btnin\b|\u0e1a\u0e31\u0e15\u0e23|\u0e1b\u0e23\u0e30\u0e08\u0e33\u0e15\u0e31\u0e27)/i,
  ),
];

export const NATIONAL: readonly Kind[] = [...STRONG, ...NAMED];

const isDateAt = (value: string, month: number) =>
  isDay(Number(value.slice(month, month + 2)), Number(value.slice(month + 2, month + 4)));

const UNUSED_NINO = new Set(['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ']);

function isNino(value: string): boolean {
  return /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]/.test(value) && !UNUSED_NINO.has(value.slice(0, 2));
}

const spanishLetter = (digits: string) => 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23];

function isNir(value: string): boolean {
  const body = value.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return /^\d+$/.test(body) && 97 - remainder(body, 97) === Number(value.slice(13));
}

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function isCodiceFiscale(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index += 1) {
    const digit = Number.parseInt(value[index] ?? '', 36);
    const rank = digit > 9 ? digit - 10 : digit;
    sum += index % 2 === 0 ? (ODD[rank] ?? 0) : rank;
  }
  return value.charCodeAt(15) - 65 === sum % 26;
}

function isCpf(value: string): boolean {
  if (/^(\d)(?:0{10}|1{10}|2{10}|3{10}|4{10}|5{10}|6{10}|7{10}|8{10}|9{10})$/.test(value)) return false;
  const check = (length: number) => {
    let sum = 0;
    for (let index = 0; index < length; index += 1) sum += Number(value[index]) * (length + 1 - index);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === Number(value[9]) && check(10) === Number(value[10]);
}

function isCnpj(value: string): boolean {
  const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  const check = (length: number) => {
    const rest = weighted(value, weights.slice(13 - length)) % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  return check(12) === Number(value[12]) && check(13) === Number(value[13]);
}

function isPersonnummer(value: string): boolean {
  const ten = value.slice(-10);
  return isDay(Number(ten.slice(2, 4)), Number(ten.slice(4, 6))) && isLuhn(ten);
}

function isHetu(value: string): boolean {
  const number = Number(value.slice(0, 6) + value.slice(-4, -1));
  return (
    isDay(Number(value.slice(2, 4)), Number(value.slice(0, 2))) &&
    '0123456789ABCDEFHJKLMNPRSTUVWXY'[number % 31] === value.slice(-1)
  );
}

function isFodselsnummer(value: string): boolean {
  return (
    isDay(Number(value.slice(2, 4)), Number(value.slice(0, 2))) &&
    weighted(value, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weighted(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
}

function isBelgian(value: string): boolean {
  const check = Number(value.slice(9));
  return 97 - remainder(value.slice(0, 9), 97) === check || 97 - remainder(`2${value.slice(0, 9)}`, 97) === check;
}

function isChinese(value: string): boolean {
  const sum = weighted(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11;
  return isDateAt(value, 10) && '10X98765432'[sum] === value[17];
}

function isEan(value: string): boolean {
  return weighted(value, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

function isBsn(value: string): boolean {
  return weighted(value, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !/^0+$/.test(value);
}

function isPesel(value: string): boolean {
  return (
    isDay(Number(value.slice(2, 4)) % 20, Number(value.slice(4, 6))) &&
    weighted(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
  );
}

function isMedicare(value: string): boolean {
  return weighted(value, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(value[8]);
}

function isNhs(value: string): boolean {
  return (11 - (weighted(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(value[9]);
}

function isKimlik(value: string): boolean {
  const odd = weighted(value, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weighted(value, [0, 1, 0, 1, 0, 1, 0, 1]);
  return (odd * 7 - even + 100) % 10 === Number(value[9]) && (odd + even + Number(value[9])) % 10 === Number(value[10]);
}
