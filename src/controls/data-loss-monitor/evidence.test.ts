import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { glanceAt } from './anchor.ts';
import { fromBase64, fromHex, mayBeEncoded, reversed } from './decode.ts';
import { recognise } from './recognise.ts';
import { RULES } from './rules/table.ts';

const printable = fc.string({ unit: fc.constantFrom(...'abc XYZ019-_~!"#/\n\t'), minLength: 16, maxLength: 60 });

describe('nothing that holds a secret is skipped', () => {
  test('text in base64 or hexadecimal may be encoded', () => {
    fc.assert(
      fc.property(printable, (text) => {
        const base64 = btoa(text);
        const hexadecimal = Array.from(text, (sign) => sign.charCodeAt(0).toString(16).padStart(2, '0')).join('');
        for (const piece of [base64.replace(/=+$/, ''), base64.replace(/\+/g, '-').replace(/\//g, '_'), hexadecimal]) {
          expect(fromBase64(piece) ?? fromHex(piece)).toBe(text);
          expect(mayBeEncoded(`data:${piece}`)).toBe(true);
        }
      }),
    );
  });

  test.each(RULES.map((rule) => ({ id: rule.id, found: rule.proof.found })))('$id is seen from both ends', ({
    found,
  }) => {
    expect(glanceAt(`key=${found}.`).forward).toBe(true);
    expect(glanceAt(reversed(`key=${found}.`)).backward).toBe(true);
  });

  test('a spaced token is found wherever it begins', () => {
    const token = [...'AIzak7Qw3N9xZb5Rt2Yc8Vd4Fg6Hj1LmPsTq0Wv'].join(' ');
    for (let shift = 0; shift < 40; shift += 1) {
      const text = `${'so we go '.repeat(6).slice(0, shift)}\n${token}`;
      expect(recognise(text, '', true).map(({ rule, start }) => [rule, start])).toEqual([
        ['google-api-key', shift + 1],
      ]);
    }
  });

  test('a password is found wherever its name begins', () => {
    for (let shift = 0; shift < 40; shift += 1) {
      const text = `${'so we go '.repeat(6).slice(0, shift)}\npassword: hu7n-ter`;
      expect(recognise(text, '', true).map(({ rule, start }) => [rule, start])).toEqual([
        ['named-password', shift + 11],
      ]);
    }
  });
});
