import { appendFile, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLedger } from './open.ts';
import { editLines, FIRST, found, LAST, pristineLedger, SEGMENT_BYTES } from './tampering.test-suite.ts';
import { body, KEYS, keyPair, options, writtenLedger } from './temporary.test-suite.ts';
import { verifyLedger } from './verify.ts';

const { copy, folders, ledgers } = pristineLedger();
const { publicKey } = KEYS;

test('a ledger that nobody touched verifies', async () => {
  const report = await verifyLedger({ directory: ledgers.pristine, publicKey });
  expect(report).toMatchObject({
    ok: true,
    entries: 12,
    segments: 3,
    checkpoints: 4,
    signed: 12,
    tornBytes: 0,
    problems: [],
  });
  expect(report.root).toMatch(/^[0-9a-f]{64}$/);
  expect(await verifyLedger({ directory: ledgers.foreign, publicKey })).toMatchObject({ ok: true });
});

describe('a verification names', () => {
  test('a wrong key', async () => {
    const report = await verifyLedger({ directory: ledgers.pristine, publicKey: keyPair(8).publicKey });
    expect(report.ok).toBe(false);
    expect(report.signed).toBe(0);
    expect(report.problems.map(({ code, file }) => [code, file])).toEqual([
      ['key-wrong', 'checkpoints'],
      ['key-wrong', FIRST],
    ]);
  });

  test('a payload that an entry says is erased and that was put back', async () => {
    const directory = await copy();
    const ledger = await openLedger(options(directory));
    await ledger.erasePayload(3);
    await ledger.close();
    expect(await found(directory)).toEqual([]);
    await copyFile(join(ledgers.pristine, '000001.rfp'), join(directory, '000001.rfp'));
    expect(await found(directory)).toEqual([['payload-not-erased', LAST, undefined, 3]]);
  });
});

describe('an anchor that was kept outside', () => {
  const anchorOf = async (directory: string) => {
    const { entries, root = '' } = await verifyLedger({ directory, publicKey });
    return { size: entries, root };
  };

  test('shows that the whole end is gone, signatures included', async () => {
    const expected = await anchorOf(ledgers.pristine);
    const directory = await copy();
    await rm(join(directory, LAST));
    await editLines(directory, 'checkpoints', (lines) => lines.slice(0, 27));
    expect(await found(directory)).toEqual([]); // without an anchor nobody can tell
    expect(await found(directory, { expect: expected })).toEqual([
      ['anchor-not-reached', 'checkpoints', undefined, 10],
    ]);
  });

  test('shows that another history was signed with the true key', async () => {
    const forked = await folders.make();
    await writtenLedger(forked, 12, { segmentBytes: SEGMENT_BYTES, payloads: [4] });
    expect(await found(forked)).toEqual([]);
    expect(await found(forked, { expect: await anchorOf(ledgers.pristine) })).toEqual([
      ['anchor-mismatch', 'checkpoints', undefined, undefined],
    ]);
  });

  test('of an earlier size still holds later', async () => {
    const expected = await anchorOf(ledgers.pristine);
    const directory = await copy();
    await writtenLedger(directory, 30, { segmentBytes: SEGMENT_BYTES });
    expect(await found(directory, { expect: expected })).toEqual([]);
  });

  test.each([
    { size: -1, root: 'a'.repeat(64) },
    { size: 1.5, root: 'a'.repeat(64) },
    { size: 1, root: 'A' },
  ])('must have the form of one: %o', async (expected) => {
    const verified = verifyLedger({ directory: ledgers.pristine, publicKey, expect: expected });
    await expect(verified).rejects.toMatchObject({ code: 'anchor-invalid' });
  });
});

describe('a verification', () => {
  test('of a directory without a ledger is refused', async () => {
    const verified = verifyLedger({ directory: await folders.make(), publicKey });
    await expect(verified).rejects.toMatchObject({ code: 'ledger-not-found' });
  });

  test('does not take an unfinished last line for an entry, nor for a fault', async () => {
    const directory = await copy();
    await appendFile(join(directory, LAST), '{"sequence":12,"prev');
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 12, tornBytes: 20 });
  });

  test('says how many entries no signature covers yet', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory));
    await ledger.append(body(0));
    await ledger.append(body(1));
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 2, signed: 0 });
    await ledger.close();
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 2, signed: 2 });
  });

  test('holds while entries are written', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory, { segmentBytes: 4_000, checkpointEvery: 3 }));
    for (let round = 0; round < 20; round += 1) {
      const appended = Array.from({ length: 10 }, (_, number) => ledger.append(body(number), Buffer.from('text')));
      const [report] = await Promise.all([verifyLedger({ directory, publicKey }), ...appended]);
      expect(report.problems).toEqual([]);
    }
    await ledger.close();
  });

  test('counts all problems and lists a thousand', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory));
    await Promise.all(Array.from({ length: 1_200 }, (_, number) => ledger.append(body(number))));
    await ledger.close();
    await editLines(directory, FIRST, (lines) => lines.map((line) => line.replace('"tool"', '"took"')));
    const report = await verifyLedger({ directory, publicKey });
    expect(report.problemCount).toBe(1_200);
    expect(report.problems).toHaveLength(1_000);
  });

  test('finds every single changed byte', async () => {
    const directory = await copy();
    const path = join(directory, LAST);
    const whole = await readFile(path);
    for (let offset = 0; offset < whole.length; offset += 7) {
      const changed = Buffer.from(whole);
      changed[offset] = (whole[offset] ?? 0) ^ 1;
      await writeFile(path, changed);
      expect((await verifyLedger({ directory, publicKey })).ok, `byte ${offset}`).toBe(false);
    }
  });
});
