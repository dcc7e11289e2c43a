import { isLuhn, isOneDigit, remainder } from './checksum.ts';
import { compacted, type Kind } from './kind.ts';

const CARD_WORDS = /(?:card|credit|debit|visa|amex|maestro|payment|kredit|carte|tarjeta|carta|\bcc\b|\bpan\b)/i;

/** Payment cards (ISO/IEC 7812: issuer ranges, lengths, Luhn) and bank accounts (ISO 13616: length per country, mod 97). */
export const PAYMENT: readonly Kind[] = [
  {
    rule: 'iban',
    type: 'IBAN',
    severity: 'high',
    pattern: /[A-Za-z]{2}\d\d(?:[ -]?[A-Za-z0-9]){11,30}/y,
    lead: [0],
    valid: compacted(isIban),
  },
  // 4-4-4-4; 4-6-5 and 4-6-4; all digits together; all digits apart, each length for itself (see `Kind.pattern`).
  card(/[2-6]\d{3}[ .-]\d{4}[ .-]\d{4}[ .-]\d{4}/y, [4]),
  card(/3\d{3}[ .-]\d{6}[ .-]\d{4,5}/y, [4]),
  card(/\d{14,16}/y, [14, 15, 16]),
  card(/[2-6](?:[ .-]\d){15}/y, [1]),
  card(/3(?:[ .-]\d){14}/y, [1]),
  card(/3(?:[ .-]\d){13}/y, [1]),
  // Twelve, thirteen and more than sixteen digits are too often something else, and so are the ranges of Maestro.
  rareCard(/\d{12,19}/y, [12, 13, 14, 15, 16, 17, 18, 19]),
  rareCard(/\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{1,3}/y, [4]),
  rareCard(/\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{1,4}/y, [4]),
];

function card(pattern: RegExp, lead: readonly number[]): Kind {
  return { rule: 'payment-card', type: 'CARD', severity: 'high', pattern, lead, valid: isCard };
}

function rareCard(pattern: RegExp, lead: readonly number[]): Kind {
  return { ...card(pattern, lead), valid: isRareCard, context: CARD_WORDS };
}

function isCard(written: string): boolean {
  return isLuhn(written) && !isOneDigit(written) && hasIssuer(written.replace(/\D/g, ''));
}

function isRareCard(written: string): boolean {
  return /^[2-6]/.test(written) && isLuhn(written) && !isOneDigit(written);
}

function hasIssuer(digits: string): boolean {
  const two = Number(digits.slice(0, 2));
  const four = Number(digits.slice(0, 4));
  if (digits.length === 15) return two === 34 || two === 37 || four === 2131 || four === 1800;
  if (digits.length === 14) return two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059);
  if (digits.length !== 16) return false;
  return (
    digits.startsWith('4') ||
    (two >= 51 && two <= 55) ||
    (four >= 2221 && four <= 2720) ||
    (four >= 2200 && four <= 2204) ||
    four === 6011 ||
    two === 65 ||
    (four >= 6440 && four <= 6499) ||
    (four >= 3528 && four <= 3589) ||
    two === 62 ||
    two === 36 ||
    two === 38 ||
    two === 39
  );
}

// Lengths from the IBAN registry of SWIFT, release 99.
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'NO15 BE16 DK18 FI18 FO18 FK18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 MN20 XK20 CH21 HR21 LI21 LV21 ' +
    'BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24 ' +
    'SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 ' +
    'GT28 HN28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 SC31 LC32 MT31 RU33'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** How many letters and digits an account of this country has; undefined where there is none. */
export function ibanLength(country: string): number | undefined {
  return IBAN_LENGTHS.get(country);
}

function isIban(compact: string): boolean {
  return (
    compact.length === ibanLength(compact.slice(0, 2)) && remainder(compact.slice(4) + compact.slice(0, 4), 97) === 1
  );
}
