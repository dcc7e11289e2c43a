import { createHash, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LedgerEntryBody } from './entry.ts';
import { LEDGER_ERROR_CODES } from './error.ts';
import { ENTRY_KINDS, openLedger, PROBLEM_CODES, readLedger, readPayload, verifyLedger } from './index.ts';
import {
  body,
  filesOf,
  KEYS,
  keyPair,
  linesOf,
  options,
  PAYLOAD_KEY,
  temporaryFolders,
  writtenLedger,
} from './temporary.test-suite.ts';

const folders = temporaryFolders();

async function entriesOf(directory: string) {
  const entries = [];
  for await (const { entry } of readLedger(directory)) entries.push(entry);
  return entries;
}

describe('a ledger', () => {
  test('numbers entries in the order of the calls, however many callers wait at once', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory));
    const receipts = await Promise.all(Array.from({ length: 500 }, (_, number) => ledger.append(body(number))));
    await ledger.close();
    expect(receipts.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 500 }, (_, number) => number));
    const entries = await entriesOf(directory);
    expect(entries.map((entry) => entry.body.number)).toEqual(Array.from({ length: 500 }, (_, number) => number));
    expect(entries.map((entry) => entry.hash)).toEqual(receipts.map((receipt) => receipt.hash));
    expect(await verifyLedger({ directory, publicKey: KEYS.publicKey })).toMatchObject({
      ok: true,
      entries: 500,
      signed: 500,
    });
  });

  test('commits what waits together with one sync', async () => {
    const directory = await folders.make();
    let syncs = 0;
    const ledger = await openLedger(options(directory, { storage: await countingStorage(() => (syncs += 1)) }));
    syncs = 0;
    await Promise.all(Array.from({ length: 100 }, (_, number) => ledger.append(body(number))));
    expect(syncs).toBe(1);
    await ledger.close();
  });

  test('goes on over restarts and segments as one chain', async () => {
    const directory = await folders.make();
    for (let run = 0; run < 4; run += 1) await writtenLedger(directory, 6, { segmentBytes: 900 });
    const report = await verifyLedger({ directory, publicKey: KEYS.publicKey });
    expect(report).toMatchObject({ ok: true, entries: 24, signed: 24, problems: [] });
    expect(report.segments).toBeGreaterThan(4);
  });

  test('starts again without an entry of its own when it was closed', async () => {
    const directory = await folders.make();
    await writtenLedger(directory, 2);
    await (await openLedger(options(directory))).close();
    expect(await entriesOf(directory)).toHaveLength(2);
    expect((await linesOf(directory, 'checkpoints')).length).toBe(18);
  });

  test('keeps what the body was at the call', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory));
    const changing = { kind: 'act' as const, at: 1, tool: 'orders.read' };
    const text = Buffer.from('the text');
    const appended = ledger.append(changing, text);
    changing.tool = 'orders.refund';
    text.fill(0);
    await appended;
    await ledger.close();
    expect((await entriesOf(directory))[0]?.body.tool).toBe('orders.read');
    expect(Buffer.from(await readPayload({ directory, sequence: 0, payloadKey: PAYLOAD_KEY })).toString()).toBe(
      'the text',
    );
  });

  test.each([
    { what: 'a line break', text: 'a\n{"sequence":1}\r\n' },
    { what: 'a lone surrogate', text: '\ud800' },
    { what: 'a separator of lines', text: '\u2028\u2029\u0000' },
    { what: 'a bidirectional control', text: '\u202e' },
  ])('writes $what as one line that reads back the same', async ({ text }) => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory));
    await ledger.append({ kind: 'act', at: 1, tool: text });
    await ledger.close();
    expect(await entriesOf(directory)).toMatchObject([{ body: { tool: text } }]);
    expect(await linesOf(directory, '000001.rfl')).toHaveLength(2);
  });

  test('gives a note that can be kept outside', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory));
    await ledger.append(body(0));
    const { checkpoint, note } = await ledger.checkpoint();
    await ledger.append(body(1));
    await ledger.close();
    expect(checkpoint.size).toBe(1);
    expect(await readFile(join(directory, 'checkpoints'), 'utf8')).toContain(note);
    const expect1 = { size: checkpoint.size, root: checkpoint.root };
    expect(await verifyLedger({ directory, publicKey: KEYS.publicKey, expect: expect1 })).toMatchObject({ ok: true });
  });

  test('signs by itself when enough entries have come', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory, { checkpointEvery: 2 }));
    for (let number = 0; number < 5; number += 1) await ledger.append(body(number));
    await ledger.close();
    const sizes = (await linesOf(directory, 'checkpoints')).filter((_, index) => index % 9 === 1);
    expect(sizes).toEqual(['0', '2', '4', '5']);
  });
});

