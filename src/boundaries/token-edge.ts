/**
 * Whether a match is a whole token: what stands beside it must not continue it. So `bob@shop.example` is not found in
 * `not.bob@shop.example`, `shop.example` not in `shop.example.evil.example`, and 100 not in 1,100 or 100.5.
 */
export function isWholeAt(text: string, start: number, end: number, isNumber: boolean): boolean {
  return !continuesBefore(text, start, isNumber) && !continuesAfter(text, end, isNumber);
}

/** A number as people and programs write it: `1250`, `1250.00`, `1,250`, `1,250.00`. */
export function numberSpellings(value: number): readonly string[] {
  const plain = String(value);
  if (!/^-?\d{1,15}(?:\.\d{1,6})?$/.test(plain)) return [plain];
  const [whole = '', fraction = ''] = plain.split('.');
  const fractions = fraction.length <= 2 ? [fraction, fraction.padEnd(2, '0')] : [fraction];
  const spelled = fractions.flatMap((digits) =>
    [whole, grouped(whole)].map((left) => (digits === '' ? left : `${left}.${digits}`)),
  );
  return [...new Set(spelled)];
}

function grouped(whole: string): string {
  return whole.replace(/\d+/, (digits) => {
    const head = digits.length % 3;
    const groups = head === 0 ? [] : [digits.slice(0, head)];
    for (let at = head; at < digits.length; at += 3) groups.push(digits.slice(at, at + 3));
    return groups.join(',');
  });
}

/** Characters that hold a token together when a word stands on their other side. */
const JOINS_BEFORE = new Set('.-@+/%~#?&');
const JOINS_AFTER = new Set('.-@+/%~#?&:');
const JOINS_DIGITS = new Set(',:');

function continuesBefore(text: string, start: number, isNumber: boolean): boolean {
  const beside = characterBefore(text, start);
  if (isWord(characterAt(text, start)) && isWord(beside)) return true;
  const beyond = characterBefore(text, start - beside.length);
  if (isNumber && beside === '-') return true; // -100 is not 100, and 50-100 is a range
  if (JOINS_BEFORE.has(beside) && isWord(beyond)) return true;
  return isNumber && (JOINS_DIGITS.has(beside) || beside === '.') && isDigit(beyond);
}

function continuesAfter(text: string, end: number, isNumber: boolean): boolean {
  const beside = characterAt(text, end);
  if (isWord(characterBefore(text, end)) && isWord(beside)) return true;
  const beyond = characterAt(text, end + beside.length);
  if (JOINS_AFTER.has(beside) && isWord(beyond)) return true;
  return isNumber && JOINS_DIGITS.has(beside) && isDigit(beyond);
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function characterBefore(text: string, at: number): string {
  if (at <= 0) return '';
  const isPair = at >= 2 && /[\ud800-\udbff]/.test(text.charAt(at - 2)) && /[\udc00-\udfff]/.test(text.charAt(at - 1));
  return text.slice(isPair ? at - 2 : at - 1, at);
}

function isWord(character: string): boolean {
  return character !== '' && /^[\p{L}\p{M}\p{N}_]$/u.test(character);
}

function isDigit(character: string): boolean {
  return /^\d$/.test(character);
}
