import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainAscii, unitOffsets, utf8Of } from './utf8.ts';

test('a text is plain ASCII when all of it is printable, a tab or a line end', () => {
  const characters = fc.constantFrom(
    'a',
    ' ',
    '~',
    '\t',
    '\n',
    '\r',
    '\x00',
    '\x1f',
    '\x7f',
    '\x80',
    '\u00e9',
    '\u{1f600}',
  );
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 40 }), fc.nat(40), (odd, length) => {
      for (const text of [odd.join(''), 'a'.repeat(length) + odd.slice(0, 1).join('') + 'b'.repeat(length % 5)]) {
        expect(isPlainAscii(text)).toBe(/^[\t\n\r -~]*$/.test(text));
      }
    }),
    { numRuns: 2000 },
  );
});

test('places in the bytes are places in the text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'bcd', '\u00e9', '\u5ffd', '\u{1f600}'), { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      const starts = pieces.map((_, index) => pieces.slice(0, index).join('').length);
      const inBytes = pieces.map((_, index) => Buffer.byteLength(pieces.slice(0, index).join('')));
      expect(unitOffsets(utf8Of(text), inBytes)).toEqual(starts);
    }),
    { numRuns: 1000 },
  );
});

test('a text longer than all before it is read whole, with zeros after it', () => {
  for (const text of ['x'.repeat(100_000), '\u5ffd'.repeat(70_000), 'y'.repeat(2_000_000)]) {
    const { bytes, length } = utf8Of(text);
    expect(new TextDecoder().decode(bytes.subarray(0, length))).toBe(text);
    expect(bytes.subarray(length, length + 16).every((byte) => byte === 0)).toBe(true);
  }
});
