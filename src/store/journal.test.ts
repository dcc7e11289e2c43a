import { appendFile, open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { Journal } from './journal.ts';
import { encodeLine } from './journal-line.ts';
import { DEFAULT_LIMITS, type StoreLimits } from './limits.ts';
import { temporaryFolders } from './temporary.test-suite.ts';

interface Change {
  readonly name: string;
  readonly value: number;
}

const folders = temporaryFolders();

async function openRows(path: string, limits: Partial<StoreLimits> = {}) {
  const rows = new Map<string, number>();
  const journal = await Journal.open<Change>(
    path,
    'test',
    {
      apply: ({ name, value }) => rows.set(name, value),
      *snapshot() {
        for (const [name, value] of [...rows]) yield { name, value };
      },
    },
    { ...DEFAULT_LIMITS, ...limits },
  );
  const put = (name: string, value: number, urgency: 'durable' | 'soon' = 'durable') => {
    rows.set(name, value);
    return journal.append({ name, value }, urgency);
  };
  return { rows, journal, put };
}

async function newPath(): Promise<string> {
  return join(await folders.make(), 'test.journal');
}

/** Counts the syncs of every file of this process while `run` lasts. */
async function syncsOf(run: () => Promise<unknown>): Promise<number> {
  const probe = await open(join(await folders.make(), 'probe'), 'w');
  const prototype = Object.getPrototypeOf(probe); // FileHandle is not exported
  await probe.close();
  const spy = vi.spyOn(prototype, 'datasync');
  try {
    await run();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

describe('a torn tail', () => {
  test('a last line cut at any byte is dropped, and the line before it stays', async () => {
    const path = await newPath();
    const written = await openRows(path);
    await written.put('one', 1);
    const before = (await stat(path)).size;
    await written.put('two \u{1f511}', 2);
    await written.journal.close();
    const whole = await readFile(path);
    for (let length = before; length < whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      const again = await openRows(path);
      expect([...again.rows]).toEqual([['one', 1]]);
      await again.put('three', 3);
      await again.journal.close();
      const last = await openRows(path);
      expect([...last.rows]).toEqual([
        ['one', 1],
        ['three', 3],
      ]);
      await last.journal.close();
    }
  });

  test('a header cut at any byte is written anew', async () => {
    const path = await newPath();
    await (await openRows(path)).journal.close();
    const header = await readFile(path);
    for (let length = 0; length < header.length; length += 1) {
      await writeFile(path, header.subarray(0, length));
      await (await openRows(path)).journal.close();
      expect(await readFile(path)).toEqual(header);
    }
  });

  test.each([
    ['zeros', '\0'.repeat(5_000)],
    ['noise with newlines', '\n\n[1,2\n00000000 {}\nabc\n'],
    ['two megabytes without a newline', 'x'.repeat(2 * 1024 * 1024)],
  ])('%s after the last line are cut off', async (_, noise) => {
    const path = await newPath();
    const written = await openRows(path);
    await written.put('one', 1);
    await written.journal.close();
    const whole = await readFile(path);
    await appendFile(path, noise);
    const again = await openRows(path);
    expect([...again.rows]).toEqual([['one', 1]]);
    await again.journal.close();
    expect(await readFile(path)).toEqual(whole);
  });
});

describe('damage', () => {
  test('a broken line before a whole one stops the start and names the line', async () => {
    const path = await newPath();
    const written = await openRows(path);
    await written.put('one', 1);
    await written.put('two', 2);
    await written.journal.close();
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"value":1', '"value":7'));
    await expect(openRows(path)).rejects.toMatchObject({
      code: 'journal-corrupt',
      message: expect.stringContaining('line 2'),
    });
    expect(await readFile(path, 'utf8')).toContain('"value":2');
  });

  test('a journal of another kind or version is refused', async () => {
    const path = await newPath();
    await writeFile(path, encodeLine('{"journal":"test","version":2}'));
    await expect(openRows(path)).rejects.toMatchObject({ code: 'journal-foreign' });
  });
});

describe('group commit', () => {
  test('changes of one turn share one sync', async () => {
    const { put, journal } = await openRows(await newPath());
    const puts = () => Promise.all(Array.from({ length: 100 }, (_, index) => put(`name ${index}`, index)));
    expect(await syncsOf(puts)).toBe(1);
    await journal.close();
  });

  test('changes one after the other have a sync each', async () => {
    const { put, journal } = await openRows(await newPath());
    const syncs = await syncsOf(async () => {
      for (let index = 0; index < 10; index += 1) await put('name', index);
    });
    expect(syncs).toBe(10);
    await journal.close();
  });

  test('closing writes what waits', async () => {
    const path = await newPath();
    const written = await openRows(path, { writeBehindMs: 1_000_000 });
    await written.put('one', 1, 'soon');
    await written.journal.close();
    const again = await openRows(path);
    expect([...again.rows]).toEqual([['one', 1]]);
    await again.journal.close();
  });

  test('after a failed sync every append is refused, since nothing later proves the earlier', async () => {
    const { put, journal } = await openRows(await newPath());
    const probe = await open(join(await folders.make(), 'probe'), 'w');
    const spy = vi.spyOn(Object.getPrototypeOf(probe), 'datasync').mockRejectedValueOnce(new Error('disk'));
    await expect(put('one', 1)).rejects.toMatchObject({ code: 'journal-failed' });
    await expect(put('two', 2)).rejects.toMatchObject({ code: 'journal-failed' });
    await expect(put('two', 2, 'soon')).rejects.toMatchObject({ code: 'journal-failed' });
    await expect(journal.close()).rejects.toMatchObject({ code: 'journal-failed' });
    spy.mockRestore();
    await probe.close();
  });
});

describe('a journal that grows', () => {
  test('is rewritten with its present rows, and goes on', async () => {
    const path = await newPath();
    const { put, journal, rows } = await openRows(path, { compactBytes: 10_000 });
    let largest = 0;
    for (let index = 0; index < 2_000; index += 1) {
      await put(`name ${index % 20}`, index, index % 50 === 0 ? 'durable' : 'soon');
      largest = Math.max(largest, journal.size);
    }
    await journal.close();
    expect(largest).toBeLessThan(15_000);
    const again = await openRows(path);
    expect(again.rows).toEqual(rows);
    await again.journal.close();
  });

  test('changes made while it is rewritten are kept', async () => {
    const path = await newPath();
    const { put, journal, rows } = await openRows(path, { compactBytes: 1 });
    const puts: Promise<void>[] = [];
    for (let index = 0; index < 20_000; index += 1) {
      puts.push(put(`a rather long name, so that there are many lines ${index % 5_000}`, index));
      if (index % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(puts);
    await journal.close();
    const again = await openRows(path);
    expect(again.rows).toEqual(rows);
    await again.journal.close();
  });

  test('too many waiting changes are replaced by one snapshot', async () => {
    const path = await newPath();
    const { put, journal, rows } = await openRows(path, { pendingBytes: 1_000, writeBehindMs: 1_000_000 });
    for (let index = 0; index < 10_000; index += 1) await put(`name ${index % 3}`, index, 'soon');
    await journal.close();
    expect((await stat(path)).size).toBeLessThan(1_000);
    const again = await openRows(path);
    expect(again.rows).toEqual(rows);
    await again.journal.close();
  });
});
