import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stoppedLine } from '../../src/cli/ending.ts';
import { type House, openHouse } from '../../src/cli/house.ts';
import { Workshop } from './transcript.ts';

const workshop = new Workshop();
const said: string[] = [];
const logged: string[] = [];
const terminal = {
  isInteractive: false,
  out: (line: string) => void said.push(`out ${line}`),
  error: (line: string) => void said.push(`error ${line}`),
  progress: () => undefined,
};
let house: House;
let config = '';
let good = '';

beforeAll(async () => {
  config = workshop.policy();
  good = readFileSync(config, 'utf8');
  house = await openHouse(
    { config, demo: false, logLevel: 'warn', writeLog: (line) => void logged.push(line) },
    terminal,
  );
});
afterAll(() => workshop.clean());

/** What a reload of this policy says. */
async function reloaded(text: string): Promise<readonly string[]> {
  writeFileSync(config, text);
  const before = said.length;
  const token = readFileSync(join(workshop.folder, '.ringfort', 'secrets', 'admin.token'), 'utf8').trim();
  await fetch(`http://${house.at.admin.host}:${house.at.admin.port}/admin/reload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  return said.slice(before);
}

describe('a changed policy', () => {
  test('says in one line that it is in force', async () => {
    expect(await reloaded(good.replace('model: obedient-1', 'model: obedient-2'))).toEqual([
      expect.stringMatching(/^out policy sha256:[0-9a-f]{12} in force, 1 change$/),
    ]);
  });

  test.each([
    ['one problem', `${'GOOD'}nonsense: 1\n`, 1],
    ['two problems', `${'GOOD'}nonsense: 1\nfolly: 2\n`, 2],
    ['a setting that needs a restart', 'GOOD'.concat('ledger: { directory: elsewhere }\n'), 1],
  ])('with %s tells each once, and then that the old one stays', async (_, text, problems) => {
    const lines = await reloaded(text.replace('GOOD', good));
    expect(new Set(lines).size).toBe(problems + 1);
    expect(lines.at(-1)).toMatch(/^error \S+ was refused, the policy in force stays: sha256:[0-9a-f]{12}$/);
    expect({ count: lines.length, logged }).toEqual({ count: problems + 1, logged: [] });
  });
});

describe('the end', () => {
  test('says up to where the ledger is signed', async () => {
    const closed = await house.close();
    expect(stoppedLine(closed)).toMatch(/^stopped; the ledger is signed up to entry \d+$/);
    const text = readFileSync(join(house.configuration.ledger.directory, 'checkpoints'), 'utf8');
    expect(text).toContain(`\n${(closed.stopEntry ?? 0) + 1}\n`);
  });

  test.each([
    [{ isSigned: true, stopEntry: undefined }, 'stopped; the ledger is signed'],
    [{ isSigned: false, stopEntry: 4 }, 'stopped; the ledger could not be signed to its end, the next start does it'],
  ])('%j', (closed, line) => {
    expect(stoppedLine(closed)).toBe(line);
  });
});