describe('an append is refused', () => {
  test.each<{ what: string; bad: unknown; code: string }>([
    { what: 'of an unknown kind', bad: { kind: 'gossip', at: 1 }, code: 'entry-invalid' },
    { what: 'without a time', bad: { kind: 'act' }, code: 'entry-invalid' },
    { what: 'at a time that is no whole millisecond', bad: { kind: 'act', at: 1.5 }, code: 'entry-invalid' },
    { what: 'that JSON cannot say', bad: { kind: 'act', at: 1, big: 1n }, code: 'entry-invalid' },
    { what: 'that is too large', bad: { kind: 'act', at: 1, text: 'x'.repeat(2_097_152) }, code: 'entry-too-large' },
  ])('$what', async ({ bad, code }) => {
    const ledger = await openLedger(options(await folders.make()));
    await expect(ledger.append(bad as LedgerEntryBody)).rejects.toMatchObject({ code }); // what a caller without types could pass
    expect(ledger.state).toBe('open');
    expect((await ledger.append(body(0))).sequence).toBe(0);
    await ledger.close();
  });

  test('when the queue is full, and the others are kept', async () => {
    const ledger = await openLedger(options(await folders.make(), { queueLimit: 3 }));
    const appended = await Promise.allSettled(Array.from({ length: 5 }, (_, number) => ledger.append(body(number))));
    expect(appended.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(appended[3]).toMatchObject({ reason: { code: 'queue-full' } });
    expect((await ledger.append(body(9))).sequence).toBe(3);
    await ledger.close();
  });

  test('after the end', async () => {
    const ledger = await openLedger(options(await folders.make()));
    const last = ledger.append(body(0));
    await ledger.close();
    await ledger.close();
    expect((await last).sequence).toBe(0);
    expect(ledger.state).toBe('closed');
    await expect(ledger.append(body(1))).rejects.toMatchObject({ code: 'ledger-closed' });
    await expect(ledger.checkpoint()).rejects.toMatchObject({ code: 'ledger-closed' });
  });

  test('and the lag counts what is not durable yet', async () => {
    const ledger = await openLedger(options(await folders.make()));
    const appended = [ledger.append(body(0)), ledger.append(body(1))];
    expect(ledger.lag).toBe(2);
    await Promise.all(appended);
    expect(ledger.lag).toBe(0);
    await ledger.close();
  });
});

describe('a ledger is not opened', () => {
  test.each([
    { what: 'with a key that cannot sign', over: { signingKey: KEYS.publicKey }, code: 'key-unusable' },
    {
      what: 'with a secret instead of a key',
      over: { signingKey: createSecretKey(Buffer.alloc(32)) },
      code: 'key-unusable',
    },
    {
      what: 'with a key of another kind',
      over: { signingKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey },
      code: 'key-unusable',
    },
    { what: 'with a short payload key', over: { payloadKey: new Uint8Array(16) }, code: 'key-unusable' },
  ])('$what', async ({ over, code }) => {
    const directory = await folders.make();
    await expect(openLedger(options(directory, over))).rejects.toMatchObject({ code });
    expect(await filesOf(directory)).toEqual([]);
  });

  test('with another key than it was written with', async () => {
    const directory = await folders.make();
    await writtenLedger(directory, 1);
    const other = options(directory, { signingKey: keyPair(8).privateKey });
    await expect(openLedger(other)).rejects.toMatchObject({ code: 'key-mismatch' });
  });
});

describe('the surface is pinned', () => {
  test('format', async () => {
    const directory = await folders.make();
    await writtenLedger(directory, 1, { payloads: [0] });
    expect(await filesOf(directory)).toEqual(['000001.rfl', '000001.rfp', 'checkpoints']);
    const digest = async (file: string) =>
      createHash('sha256')
        .update(await readFile(join(directory, file)))
        .digest('hex');
    expect(await linesOf(directory, '000001.rfl')).toMatchInlineSnapshot(`
      [
        "{"format":"ringfort-ledger/1","segment":1,"first":0,"previous":"0000000000000000000000000000000000000000000000000000000000000000","writer":"090a0b0c0d0e0f10","key":"324be2dea8bc44461b0233e51fa48902ed6b1cc671e7739af2551e0bfe68f54e","at":1764000000001,"edge":[],"hash":"45b1a7b87e4816f296ad171de39f565bbee50ca1037dd8ef276dd6a643f73481"}",
        "{"sequence":0,"previous":"45b1a7b87e4816f296ad171de39f565bbee50ca1037dd8ef276dd6a643f73481","body":{"kind":"act","at":1764000000000,"tool":"orders.refund","number":0},"payload":"6d32cb479ce2276e49055298805b06df4449f5ace179bd9fb205d064307f08ba","hash":"de3baf5baa96e9183b50061d5f7fd00f277fd29e4c0625c43a1575776482f50a"}",
      ]
    `);
    expect(await linesOf(directory, '000001.rfp')).toMatchInlineSnapshot(`
      [
        "{"sequence":0,"salt":"1112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f30","sealed":"hbForUK04XpDciCZT+890+hbMs9HcpEtEw=="}",
      ]
    `);
    expect(
      (await linesOf(directory, 'checkpoints')).map((line) => line.replace('\u2014', '--')),
    ).toMatchInlineSnapshot(`
      [
        "ringfort-ledger/090a0b0c0d0e0f10",
        "0",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "chain 0000000000000000000000000000000000000000000000000000000000000000",
        "time 1764000000002",
        "previous 0000000000000000000000000000000000000000000000000000000000000000",
        "",
        "-- ringfort-ledger/090a0b0c0d0e0f10 fQynlBkb30r8yhYWlLhM4jzp8AK+xXitRv03HYG7UuCkhpO8hb0FP0Yu74qnLorvkeFEVAmJnPs7ho/4MFs4u9ot3Aw=",
        "",
        "ringfort-ledger/090a0b0c0d0e0f10",
        "1",
        "71BEUpvhqRXQkvtLae22O+J7PRPYDMWraj4vzekCgGA=",
        "chain de3baf5baa96e9183b50061d5f7fd00f277fd29e4c0625c43a1575776482f50a",
        "time 1764000000003",
        "previous 0e5d3e43f30ecef5e71cd8512e48828d577a12b52ec0eba25e974e7589c87296",
        "",
        "-- ringfort-ledger/090a0b0c0d0e0f10 fQynlBWtF1PXNDCZjki+Ztw3aIoB9Y8WP6nLXYpVIWHZDYhpwPHwZIUcmixnZzbsh8/LKcso22GVLiA90wZunfgyjgo=",
        "",
      ]
    `);
    expect(await digest('000001.rfl')).toMatchInlineSnapshot(
      `"0f9865e2a6483431306fc01fe8e50c771d36fe996a116242f3763df50458430e"`,
    );
  });

  test('words', () => {
    expect([ENTRY_KINDS, LEDGER_ERROR_CODES, PROBLEM_CODES].map((list) => list.join(' '))).toMatchInlineSnapshot(`
      [
        "start stop decision act act-result approval acceptance authentication configuration key self-proof fail-open incident ledger",
        "anchor-invalid entry-invalid entry-not-found entry-too-large key-mismatch key-unusable ledger-closed ledger-damaged ledger-locked ledger-not-found lock-lost payload-altered payload-erased payload-not-found queue-full storage-failed",
        "anchor-mismatch anchor-not-reached chain-broken checkpoint-forged checkpoint-malformed checkpoint-mismatch checkpoint-missing entry-deleted entry-duplicated entry-edited entry-inserted entry-reordered entry-replaced header-edited key-wrong line-malformed payload-altered payload-missing payload-not-erased payload-stray segment-duplicated segment-misplaced segment-missing tail-truncated writer-mixed",
      ]
    `);
  });
});

async function countingStorage(count: () => void) {
  const { fileStorage } = await import('./storage.ts');
  return {
    ...fileStorage,
    async open(path: string) {
      const file = await fileStorage.open(path);
      return {
        ...file,
        async sync() {
          count();
          await file.sync();
        },
      };
    },
  };
}
