import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { exportJsonLines, exportOcsf, OCSF_SCHEMA, openLedger } from './index.ts';
import { options, temporaryFolders } from './temporary.test-suite.ts';

const folders = temporaryFolders();
const validate = new Ajv2020({ strict: false }).compile(OCSF_SCHEMA);

async function ledgerOfThree() {
  const directory = await folders.make();
  const ledger = await openLedger(options(directory));
  const finding = { rule: 'npm-token', severity: 'high', confidence: 1, at: { part: 0, start: 12, end: 52 } };
  const control = { control: 'imagined', mode: 'enforce', outcome: 'flag', action: 'flag', findings: [finding] };
  await ledger.append({ kind: 'start', at: 10 });
  await ledger.append({ kind: 'decision', at: 20, action: 'flag', controls: [control] }, Buffer.from('Ada Lovelace'));
  await ledger.append({ kind: 'stop', at: 30 });
  await ledger.close();
  return directory;
}

async function all(lines: AsyncIterable<string>) {
  const parsed = [];
  for await (const line of lines) {
    expect(line).not.toContain('\n');
    expect(line).not.toContain('Lovelace');
    parsed.push(JSON.parse(line));
  }
  return parsed;
}

describe('an export', () => {
  test('as JSON Lines has one line for each entry, and no payload', async () => {
    const entries = await all(exportJsonLines({ directory: await ledgerOfThree() }));
    expect(entries.map((entry) => [entry.sequence, entry.body.kind])).toEqual([
      [0, 'start'],
      [1, 'decision'],
      [2, 'stop'],
    ]);
    expect(entries[1].payload).toMatch(/^[0-9a-f]{64}$/);
  });

  test('as OCSF has valid events only', async () => {
    const events = await all(exportOcsf({ directory: await ledgerOfThree(), productVersion: '0.1.0' }));
    expect(events.map((event) => event.class_uid)).toEqual([6002, 6003, 2004, 6002]);
    for (const event of events) expect(validate(event)).toBe(true);
  });

  test('can be limited to a time', async () => {
    const entries = await all(exportJsonLines({ directory: await ledgerOfThree(), from: 20, until: 30 }));
    expect(entries.map((entry) => entry.sequence)).toEqual([1]);
  });

  test('of a directory without a ledger is refused', async () => {
    await expect(all(exportJsonLines({ directory: await folders.make() }))).rejects.toMatchObject({
      code: 'ledger-not-found',
    });
  });
});
