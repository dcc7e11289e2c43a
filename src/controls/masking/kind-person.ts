import { compacted, type Kind } from './kind.ts';

const SSN_WORDS = /(?:\bssn\b|social security|\bitin\b|taxpayer)/i;
const BIRTH_WORDS =
  /(?:birth|\bborn\b|\bdob\b|geboren|geburt|naissance|\bn(?:\u00e9|e)e? le\b|nacimiento|nascita|nascimento)/i;

/** Numbers and dates that are personal by what is said about them. */
export const PERSON: readonly Kind[] = [
  { rule: 'us-ssn', type: 'SSN', severity: 'high', pattern: /\d{3}-\d\d-\d{4}/y, lead: [3], valid: compacted(isSsn) },
  { rule: 'us-ssn', type: 'SSN', severity: 'high', pattern: /\d{3} \d\d \d{4}/y, lead: [3], valid: compacted(isSsn) },
  {
    rule: 'us-ssn',
    type: 'SSN',
    severity: 'high',
    pattern: /\d{3}[. -]?\d\d[. -]?\d{4}/y,
    lead: [3, 5, 9],
    valid: compacted(isSsn),
    context: SSN_WORDS,
  },
  {
    rule: 'passport',
    type: 'PASSPORT',
    severity: 'medium',
    pattern: /[A-Za-z]{0,3}\d{6,9}|[A-Za-z]\d{3}[A-Za-z]\d{4}|[CFGHJKcfghjk][0-9A-Za-z]{7}\d/y,
    lead: [0, 6, 7, 8, 9],
    valid: hasFiveDigits,
    context: /(?:passport|reisepass|\bpass-?n|passeport|pasaporte|passaporto|paspoort|\uc5ec\uad8c)/i,
  },
  {
    rule: 'driving-licence',
    type: 'LICENCE',
    severity: 'medium',
    pattern: /[A-Za-z]{0,2}\d{5,13}[A-Za-z]?/y,
    lead: [0, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    valid: hasFiveDigits,
    context: /(?:driv(?:er|ing)(?:'?s)? licen[cs]e|f(?:\u00fc|ue)hrerschein|permis de conduire|licencia de conducir)/i,
  },
  {
    rule: 'driving-licence',
    type: 'LICENCE',
    severity: 'medium',
    // The British form: five letters of the name, a date of birth, initials, three characters.
    pattern:
      /[A-Za-z][A-Za-z9]{4}\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Za-z][A-Za-z9][0-9A-Za-z][A-Za-z]{2}/y,
    lead: [0],
  },
  {
    rule: 'birth-date',
    type: 'BIRTHDATE',
    severity: 'medium',
    pattern: /\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}/y,
    lead: [1, 2, 4],
    context: BIRTH_WORDS,
  },
  {
    rule: 'birth-date',
    type: 'BIRTHDATE',
    severity: 'medium',
    pattern:
      /(?:\d{1,2}\.? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?:\d{1,2},? )?(?:19|20)\d\d/iy,
    lead: [0, 1, 2],
    context: BIRTH_WORDS,
  },
];

// Areas 900 to 999 are taxpayer numbers of people who have no social security number; they are masked alike. Of their
// groups only 50 to 65, 70 to 88 and 90 to 99 were given out.
function isSsn(digits: string): boolean {
  const area = digits.slice(0, 3);
  const group = Number(digits.slice(3, 5));
  const isGroup = area < '900' ? group > 0 : group >= 50 && group !== 89 && (group < 66 || group > 69);
  const isIssued = area !== '000' && area !== '666' && isGroup && digits.slice(5) !== '0000';
  return isIssued && new Set(digits).size > 1;
}

function hasFiveDigits(value: string): boolean {
  return value.replace(/\D/g, '').length >= 5;
}
