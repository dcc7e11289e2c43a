import { reverse, shiftLetters } from '../decode/ciphers.ts';
import { toMorse } from '../decode/signals.ts';

const LEET_OUT = new Map(Object.entries({ o: '0', i: '1', e: '3', a: '4', s: '5', t: '7' }));

/** The answer in the encoding that an order asked for. */
export function encodeAnswer(text: string, how: string): string {
  if (how === 'base64') return Buffer.from(text).toString('base64');
  if (how.startsWith('hex')) return Buffer.from(text).toString('hex');
  if (how.startsWith('rot')) return shiftLetters(text, 13);
  if (how.startsWith('reverse') || how === 'backwards') return reverse(text);
  if (how === 'morse') return toMorse(text);
  if (how === 'binary') return [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join(' ');
  if (how.startsWith('leet'))
    return text.replace(/[oieast]/gi, (letter) => LEET_OUT.get(letter.toLowerCase()) ?? letter);
  return [...text].join(' ');
}
