import { expect, test } from 'vitest';
import { crc32, hasBase62Checksum } from './checksum.ts';

test('the checksum is the CRC-32 of ISO 3309, by its published check value', () => {
  expect(crc32('123456789')).toBe(0xcbf43926);
});

test('a token whose last six characters are its checksum in base 62 is told from one where they are not', () => {
  // CRC-32 of the digits is 3421780262, in base 62 `3jZRME`.
  const body = '123456789';
  expect(hasBase62Checksum(`ghp_${body}3jZRME`)).toBe(true);
  expect(hasBase62Checksum(`ghp_${body}3jZRMF`)).toBe(false);
});
