/** Words of which ordinary English has one in every line or two, and attacks and commands too; shorter ones chance makes too often. */
const COMMON =
  'the and you your for this that with not are all can from have will must now ignore forget reveal print show system prompt instruction instructions previous above rules please tell what been output write run execute create generate import access function code list key how who why about give answer user developer mode command commands respond send delete secret password';

export const RADIO_WORDS: readonly string[] =
  'alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu'.split(
    ' ',
  );

export type Cipher = 'rot13' | 'atbash' | 'reversal';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const ALPHABETS = {
  rot13: LOWER.slice(13) + LOWER.slice(0, 13),
  atbash: Array.from(LOWER).reverse().join(''),
} as const;

/** Reads a line, or writes it: each of the three undoes itself. */
export function applyCipher(cipher: Cipher, line: string): string {
  if (cipher === 'reversal') return Array.from(line).reverse().join('');
  const alphabet = ALPHABETS[cipher];
  return line.replace(/[a-z]/gi, (letter) => {
    const code = letter.charCodeAt(0);
    const isLower = code >= 0x61;
    const plain = alphabet[code - (isLower ? 0x61 : 0x41)] ?? letter;
    return isLower ? plain : plain.toUpperCase();
  });
}

/** All common words as a cipher writes them. */
export function enciphered(cipher: Cipher): readonly string[] {
  return COMMON.split(' ').map((word) => applyCipher(cipher, word));
}
