import { appendFile, cp, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLedger, readLedger, verifyLedger } from './index.ts';
import {
  body,
  filesOf,
  KEYS,
  linesOf,
  options,
  temporaryFolders,
  writeLines,
  writtenLedger,
} from './temporary.test-suite.ts';

const folders = temporaryFolders();
const { publicKey } = KEYS;

/** A directory as a crash leaves it: three entries that nobody signed, no end, no lock of a living process. */
async function crashed(over: object = {}, payload?: Uint8Array): Promise<string> {
  const [running, directory] = [await folders.make(), await folders.make()];
  const ledger = await openLedger(options(running, over));
  for (let number = 0; number < 3; number += 1) await ledger.append(body(number), payload);
  await cp(running, directory, { recursive: true });
  await rm(join(directory, 'lock'));
  await ledger.close();
  return directory;
}

async function reopen(directory: string): Promise<void> {
  await (await openLedger(options(directory, { random: (size) => new Uint8Array(size).fill(5) }))).close();
}

async function bodiesOf(directory: string) {
  const bodies = [];
  for await (const { entry } of readLedger(directory)) bodies.push(entry.body);
  return bodies;
}

describe('after a crash', () => {
  test('whole lines are kept, and the entry that says so tells how many had no signature', async () => {
    const directory = await crashed();
    await reopen(directory);
    expect(await bodiesOf(directory)).toMatchObject([
      { number: 0 },
      { number: 1 },
      { number: 2 },
      { kind: 'ledger', event: 'recovered', unsigned: 3, cut: [] },
    ]);
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 4, signed: 4 });
  });

  test('a line cut at any byte is cut off, kept aside and recorded; the entries before it stay', async () => {
    const source = await crashed();
    const [header = '', first = '', second = '', third = ''] = await linesOf(source, '000001.rfl');
    const start = header.length + first.length + second.length + 3;
    for (let kept = 0; kept <= third.length; kept += 13) {
      const directory = await folders.make();
      await cp(source, directory, { recursive: true });
      await truncate(join(directory, '000001.rfl'), start + kept);
      await reopen(directory);
      const recovered = (await bodiesOf(directory))[2];
      const cut =
        kept === 0 ? [] : [{ file: '000001.rfl', offset: start, bytes: kept, kept: `000001.rfl.${start}.cut` }];
      expect(recovered).toMatchObject({ event: 'recovered', unsigned: 2, cut });
      if (kept > 0)
        expect(await readFile(join(directory, `000001.rfl.${start}.cut`), 'utf8')).toBe(third.slice(0, kept));
      expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 3 });
    }
  });

  test('bytes that the disk made up are cut off', async () => {
    const directory = await crashed();
    await appendFile(join(directory, '000001.rfl'), `${'\u0000'.repeat(4_096)}\n{"sequence":3}\n`);
    await reopen(directory);
    expect((await bodiesOf(directory))[3]).toMatchObject({ event: 'recovered', cut: [{ bytes: 4_112 }] });
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 4 });
  });

  test('an unfinished checkpoint is cut off', async () => {
    const directory = await crashed();
    await appendFile(join(directory, 'checkpoints'), 'ringfort-ledger/0a');
    await reopen(directory);
    expect((await bodiesOf(directory))[3]).toMatchObject({
      event: 'recovered',
      cut: [{ file: 'checkpoints', bytes: 18 }],
    });
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, checkpoints: 2 });
  });

  test('an unfinished segment is put aside and begun again', async () => {
    const directory = await crashed();
    await writeFile(join(directory, '000002.rfl'), '{"format":"ringfort-led');
    await reopen(directory);
    expect(await filesOf(directory)).toEqual(['000001.rfl', '000002.rfl.0.cut', 'checkpoints']);
    await writtenLedger(directory, 8, { segmentBytes: 1_000 });
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 12 });
  });

  test('payloads whose entry was never written are cut off, as their number is given again', async () => {
    const directory = await crashed({}, Buffer.from('text'));
    await writeLines(directory, '000001.rfl', (await linesOf(directory, '000001.rfl')).slice(0, -1));
    await reopen(directory);
    await writtenLedger(directory, 2, { payloads: [0, 1] });
    expect(await linesOf(directory, '000001.rfp')).toHaveLength(4);
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 5 });
  });

  test('during the very first start a ledger is begun again', async () => {
    const directory = await folders.make();
    await writeFile(join(directory, '000001.rfl'), '{"format":');
    await writtenLedger(directory, 1);
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 1 });
  });
});

