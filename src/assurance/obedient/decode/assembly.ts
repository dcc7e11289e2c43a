import { type Decoder, replacing } from './decoder.ts';

const JOINED_QUOTES = /["']\s{0,4}(?:\+|\.\.|&|\|\|)\s{0,4}["']/g;
const ASSIGNMENT = /\b([A-Za-z_]\w{0,20})\s{0,4}:?=\s{0,4}["']([^"'\n]{1,200})["']/g;
const SUM = /\b[A-Za-z_]\w{0,20}(?:\s{0,4}\+\s{0,4}[A-Za-z_]\w{0,20}){1,20}/g;
const PLACEHOLDER = /\$?\{\{?\s{0,2}([A-Za-z_]\w{0,20})\s{0,2}\}?\}/g;
const FRAGMENT =
  /(?:^|\n)[ \t]{0,4}(?:part|fragment|piece|teil|parte)?[ \t]{0,2}[#[(]?(\d{1,2})(?:\/\d{1,2})?[\])]?[.):=-]{1,2}[ \t]?["']?([^\n]{1,300})/gi;
const SPACED = /\b[A-Za-z0-9](?:[ ._-][A-Za-z0-9@.]){3,}\b/g;

/** Texts in pieces. */
export const ASSEMBLY: readonly Decoder[] = [
  replacing('concatenation', (text) => text.replace(JOINED_QUOTES, '')),
  { name: 'variables', decode: readVariables },
  { name: 'fragments', decode: readFragments },
  replacing('spaced', (text) =>
    text
      .replace(/ {2,4}/g, '\u{1}')
      .replace(SPACED, (run) => run.replace(/[ ._-]/g, ''))
      .replace(/\u{1}/gu, ' '),
  ),
];

function readVariables(text: string): readonly string[] {
  if (!text.includes('=')) return [];
  const values = new Map([...text.matchAll(ASSIGNMENT)].map((match) => [match[1] ?? '', match[2] ?? '']));
  if (values.size === 0) return [];
  const filled = text
    .replace(SUM, (sum) => {
      const parts = sum.split('+').map((name) => values.get(name.trim()));
      return parts.includes(undefined) ? sum : parts.join('');
    })
    .replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole);
  return filled === text ? [] : [filled];
}

/** Numbered pieces in the order of their numbers, once glued and once with spaces. */
function readFragments(text: string): readonly string[] {
  const pieces = [...text.matchAll(FRAGMENT)].map((match) => ({
    place: Number(match[1]),
    words: (match[2] ?? '').replace(/["']?\s*$/, ''),
  }));
  if (pieces.length < 2) return [];
  const ordered = pieces.toSorted((left, right) => left.place - right.place).map((piece) => piece.words);
  return [ordered.join(''), ordered.join(' ')];
}
