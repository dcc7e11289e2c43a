import { generateKeyPairSync } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type InclusionProof, verifyInclusion } from '../../src/ledger/index.ts';
import { parsed, ringfort, Workshop } from './transcript.ts';

const workshop = new Workshop();
const ledger = join(workshop.folder, '.ringfort', 'ledger');
const key = join(workshop.folder, 'ledger-public.pem');
let config = '';

beforeAll(async () => {
  config = workshop.policy();
  for (const name of ['one', 'two', 'three'])
    await ringfort('keys', 'create', '--name', name, '--model', '*', '-c', config);
  cpSync(join(workshop.folder, '.ringfort', 'secrets', 'ledger-public.pem'), key);
});
afterAll(() => workshop.clean());

/** A copy of the ledger that something was done to. */
function tampered(change: (text: string) => string): string {
  const copy = join(workshop.folder, `copy-${readdirSync(workshop.folder).length}`);
  cpSync(ledger, copy, { recursive: true });
  const segment = readdirSync(copy).find((file) => readFileSync(join(copy, file), 'utf8').includes('"three"')) ?? '';
  writeFileSync(join(copy, segment), change(readFileSync(join(copy, segment), 'utf8')));
  return copy;
}

describe('ringfort ledger verify', () => {
  test('needs nothing but the files and the public key', async () => {
    const { code, out, err } = await ringfort('ledger', 'verify', ledger, '--public-key', key);
    expect({ code, err, last: out.split('\n').at(-1) }).toEqual({ code: 0, err: '', last: 'ok: nothing was changed' });
    expect(out).toMatch(/^\d+ entries in 1 segment, \d+ checkpoints?, the last good one signs \d+ entries/);
  });

  test('finds the ledger and the key of a policy, and says what a key beside the ledger is worth', async () => {
    const { code, err } = await ringfort('ledger', 'verify', '-c', config);
    expect(code).toBe(0);
    expect(err).toContain('could replace it: keep the key elsewhere');
  });

  test('names what was done, with file and line, and ends with 1', async () => {
    const folder = tampered((text) => text.replace('"three"', '"threx"'));
    const { code, out } = await ringfort('ledger', 'verify', folder, '--public-key', key);
    expect(code).toBe(1);
    expect(out).toMatch(/copy-\d+\/[^:]+:\d+: .+ \(entry-edited\)/);
    expect(out).toMatch(/not ok: \d+ problems?$/);
    const report = JSON.parse((await ringfort('ledger', 'verify', folder, '--json', '--public-key', key)).out);
    expect(report).toMatchObject({
      ok: false,
      problems: [expect.objectContaining({ code: 'entry-edited' }), ...report.problems.slice(1)],
    });
  });

  test('an anchor of a former run proves that nothing was changed since', async () => {
    const { out } = await ringfort('ledger', 'verify', ledger, '--public-key', key);
    const anchor = /^anchor (\S+)/m.exec(out)?.[1] ?? '';
    expect((await ringfort('ledger', 'verify', ledger, '--public-key', key, '--anchor', anchor)).code).toBe(0);
    const other = anchor.replace(/:.*/, `:${'0'.repeat(64)}`);
    const changed = await ringfort('ledger', 'verify', ledger, '--public-key', key, '--anchor', other);
    expect({ code: changed.code, named: changed.out.includes('anchor-mismatch') }).toEqual({ code: 1, named: true });
  });

  test('another key is not believed', async () => {
    const file = workshop.write(
      'other.pem',
      generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    );
    const { code, out } = await ringfort('ledger', 'verify', ledger, '--public-key', file);
    expect(code).toBe(1);
    expect(out).toContain('(key-wrong)');
  });

  test.each([
    [['--public-key', 'nowhere.pem'], 'the public key `nowhere.pem` cannot be read'],
    [['--public-key', 'package.json'], 'is no public key in PEM'],
    [['--public-key', key, '--anchor', '3'], '`3` is no anchor'],
  ])('%j is refused with what to do', async (args, message) => {
    const { code, err } = await ringfort('ledger', 'verify', ledger, ...args);
    expect({ code, said: err.includes(message) ? message : err }).toEqual({ code: 1, said: message });
  });

  test('a folder without a ledger is named', async () => {
    const { code, err } = await ringfort('ledger', 'verify', join(workshop.folder, 'nowhere'), '--public-key', key);
    expect(code).toBe(1);
    expect(err).toContain('ledger-not-found');
  });
});

describe('ringfort ledger export', () => {
  test('writes every entry as it stands', async () => {
    const { code, out } = await ringfort('ledger', 'export', ledger);
    expect(code).toBe(0);
    expect(parsed(out).map(({ sequence }) => sequence)).toEqual(parsed(out).map((_, index) => index));
  });

  test('writes events of OCSF to a file, never over another one', async () => {
    const file = join(workshop.folder, 'events.jsonl');
    const { code, out } = await ringfort('ledger', 'export', ledger, '--format', 'ocsf', '--out', file);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(parsed(readFileSync(file, 'utf8'))[0]).toMatchObject({
      class_uid: expect.any(Number),
      metadata: expect.any(Object),
    });
    const again = await ringfort('ledger', 'export', ledger, '--out', file);
    expect(again.err).toContain('is there already');
    expect(again.code).toBe(1);
  });

  test('takes a range of time, and refuses what is no time', async () => {
    expect((await ringfort('ledger', 'export', ledger, '--until', '2001-01-01')).out).toBe('');
    const { code, err } = await ringfort('ledger', 'export', ledger, '--from', 'yesterday');
    expect({ code, named: err.includes('`yesterday` is no time') }).toEqual({ code: 1, named: true });
  });
});

describe('ringfort ledger prove', () => {
  test('prints a proof that a stranger can check', async () => {
    const { code, out } = await ringfort('ledger', 'prove', '0', ledger, '--public-key', key);
    expect(code).toBe(0);
    const printed: { proof: InclusionProof; signed: boolean } = JSON.parse(out);
    expect(verifyInclusion(printed.proof)).toBe(true);
    expect(verifyInclusion({ ...printed.proof, sequence: 1 })).toBe(false);
    expect(printed.signed).toBe(true);
  });

  test.each([
    ['99999', 'entry `99999` is not among'],
    ['dec_0', 'no entry of'],
    ['../x', 'is neither the number of an entry nor a decision id'],
  ])('%s is refused with what to do', async (entry, message) => {
    const { code, err } = await ringfort('ledger', 'prove', entry, ledger, '--public-key', key);
    expect({ code, said: err.includes(message) ? message : err }).toEqual({ code: 1, said: message });
  });
});

test('reading a ledger leaves nothing behind', async () => {
  const before = readdirSync(ledger).join();
  await ringfort('ledger', 'verify', ledger, '--public-key', key);
  expect(readdirSync(ledger).join()).toBe(before);
});
