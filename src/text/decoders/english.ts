/**
 * How likely one character of English is after another, in bits above the least likely: rows and columns are what is no
 * letter, then a to z. Counted over questions and requests of ordinary people.
 */
const BITS_OF_PAIRS = `
064544534521444541456325040 604540140403547030656241040 562107000520600600530500050 460406006504400700526400020
850037010600201500340420020 750453220200446131664032320 750005400600400700504500020 840006035600314510532400030
660008000600112600304200030 542544440002547530466040002 570006001300000720050700000 731027020600205300151300020
660157100601610620043411050 664007000500141650030400050 740565260402202420056320030 622341530202456440644635000
560016004400610640635500030 410000000000400000201901000 751347130603234510454320040 840406104502111440056403020
750106007600210620443402030 643445040300556040666000000 360008000700000400000100000 660006006700204600530000000
750505000500010170007100230 821104000300231730054000001 560008002600210500001400054`;

/** What is no letter, and the letters. */
export const KINDS = 27;

/** Bits by first and second kind: `first * KINDS + second`. */
export const PAIR_BITS = Int8Array.from(BITS_OF_PAIRS.replace(/\s/g, ''), Number);

/** 1 to 26 for a letter of ASCII in either case, by code; 0 is everything else, and so are all codes beyond the table. */
export const KIND_OF_CODE = new Uint8Array(0x80);
for (let letter = 1; letter < KINDS; letter += 1) {
  KIND_OF_CODE[0x40 + letter] = letter;
  KIND_OF_CODE[0x60 + letter] = letter;
}

/** How much the order of letters is that of English, in bits a letter. */
export function englishBits(text: string): number {
  let bits = 0;
  let letters = 0;
  let before = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const kind = KIND_OF_CODE[text.charCodeAt(at)] ?? 0;
    if (before > 0 || kind > 0) bits += PAIR_BITS[before * KINDS + kind]!;
    if (kind > 0) letters += 1;
    before = kind;
  }
  return letters === 0 ? 0 : bits / letters;
}