describe('a ledger that was damaged is not opened and not touched', () => {
  test.each<[string, (directory: string) => Promise<unknown>]>([
    [
      'when signed entries are missing at the end',
      async (at) => writeLines(at, '000001.rfl', (await linesOf(at, '000001.rfl')).slice(0, -1)),
    ],
    [
      'when a signed entry was edited',
      async (at) =>
        writeFile(
          join(at, '000001.rfl'),
          (await readFile(join(at, '000001.rfl'), 'utf8')).replace('"number":1', '"number":7'),
        ),
    ],
    ['when all entries are gone', (at) => rm(join(at, '000001.rfl'))],
    [
      'when the last checkpoint was forged',
      async (at) => writeLines(at, 'checkpoints', (await linesOf(at, 'checkpoints')).with(13, 'time 7')),
    ],
  ])('%s', async (_what, damage) => {
    const directory = await folders.make();
    await writtenLedger(directory, 3);
    await damage(directory);
    const files = await filesOf(directory);
    await expect(openLedger(options(directory))).rejects.toMatchObject({ code: 'ledger-damaged' });
    expect(await filesOf(directory)).toEqual(files);
  });
});

describe('the lock', () => {
  const lockOf = (over: object) =>
    `${JSON.stringify({ pid: '1', started: '1', host: hostname(), claim: '0123456789abcdef', ...over })}\n`;

  test('lets one writer in', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory));
    await expect(openLedger(options(directory))).rejects.toMatchObject({ code: 'ledger-locked' });
    expect((await ledger.append(body(0))).sequence).toBe(0);
    await ledger.close();
    await (await openLedger(options(directory))).close();
  });

  test('lets one of many in that come at once', async () => {
    const directory = await folders.make();
    await writeFile(join(directory, 'lock'), lockOf({ pid: '999999999' }));
    const open = (_: unknown, number: number) =>
      openLedger(options(directory, { random: (size) => new Uint8Array(size).fill(number) }));
    const opened = await Promise.allSettled(Array.from({ length: 6 }, open));
    expect(opened.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of opened) {
      if (one.status === 'fulfilled') await one.value.close();
      else expect(one.reason).toMatchObject({ code: 'ledger-locked' });
    }
  });

  test.each([
    { what: 'of a process that is gone', over: { pid: '999999999' }, age: 0 },
    { what: 'of a number that another process has now', over: { pid: '1', started: '999' }, age: 0 },
    { what: 'of a host that has been silent', over: { host: 'elsewhere' }, age: 21_000 },
  ])('$what is stale and replaced', async ({ over, age }) => {
    const directory = await folders.make();
    await writeFile(join(directory, 'lock'), lockOf(over));
    const time = 1_764_000_000_000;
    await utimes(join(directory, 'lock'), (time - age) / 1000, (time - age) / 1000);
    await (await openLedger(options(directory, { now: () => time }))).close();
    expect(await filesOf(directory)).not.toContain('lock');
  });

  test('of a host that was heard of lately is respected', async () => {
    const directory = await folders.make();
    await writeFile(join(directory, 'lock'), lockOf({ host: 'elsewhere' }));
    const time = 1_764_000_000_000;
    await utimes(join(directory, 'lock'), (time - 19_000) / 1000, (time - 19_000) / 1000);
    const opened = openLedger(options(directory, { now: () => time }));
    await expect(opened).rejects.toMatchObject({ code: 'ledger-locked' });
  });
});
