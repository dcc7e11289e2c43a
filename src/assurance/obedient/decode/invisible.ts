import { type Decoder, replacing } from './decoder.ts';
import { textOfBytes } from './printable.ts';

const TAGS = /[\u{e0020}-\u{e007e}]/gu;
const SELECTORS = /[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]{4,}/gu;
const ZERO_WIDTH_BITS = /[\u{200b}-\u{200d}\u{2060}\u{feff}]{8,}/gu;
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u{fff9}-\u{fffb}]/gu;
const RIGHT_TO_LEFT = /\u{202e}([^\u{202c}\u{202e}\n]{1,2000})\u{202c}?/gu;

/** Text that the eye does not see, or sees in another order. */
export const INVISIBLE: readonly Decoder[] = [
  replacing('tag-characters', (text) =>
    text.replace(TAGS, (tag) => String.fromCharCode((tag.codePointAt(0) ?? 0) - 0xe0000)),
  ),
  replacing('variation-selectors', (text) => text.replace(SELECTORS, readSelectors)),
  replacing('zero-width-bits', (text) => text.replace(ZERO_WIDTH_BITS, readZeroWidth)),
  replacing('bidi-order', (text) => text.replace(RIGHT_TO_LEFT, (_, run: string) => [...run].reverse().join(''))),
  replacing('unseen', (text) => text.replace(UNSEEN, '')),
];

function readSelectors(run: string): string {
  const bytes = Uint8Array.from(run, (mark) => {
    const code = mark.codePointAt(0) ?? 0;
    return code < 0x10000 ? code - 0xfe00 : code - 0xe0100 + 16;
  });
  return textOfBytes(bytes) ?? run;
}

/** Either of two characters may be the one; the reading that gives text is the right one. */
function readZeroWidth(run: string): string {
  const kinds = [...new Set(run)].slice(0, 3);
  for (const one of kinds) {
    for (const zero of kinds) {
      if (one === zero) continue;
      const text = textOfBytes(packBits(run, zero, one));
      if (text !== undefined) return text;
    }
  }
  return run;
}

function packBits(run: string, zero: string, one: string): Uint8Array {
  const bits = [...run].filter((mark) => mark === zero || mark === one).map((mark) => (mark === one ? '1' : '0'));
  const bytes = bits.join('').match(/[01]{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}
