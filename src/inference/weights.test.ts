import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readWeights, SHIPPED_WEIGHTS } from './weights.ts';

const folders: string[] = [];

function copied(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringfort-weights-'));
  folders.push(folder);
  for (const name of readdirSync(SHIPPED_WEIGHTS)) copyFileSync(join(SHIPPED_WEIGHTS, name), join(folder, name));
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('the shipped weights', () => {
  test('are whole, signed, and at most 26 MB together', () => {
    const weights = readWeights();
    expect(weights.digest).toMatch(/^[0-9a-f]{64}$/);
    const bytes = readdirSync(SHIPPED_WEIGHTS).map((name) => readFileSync(join(SHIPPED_WEIGHTS, name)).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(26 * 1024 * 1024);
  });

  test.each([
    'screen.bin',
    'encoder.onnx',
    'vocabulary.txt',
    'calibration.json',
    'fusion.json',
    'screen.json',
  ])('one changed byte of %s stops the start', (name) => {
    const folder = copied();
    const bytes = readFileSync(join(folder, name));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(join(folder, name), bytes);
    expect(() => readWeights(folder)).toThrow(expect.objectContaining({ code: 'weights-changed' }));
  });

  test('a manifest that somebody else wrote is not believed', () => {
    const folder = copied();
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    manifest.files['screen.bin'] = '0'.repeat(64);
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    expect(() => readWeights(folder)).toThrow(expect.objectContaining({ code: 'weights-foreign' }));
  });

  test('a missing file is named', () => {
    const folder = copied();
    rmSync(join(folder, 'screen.bin'));
    expect(() => readWeights(folder)).toThrow(/`screen\.bin`.*missing/);
  });

  test('a manifest of another form is refused', () => {
    const folder = copied();
    writeFileSync(join(folder, 'manifest.json'), '[]');
    expect(() => readWeights(folder)).toThrow(expect.objectContaining({ code: 'weights-changed' }));
  });
});
