import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as door from './index.ts';

test('what leaves the door is what others build on', () => {
  expect(Object.keys(door).sort()).toEqual([
    'OBEDIENT',
    'POLICY_CODES',
    'PolicyError',
    'compareConfigurations',
    'coverage',
    'decide',
    'loadConfiguration',
    'policySchema',
    'renderCoverage',
  ]);
});

test('the codes are closed: a new one is a change of the surface', () => {
  expect(door.POLICY_CODES).toEqual([
    'alias-refused',
    'authentication-unclear',
    'card-unreadable',
    'control-unknown',
    'control-unreachable',
    'exception-duplicate',
    'exception-rule-unknown',
    'exception-unreachable',
    'expired',
    'expires-soon',
    'file-empty',
    'file-missing',
    'file-too-large',
    'key-duplicate',
    'key-missing',
    'key-unknown',
    'listener-conflict',
    'listener-exposed',
    'option-inert',
    'plaintext-refused',
    'pointer-unknown',
    'provider-unknown',
    'provider-unused',
    'reason-missing',
    'secret-literal',
    'secret-unreadable',
    'tool-schema-invalid',
    'value-invalid',
    'variable-missing',
    'version-unknown',
    'yaml-invalid',
  ]);
});

test('every code is read by a person in some test', () => {
  const folder = new URL('.', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'surface.test.ts');
  const texts = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join();
  expect(files.length).toBeGreaterThan(8);
  expect(door.POLICY_CODES.filter((code) => !texts.includes(`(${code})`))).toEqual([]);
});
