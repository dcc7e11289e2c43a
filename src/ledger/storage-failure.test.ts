import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLedger, readLedger, verifyLedger } from './index.ts';
import { fileStorage, type LedgerFile, type LedgerStorage } from './storage.ts';
import { body, KEYS, options, PAYLOAD_KEY, temporaryFolders } from './temporary.test-suite.ts';
import type { LedgerState } from './writer.ts';

const folders = temporaryFolders();
const { publicKey } = KEYS;

type Fault = 'write' | 'half-write' | 'short-write' | 'empty-write' | 'sync' | 'open' | 'sync-directory' | 'truncate';

/** Real files that fail on demand, in the way that is asked for. */
class FailingStorage implements LedgerStorage {
  faults = new Set<Fault>();
  /** Only names with this end fail. */
  only = '';
  readonly prepare = fileStorage.prepare;
  readonly list = fileStorage.list;
  readonly read = fileStorage.read;
  readonly rename = fileStorage.rename;
  readonly remove = fileStorage.remove;

  async syncDirectory(directory: string): Promise<void> {
    if (this.faults.has('sync-directory')) throw full();
    await fileStorage.syncDirectory(directory);
  }

  async open(path: string): Promise<LedgerFile> {
    const fails = (fault: Fault) => this.faults.has(fault) && path.endsWith(this.only);
    if (fails('open')) throw full();
    const file = await fileStorage.open(path);
    return {
      close: file.close,
      async write(bytes, position) {
        if (fails('write')) throw full();
        if (fails('empty-write')) return 0;
        if (fails('half-write')) {
          await file.write(bytes.subarray(0, bytes.length >> 1), position);
          throw full();
        }
        return file.write(fails('short-write') ? bytes.subarray(0, 7) : bytes, position);
      },
      async sync() {
        if (fails('sync')) throw full();
        await file.sync();
      },
      async truncate(size) {
        if (fails('truncate')) throw full();
        await file.truncate(size);
      },
    };
  }
}

function full(): Error {
  return Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
}

async function failing(over: object = {}) {
  const directory = await folders.make();
  const storage = new FailingStorage();
  const states: LedgerState[] = [];
  const onState = (state: LedgerState) => states.push(state);
  const ledger = await openLedger(options(directory, { storage, onState, ...over }));
  return { directory, storage, states, ledger };
}

async function bodiesOf(directory: string) {
  const bodies = [];
  for await (const { entry } of readLedger(directory)) bodies.push(entry.body);
  return bodies;
}

describe('when nothing can be made durable', () => {
  test.each<Fault>([
    'write',
    'half-write',
    'empty-write',
    'sync',
  ])('because of %s, an append rejects and is in no file later', async (fault) => {
    const { directory, storage, states, ledger } = await failing();
    await ledger.append(body(0));
    storage.faults.add(fault);
    await expect(ledger.append(body(1))).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(ledger.append(body(2), Buffer.from('text'))).rejects.toMatchObject({ code: 'storage-failed' });
    expect([ledger.state, ledger.lag]).toEqual(['failed', 0]);
    storage.faults.clear();
    expect(await ledger.append(body(3))).toMatchObject({ sequence: 2 });
    expect(ledger.state).toBe('open');
    expect(states).toEqual(['failed', 'open']);
    await ledger.close();
    expect(await bodiesOf(directory)).toMatchObject([
      { number: 0 },
      { kind: 'ledger', event: 'storage-recovered', refused: 2 },
      { number: 3 },
    ]);
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 3, tornBytes: 0 });
  });

  test('everything that waits is refused at once, and the receipts of before still hold', async () => {
    const { directory, storage, ledger } = await failing();
    const kept = await Promise.all([ledger.append(body(0)), ledger.append(body(1))]);
    storage.faults.add('half-write');
    const refused = await Promise.allSettled(
      Array.from({ length: 50 }, (_, number) => ledger.append(body(number + 2))),
    );
    expect(refused.every((one) => one.status === 'rejected')).toBe(true);
    storage.faults.clear();
    await ledger.append(body(99));
    await ledger.close();
    const hashes = [];
    for await (const { entry } of readLedger(directory)) hashes.push(entry.hash);
    expect(hashes.slice(0, 2)).toEqual(kept.map(({ hash }) => hash));
    expect(hashes).toHaveLength(4);
  });

  test('a disk that fails again during the recovery is tried again', async () => {
    const { directory, storage, states, ledger } = await failing();
    storage.faults.add('write').add('truncate');
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(ledger.append(body(tries))).rejects.toMatchObject({ code: 'storage-failed' });
    }
    storage.faults.delete('truncate');
    await expect(ledger.append(body(3))).rejects.toMatchObject({ code: 'storage-failed' });
    storage.faults.clear();
    await ledger.append(body(4));
    await ledger.close();
    expect(states).toEqual(['failed', 'open']);
    expect(await bodiesOf(directory)).toMatchObject([{ event: 'storage-recovered', refused: 4 }, { number: 4 }]);
  });

  test('a process that ends then leaves a ledger that opens and verifies', async () => {
    const { directory, storage, ledger } = await failing();
    await ledger.append(body(0));
    storage.faults.add('half-write');
    await expect(ledger.append(body(1))).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(ledger.close()).rejects.toMatchObject({ code: 'storage-failed' });
    const again = await openLedger(options(directory));
    await again.close();
    expect(await bodiesOf(directory)).toMatchObject([{ number: 0 }, { kind: 'ledger', event: 'recovered' }]);
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 2 });
  });
});

