import { ASSEMBLY } from './assembly.ts';
import { CIPHERS } from './ciphers.ts';
import { type Decoder, replacing } from './decoder.ts';
import { ENCODINGS } from './encodings.ts';
import { HIDING } from './hiding.ts';
import { INVISIBLE } from './invisible.ts';
import { disguisesOf, readLeet } from './keywords.ts';
import { TRANSLATION } from './language.ts';
import { LOOKALIKES } from './lookalikes.ts';
import { NATO_DECODER, SIGNALS } from './signals.ts';

/** A text as it may be read, and the decodings that led there, from the outside in. */
export interface Reading {
  readonly text: string;
  readonly chain: readonly string[];
}

/** Deeper than any control looks: what lies below a control's depth must be refused there, not passed on. */
export const DECODING_DEPTH = 8;
const MOST_READINGS = 200;
const MOST_CHARACTERS = 2_000_000;
const BEYOND_ASCII = /[^\0-\x7f]/;

const FOR_ANY_TEXT: readonly Decoder[] = [
  ...ENCODINGS,
  ...HIDING,
  ...ASSEMBLY,
  ...SIGNALS.slice(0, 1),
  replacing('leet', readLeet),
];
const FOR_WIDE_TEXT: readonly Decoder[] = [...INVISIBLE, ...LOOKALIKES, ...SIGNALS.slice(1)];
const BY_DISGUISE: ReadonlyMap<string, readonly Decoder[]> = new Map([
  ...[...CIPHERS].map(([name, decoder]): [string, readonly Decoder[]] => [name, [decoder]]),
  ['reversed', [CIPHERS.get('reversed'), CIPHERS.get('reversed-words')].filter((decoder) => decoder !== undefined)],
  ['nato', [NATO_DECODER]],
  ['translation', [TRANSLATION]],
]);

/** Every way to read a text, the plain one first: all branches, one layer at a time, each text once. */
export function readings(text: string): readonly Reading[] {
  const found: Reading[] = [{ text, chain: [] }];
  const seen = new Set([text]);
  let characters = text.length;
  for (const reading of found) {
    if (reading.chain.length === DECODING_DEPTH) continue;
    for (const decoder of decodersFor(reading.text)) {
      for (const decoded of decoder.decode(reading.text)) {
        characters += decoded.length;
        if (seen.has(decoded) || found.length >= MOST_READINGS || characters > MOST_CHARACTERS) continue;
        seen.add(decoded);
        found.push({ text: decoded, chain: [...reading.chain, decoder.name] });
      }
    }
  }
  return found;
}

function decodersFor(text: string): readonly Decoder[] {
  const decoders = [...FOR_ANY_TEXT];
  if (BEYOND_ASCII.test(text)) decoders.push(...FOR_WIDE_TEXT);
  for (const disguise of disguisesOf(text)) decoders.push(...(BY_DISGUISE.get(disguise) ?? []));
  return decoders;
}
