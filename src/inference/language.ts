import { type Pieces, UNKNOWN } from './pieces.ts';
import type { Passage } from './reading.ts';

/** Letters of a row, and words of a text, that are looked at. */
const LETTERS = 2_000;
const WORDS = 48;
/** Share of letters outside the Latin script from which a row is in another one. */
const FOREIGN = 0.25;
/** Share of a row, and number, of tokens without a piece from which the encoder reads nothing there. */
const STRANGE = 0.3;
const FEWEST_UNKNOWN = 4;
/** Pieces for each word from which the encoder does not know the language; English has about 1.2. */
const PIECES_PER_WORD = 2.6;
/** With fewer words nothing can be said of the language. */
const FEWEST_WORDS = 6;

const LETTER = /\p{L}/u;
const LATIN = /[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]/;
const WORD = /(?<![\p{L}\p{M}\p{N}+/])\p{L}[\p{L}\p{M}']{1,23}(?![\p{L}\p{M}\p{N}+/=])/gu;

/**
 * Whether a text is, for a good part or in one of its rows, in a script or language in which the detectors were not measured:
 * another script than Latin, words that fall into many pieces, or characters that the encoder has no pieces for. What is found
 * there still counts; what is not found says little. `folded` is the folded view of the text, `rows` are its rows.
 */
export function isUnassessed(folded: string, rows: readonly Pick<Passage, 'text' | 'ids'>[], pieces: Pieces): boolean {
  return rows.some(isForeignRow) || isForeignWords(folded, pieces);
}

function isForeignRow({ text, ids }: Pick<Passage, 'text' | 'ids'>): boolean {
  let letters = 0;
  let foreign = 0;
  for (let at = 0; at < text.length && letters < LETTERS; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      if (code >= 0x61 && code <= 0x7a) letters += 1;
    } else if (LETTER.test(text[at]!)) {
      letters += 1;
      if (!LATIN.test(text[at]!)) foreign += 1;
    }
  }
  if (letters >= 4 && foreign / letters > FOREIGN) return true;
  let unknown = 0;
  for (const id of ids) if (id === UNKNOWN) unknown += 1;
  return unknown >= FEWEST_UNKNOWN && unknown / ids.length > STRANGE;
}

function isForeignWords(folded: string, pieces: Pieces): boolean {
  const words: string[] = [];
  for (const [word] of folded.matchAll(WORD)) {
    words.push(word);
    if (words.length === WORDS) break;
  }
  if (words.length < FEWEST_WORDS) return false;
  return pieces.idsOf(words.join(' ')).length / words.length > PIECES_PER_WORD;
}
