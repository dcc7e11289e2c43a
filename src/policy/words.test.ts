import { expect, test } from 'vitest';
import { looksLikeSecret } from './secret.ts';
import { nearestName } from './suggest.ts';
import { endOfDay, isLoopback, parseAddress, parseDuration, parseSize } from './units.ts';

test.each([
  ['1B', 1],
  ['512KiB', 524_288],
  ['2MiB', 2_097_152],
  ['1GiB', 1_073_741_824],
  ['2MB', undefined],
  ['2 MiB', undefined],
  ['1.5MiB', undefined],
  ['-1B', undefined],
  ['2mib', undefined],
  ['', undefined],
])('the size %s', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['1d', 86_400_000],
  ['10', undefined],
  ['10 m', undefined],
  ['10M', undefined],
  ['1h30m', undefined],
])('the duration %s', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each([
  ['127.0.0.1:4100', { host: '127.0.0.1', port: 4100 }],
  ['[::1]:0', { host: '::1', port: 0 }],
  ['localhost:65535', { host: 'localhost', port: 65_535 }],
  ['localhost:65536', undefined],
  ['::1:4100', undefined],
  [':4100', undefined],
  ['localhost', undefined],
])('the address %s', (text, address) => {
  expect(parseAddress(text)).toEqual(address);
});

test.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['localhost', true],
  ['::1', true],
  ['[::1]', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['localhost.example', false],
  ['127.0.0.1.example', false],
])('whether only this machine reaches %s', (host, isLocal) => {
  expect(isLoopback(host)).toBe(isLocal);
});

test.each([
  ['2026-06-15', Date.parse('2026-06-16T00:00:00Z')],
  ['2028-02-29', Date.parse('2028-03-01T00:00:00Z')],
  ['2026-02-29', undefined],
  ['2026-6-15', undefined],
  ['2026-06-15T00:00:00Z', undefined],
])('the end of the day %s', (text, end) => {
  expect(endOfDay(text)).toBe(end);
});

test.each([
  ['limts', 'limits'],
  ['baseUrl', 'base_url'],
  ['BASE-URL', 'base_url'],
  ['porviders', 'providers'],
  ['x', undefined],
  ['something else', undefined],
])('the name nearest to %s', (written, near) => {
  expect(nearestName(written, ['limits', 'providers', 'base_url', 'models'])).toBe(near);
});

test.each([
  ['sk-proj-abcdefghijklmnopqrstuvwxyz', true],
  ['AKIAIOSFODNN7EXAMPLE', true],
  [`ghp_${'a'.repeat(36)}`, true],
  ['-----BEGIN RSA PRIVATE KEY-----', true],
  ['env:OPENAI_API_KEY', false],
  ['risk-based-approach-to-everything', false],
  [`sha256:${'a'.repeat(64)}`, false],
])('whether `%s` looks like a secret', (text, isSecret) => {
  expect(looksLikeSecret(text)).toBe(isSecret);
});
