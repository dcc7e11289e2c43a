import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLedger, readPayload, verifyLedger } from './index.ts';
import {
  body,
  KEYS,
  linesOf,
  options,
  PAYLOAD_KEY,
  temporaryFolders,
  writeLines,
  writtenLedger,
} from './temporary.test-suite.ts';

const folders = temporaryFolders();
const SECRET = 'Ada Lovelace, 12 St James Square';

async function ledgerWithText(over: object = {}) {
  const directory = await folders.make();
  const ledger = await openLedger(options(directory, over));
  await ledger.append(body(0));
  await ledger.append(body(1), Buffer.from(SECRET));
  await ledger.append(body(2), Buffer.from('another text'));
  return { directory, ledger };
}

describe('a payload', () => {
  test('reads back with its key and stands in no file in the clear', async () => {
    const { directory, ledger } = await ledgerWithText();
    await ledger.close();
    const text = await readPayload({ directory, sequence: 1, payloadKey: PAYLOAD_KEY });
    expect(Buffer.from(text).toString()).toBe(SECRET);
    for (const file of ['000001.rfl', '000001.rfp', 'checkpoints']) {
      const content = await readFile(join(directory, file), 'latin1');
      expect(content).not.toContain('Lovelace');
      expect(content).not.toContain(Buffer.from(SECRET).toString('base64').slice(2, 30));
    }
  });

  test('may be empty, and may be any bytes', async () => {
    const directory = await folders.make();
    const ledger = await openLedger(options(directory));
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await ledger.append(body(0), new Uint8Array());
    await ledger.append(body(1), bytes);
    await ledger.close();
    expect(await readPayload({ directory, sequence: 0, payloadKey: PAYLOAD_KEY })).toHaveLength(0);
    expect(Uint8Array.from(await readPayload({ directory, sequence: 1, payloadKey: PAYLOAD_KEY }))).toEqual(bytes);
  });

  test.each([
    { what: 'of an entry without one', sequence: 0, key: PAYLOAD_KEY, code: 'payload-not-found' },
    { what: 'of an entry that is not there', sequence: 77, key: PAYLOAD_KEY, code: 'payload-not-found' },
    { what: 'with another key', sequence: 1, key: new Uint8Array(32), code: 'payload-altered' },
  ])('is not read $what', async ({ sequence, key, code }) => {
    const { directory, ledger } = await ledgerWithText();
    await ledger.close();
    await expect(readPayload({ directory, sequence, payloadKey: key })).rejects.toMatchObject({ code });
  });

  test('cannot be read in the place of another', async () => {
    const { directory, ledger } = await ledgerWithText();
    await ledger.close();
    const [one = '', two = ''] = await linesOf(directory, '000001.rfp');
    await writeLines(directory, '000001.rfp', [two.replace('"sequence":2', '"sequence":1'), one]);
    const read = readPayload({ directory, sequence: 1, payloadKey: PAYLOAD_KEY });
    await expect(read).rejects.toMatchObject({ code: 'payload-altered' });
  });
});

describe('an erased payload', () => {
  test('is gone for good, and the ledger verifies as before', async () => {
    const { directory, ledger } = await ledgerWithText();
    const before = await readFile(join(directory, '000001.rfl'), 'utf8');
    const [sealed = ''] = await linesOf(directory, '000001.rfp');
    await ledger.erasePayload(1);
    await ledger.close();
    expect((await readFile(join(directory, '000001.rfl'), 'utf8')).startsWith(before)).toBe(true);
    expect(await linesOf(directory, '000001.rfl')).toHaveLength(5);
    const [erased = ''] = await linesOf(directory, '000001.rfp');
    expect(erased).toHaveLength(sealed.length);
    expect(erased).toMatch(/^\{"sequence":1,"salt":"0{64}","sealed":"A+=*"\}$/);
    const read = readPayload({ directory, sequence: 1, payloadKey: PAYLOAD_KEY });
    await expect(read).rejects.toMatchObject({ code: 'payload-erased' });
    expect(Buffer.from(await readPayload({ directory, sequence: 2, payloadKey: PAYLOAD_KEY })).toString()).toBe(
      'another text',
    );
    expect(await verifyLedger({ directory, publicKey: KEYS.publicKey })).toMatchObject({ ok: true, problems: [] });
  });

  test('may be erased again, in an earlier segment, after a restart', async () => {
    const directory = await folders.make();
    await writtenLedger(directory, 12, { segmentBytes: 1_000, payloads: [1, 2, 9] });
    const ledger = await openLedger(options(directory));
    await ledger.erasePayload(1);
    await ledger.erasePayload(1);
    await ledger.close();
    expect(await verifyLedger({ directory, publicKey: KEYS.publicKey })).toMatchObject({ ok: true, entries: 14 });
    const read = readPayload({ directory, sequence: 1, payloadKey: PAYLOAD_KEY });
    await expect(read).rejects.toMatchObject({ code: 'payload-erased' });
    expect(await readPayload({ directory, sequence: 9, payloadKey: PAYLOAD_KEY })).toHaveLength(9);
  });

  test('must have been there: nothing is recorded otherwise', async () => {
    const { directory, ledger } = await ledgerWithText();
    await expect(ledger.erasePayload(0)).rejects.toMatchObject({ code: 'payload-not-found' });
    await ledger.close();
    expect(await linesOf(directory, '000001.rfl')).toHaveLength(4);
  });
});
