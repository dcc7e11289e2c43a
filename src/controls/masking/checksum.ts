/** Luhn (ISO/IEC 7812-1 annex B): doubling every second digit from the right, the sum ends in zero. Separators are skipped. */
export function isLuhn(written: string): boolean {
  let sum = 0;
  let double = false;
  for (let index = written.length - 1; index >= 0; index -= 1) {
    const digit = written.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) continue;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
    double = !double;
  }
  return sum % 10 === 0;
}

/** Whether a number repeats one digit only. Separators are skipped. */
export function isOneDigit(written: string): boolean {
  let first = -1;
  for (let index = 0; index < written.length; index += 1) {
    const digit = written.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) continue;
    if (first >= 0 && digit !== first) return false;
    first = digit;
  }
  return true;
}

/** The remainder of a decimal string, letters as 10 to 35 (ISO 7064 and ISO 13616 write them so). */
export function remainder(characters: string, modulus: number): number {
  let rest = 0;
  for (const character of characters) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % modulus;
  }
  return rest;
}

/** The sum of digits times weights, left to right. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits.charCodeAt(index) - 48), 0);
}

/** ISO 7064 MOD 11,10, as the German tax number uses it. */
export function isMod11And10(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < digits.length - 1; index += 1) {
    const sum = (digits.charCodeAt(index) - 48 + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digits.charCodeAt(digits.length - 1) - 48;
}

// The dihedral group D5 (Verhoeff, 1969): multiplication, and the permutation of each position.
const DIHEDRAL = rowsOf(
  '0123456789 1234067895 2340178956 3401289567 4012395678 5987604321 6598710432 7659821043 8765932104 9876543210',
);
const POSITIONS = rowsOf('0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258');

function rowsOf(rows: string): Uint8Array {
  return Uint8Array.from(rows.replace(/ /g, ''), Number);
}

/** Verhoeff, as Aadhaar uses it. Separators are skipped. */
export function isVerhoeff(written: string): boolean {
  let check = 0;
  let place = 0;
  for (let index = written.length - 1; index >= 0; index -= 1) {
    const digit = written.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) continue;
    check = DIHEDRAL[check * 10 + (POSITIONS[(place % 8) * 10 + digit] ?? 0)] ?? 0;
    place += 1;
  }
  return check === 0;
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a day can be in a month of some year. */
export function isDay(month: number, day: number): boolean {
  return day >= 1 && day <= (DAYS[month - 1] ?? 0);
}