describe('a storage', () => {
  test('may take a few bytes at a time', async () => {
    const { directory, storage, ledger } = await failing();
    storage.faults.add('short-write');
    await Promise.all([ledger.append(body(0), Buffer.from('text')), ledger.append(body(1))]);
    await ledger.close();
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 2 });
  });

  test('that cannot keep the payload keeps no entry that names it', async () => {
    const { directory, storage, ledger } = await failing();
    storage.faults.add('half-write');
    storage.only = '.rfp';
    await expect(ledger.append(body(0), Buffer.from('text'))).rejects.toMatchObject({ code: 'storage-failed' });
    storage.faults.clear();
    await ledger.append(body(1), Buffer.from('text'));
    await ledger.close();
    expect(await bodiesOf(directory)).toMatchObject([{ event: 'storage-recovered' }, { number: 1 }]);
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true });
  });

  test('that cannot keep a checkpoint keeps the entries that were acknowledged', async () => {
    const { directory, storage, ledger } = await failing({ checkpointEvery: 1 });
    storage.faults.add('half-write');
    storage.only = 'checkpoints';
    expect((await ledger.append(body(0))).sequence).toBe(0);
    await expect(ledger.checkpoint()).rejects.toMatchObject({ code: 'storage-failed' });
    expect(ledger.state).toBe('failed');
    storage.faults.clear();
    await ledger.append(body(1));
    await ledger.close();
    expect(await bodiesOf(directory)).toMatchObject([
      { number: 0 },
      { event: 'storage-recovered', refused: 0 },
      { event: 'storage-recovered', refused: 0 },
      { number: 1 },
    ]);
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 4, signed: 4 });
  });

  test.each<Fault>([
    'open',
    'write',
    'half-write',
    'sync',
    'sync-directory',
  ])('that cannot begin the next segment (%s) begins it later', async (fault) => {
    const { directory, storage, ledger } = await failing({ segmentBytes: 800 });
    await ledger.append(body(0));
    await ledger.append(body(1));
    storage.faults.add(fault);
    storage.only = '000002.rfl';
    await expect(ledger.append(body(2))).rejects.toMatchObject({ code: 'storage-failed' });
    storage.faults.clear();
    await ledger.append(body(3));
    await ledger.close();
    const { size } = await stat(join(directory, '000002.rfl'));
    expect(size).toBeGreaterThan(0);
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 4, segments: 2 });
  });

  test('that fails at the start is named, and the directory is free again', async () => {
    const directory = await folders.make();
    const storage = new FailingStorage();
    storage.faults.add('sync');
    await expect(openLedger(options(directory, { storage }))).rejects.toMatchObject({ code: 'storage-failed' });
    storage.faults.clear();
    const ledger = await openLedger(options(directory, { storage, payloadKey: PAYLOAD_KEY }));
    await ledger.append(body(0));
    await ledger.close();
    expect(await verifyLedger({ directory, publicKey })).toMatchObject({ ok: true, entries: 1 });
  });
});
